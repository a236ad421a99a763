import { member, type Answer, type Workplace } from '../support/in-process.js';

const FAILS = 'pm_card_chargeCustomerFail';
const NOW = '2027-11-01';
const RENEW = 'actionpack renew --accept-terms --token pm_card_mastercard';

/** With every space the same, on one line. */
async function spoken(world: Workplace, line: string): Promise<string> {
  const { stdout, stderr } = await world.run(line, { now: NOW });
  return (stdout + stderr).replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
}

async function owner(fails: boolean): Promise<Workplace> {
  const world = await (await member()).copy().after('actionpack subscribe --accept-terms --yes --token pm_card_visa');
  await world.after(`payment-methods add --token ${fails ? FAILS : 'pm_card_amex'} --default`);
  if (fails) expect((await world.run('actionpack renew --accept-terms --yes', { now: NOW })).code).toBe(9);
  return world;
}

describe('D6 R9 paying with a card that was declined when it was charged last', () => {
  test.each([
    [
      'en',
      'The next payment for Microsoft Action Pack is charged to Visa ending 0341, which was declined when it was charged last',
    ],
    ['fr', 'sera débité avec la carte Visa finissant par 0341, refusée la dernière fois'],
  ])('is said by the check and by the order that is shown before: %s', async (lang, said) => {
    const world = await owner(true);
    const [visa]: readonly Answer[] = await world.json('payment-methods list', { now: NOW });
    for (const look of ['--check', '--accept-terms --dry-run']) {
      expect(await spoken(world, `actionpack renew ${look} --lang ${lang}`)).toContain(said);
      expect(await spoken(world, `actionpack renew ${look} --payment-method ${visa.id} --lang ${lang}`)).not.toContain(
        said,
      );
    }
  });

  test('is a warning for scripts, with the card that has paid', async () => {
    const world = await owner(true);
    const [visa]: readonly Answer[] = await world.json('payment-methods list', { now: NOW });
    for (const look of ['--check', '--accept-terms --dry-run'])
      expect((await world.json(`actionpack renew ${look}`, { now: NOW })).warnings).toMatchObject([
        { code: 'CARD_DECLINED_BEFORE', try: `partner payment-methods default ${visa.id}` },
      ]);
    const other = await world.json(`actionpack renew --check --payment-method ${visa.id}`, { now: NOW });
    expect(other.warnings).toEqual([]);
  });
});

describe('P12 R12 which card pays next, after a renewal with another than the default', () => {
  test.each([
    ['en', 'is charged to the default card, Visa ending 0341, which was declined when it was charged last'],
    ['fr', 'sera débité avec la carte par défaut, Visa finissant par 0341, refusée la dernière fois'],
  ])('is said before and after it, and status warns of one that was declined: %s', async (lang, said) => {
    const world = await owner(true);
    expect(await spoken(world, `${RENEW} --dry-run --lang ${lang}`)).toContain(said);
    expect(await spoken(world, `${RENEW} --yes --lang ${lang}`)).toContain(said);
    const methods = await world.json('payment-methods list', { now: NOW });
    const { id } = methods.find(({ last4 }: Answer) => last4 === '4444');
    const another = `partner payment-methods default ${id}`;
    const warned = async () =>
      (await world.json('status', { now: NOW })).warnings.find(({ code }: Answer) => code === 'CARD_DECLINED_BEFORE');
    expect(await warned()).toMatchObject({ try: another });
    expect(await spoken(world, `status --lang ${lang}`)).toContain('0341');
    await world.json(another.replace('partner ', ''), { now: NOW });
    expect(await warned()).toBeUndefined();
  });

  test('without a decline it names that card all the same, and warns of nothing in status', async () => {
    const world = await owner(false);
    for (const line of [`${RENEW} --dry-run`, `${RENEW} --yes`])
      expect(await world.copy().json(line, { now: NOW })).toMatchObject({
        warnings: [
          {
            code: 'PAID_NEXT',
            message: expect.stringContaining('the default card, American Express ending 0005;'),
            try: expect.stringMatching(/^partner payment-methods (default pm_|list$)/),
          },
        ],
      });
    const heard = await spoken(world, `${RENEW} --yes`);
    expect(heard).toContain('is charged to the default card, American Express ending 0005;');
    expect(heard).toContain('partner payment-methods default pm_');
    const { warnings } = await world.json('status', { now: NOW });
    expect(warnings.map(({ code }: Answer) => code)).not.toContain('CARD_DECLINED_BEFORE');
  });

  test('the card that is the default pays it, and nothing is said of another', async () => {
    const world = await owner(false);
    expect((await world.json('actionpack renew --accept-terms --dry-run', { now: NOW })).warnings).toEqual([]);
    const { stdout } = await world.run('actionpack renew --accept-terms --yes', { now: NOW });
    expect(stdout).not.toContain('default card');
  });
});
