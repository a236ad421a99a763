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
    await world.json(`${RENEW} --yes`, { now: TODAY });
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
