import { BUY, Workplace, type Answer } from '../support/in-process.js';

const WHO = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const RENEW = 'actionpack renew --accept-terms --token pm_card_visa';
const GOLD = 'competency attain data-platform gold --evidence certified-people=4,customer-references=5';
const TODAY = '2027-02-20';
const LATER = '2027-03-20';

function owning(renewal: string): Promise<Workplace> {
  return new Workplace().after(
    `adopt action-pack --anniversary 2027-03-01 --started 2026-03-01 --autorenew ${renewal} --invoice F1 ${WHO}`,
  );
}

/** With every space the same, on one line. */
async function spoken(world: Workplace, line: string, now = TODAY): Promise<string> {
  const { stdout, stderr } = await world.run(line, { now });
  return (stdout + stderr).replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
}

async function warned(world: Workplace, now = TODAY): Promise<Answer> {
  const { warnings } = await world.json('status', { now });
  return warnings.find(({ code }: Answer) => code === 'VENDOR_CHARGES_TOO');
}

describe('D29 what is renewed here, though the vendor renews it', () => {
  test.each([
    ['en', 'on', 'The vendor is expected to charge Microsoft Action Pack on 2027-03-01 all the same'],
    ['en', 'unknown', 'Nobody has said whether the vendor charges Microsoft Action Pack on 2027-03-01 all the same'],
    ['fr', 'on', 'Le fournisseur devrait quand même débiter'],
    ['fr', 'unknown', "Personne n'a dit si le fournisseur débite quand même"],
  ])('%s: is said before and after it is bought, renewal %s', async (lang, renewal, sentence) => {
    const world = await owning(renewal);
    for (const line of [`${RENEW} --dry-run`, 'actionpack renew --check', `${RENEW} --yes`]) {
      const heard = await spoken(world, `${line} --lang ${lang}`);
      expect(heard).toContain(sentence);
      expect(heard).toContain('https://partner.microsoft.com/dashboard');
      expect(heard).not.toMatch(/nothing more is charged|rien de plus/);
    }
    expect(await spoken(world, `status --lang ${lang}`)).toContain(sentence);
  });

  test('stands in what scripts read, until it is said that it is off there', async () => {
    const world = await owning('on');
    expect(await world.json('actionpack renew --check', { now: TODAY })).toMatchObject({
      warnings: [{ code: 'VENDOR_CHARGES_TOO' }],
    });
    expect(await warned(world)).toBeUndefined();
    for (const line of [`${RENEW} --dry-run`, `${RENEW} --yes`])
      expect(await world.json(line, { now: TODAY })).toMatchObject({ warnings: [{ code: 'VENDOR_CHARGES_TOO' }] });
    const { try: line } = await warned(world);
    expect(await spoken(world, 'status', LATER)).toContain(
      'The vendor may have charged Microsoft Action Pack on 2027-03-01',
    );
    await world.json(line.replace('partner ', '').replace('TEXT', 'portal'), { now: TODAY });
    expect(await warned(world)).toBeUndefined();
    expect(await warned(world, LATER)).toBeUndefined();
  });

  test('and where it is off there, nothing more is charged', async () => {
    const heard = await spoken(await owning('off'), `${RENEW} --dry-run`);
    expect(heard).toContain('nothing more is charged for it');
    expect(heard).not.toContain('The vendor');
  });

  test('P7 an upgrade of it leaves the vendor charging, too', async () => {
    const world = await new Workplace().after(
      `adopt silver-competency --anniversary 2027-03-01 --started 2026-03-01 --autorenew on --invoice F1 ${WHO}`,
    );
    await world.after(GOLD);
    const upgrade = 'competency upgrade --accept-terms --token pm_card_visa';
    for (const line of [`${upgrade} --dry-run`, `${upgrade} --check`, `${upgrade} --yes`, 'status'])
      expect(await spoken(world, line)).toContain('The vendor is expected to charge');
  });

  test('and what is bought anew here, after it was presumed to have expired', async () => {
    const world = await owning('on');
    await world.json(`${BUY} --token pm_card_visa --yes`, { now: '2027-05-01' });
    expect(await warned(world, '2027-05-01')).toBeDefined();
  });
});

describe('D29 what the vendor charges beside what is paid here stands in the forecast', () => {
  const bought = `${RENEW} --yes`;
  const rows = async (world: Workplace, now = TODAY) => {
    const all: readonly Answer[] = await world.json('renewals forecast --months 36', { now });
    return all.map(({ offer, chargeOn, how }) => [offer, chargeOn, how]);
  };
  const vendors = (all: readonly unknown[][]) => all.filter(([, , how]) => how === 'at-vendor').map(([, on]) => on);

  test.each(['on', 'unknown'])('each year, as long as it is %s there', async (renewal) => {
    const world = await owning(renewal);
    expect(vendors(await rows(world))).toEqual(['2027-03-01', '2028-03-01', '2029-03-01']);
    await world.json(bought, { now: TODAY });
    const both = await rows(world);
    expect(vendors(both)).toEqual(['2027-03-01', '2028-03-01', '2029-03-01']);
    expect(both.filter(([, , how]) => how === 'automatic').map(([, on]) => on)).toEqual(['2028-03-01', '2029-03-01']);
    const report = await world.json('report', { now: TODAY });
    expect(report.accounts[0].ahead).toContainEqual(
      expect.objectContaining({ offer: 'action-pack', chargeOn: '2027-03-01', how: 'at-vendor' }),
    );
    // What is behind is no payment ahead.
    expect(vendors(await rows(world, LATER))).toEqual(['2028-03-01', '2029-03-01', '2030-03-01']);
    const { try: line } = await warned(world);
    await world.json(line.replace('partner ', '').replace('TEXT', 'portal'), { now: TODAY });
    expect(vendors(await rows(world))).toEqual([]);
  });

  test('P7 of what an upgrade took the place of, too', async () => {
    const world = await new Workplace().after(
      `adopt silver-competency --anniversary 2027-03-01 --started 2026-03-01 --autorenew on --invoice F1 ${WHO}`,
    );
    await world.after(GOLD);
    await world.json('competency upgrade --accept-terms --token pm_card_visa --yes', { now: TODAY });
    expect((await rows(world)).filter(([offer]) => offer === 'silver-competency')).toEqual(
      ['2027-03-01', '2028-03-01', '2029-03-01'].map((on) => ['silver-competency', on, 'at-vendor']),
    );
  });
});

describe('D9, D29 who asks here to cancel what the vendor renews', () => {
  const ASK = 'actionpack cancel';
  test.each([
    ['owned elsewhere', 'on', []],
    ['owned elsewhere, where nobody said so', 'unknown', []],
    ['renewed here since', 'on', [`${RENEW} --yes`]],
  ])('is told that it goes on charging: %s', async (_, renewal, lines) => {
    const world = await owning(renewal);
    for (const line of lines) await world.json(line, { now: TODAY });
    const sure = renewal === 'on';
    const sentence = sure ? 'The vendor is expected to charge' : 'Nobody has said whether the vendor charges';
    for (const line of [`${ASK} --dry-run`, ASK, 'support new --cancel action-pack'])
      expect(await spoken(world.copy(), line)).toContain(`${sentence} Microsoft Action Pack on 2027-03-01`);
    expect(await spoken(world.copy(), `${ASK} --lang fr`)).toContain(
      sure ? 'Le fournisseur devrait quand même débiter' : 'si le fournisseur débite quand même',
    );
    for (const line of [`${ASK} --dry-run`, ASK])
      expect(await world.copy().json(line, { now: TODAY })).toMatchObject({
        warnings: [{ code: 'VENDOR_CHARGES_TOO', try: expect.stringContaining('--autorenew off') }],
      });
  });

  test('and not where that is off, or said to be with it', async () => {
    expect(await (await owning('off')).json(ASK, { now: TODAY })).toMatchObject({ warnings: [] });
    const off = await (await owning('on')).json(`${ASK} --autorenew off`, { now: TODAY });
    expect(off).toMatchObject({ warnings: [], subscription: { autorenew: { vendor: 'off' } } });
  });
});
