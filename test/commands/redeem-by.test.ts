import { JOIN, Workplace, type Answer } from '../support/in-process.js';

const TODAYS = `${JOIN.replace('--country FR', '--country US')} --programme maicpp-2026`;

/** 13 months after 15 February end two days before the benefits do. */
async function bought(): Promise<Workplace> {
  const here = new Workplace({ now: '2026-02-15' });
  return here.after(TODAYS, 'launch subscribe --accept-terms --token pm_card_visa --yes');
}

const credit = async (here: Workplace) =>
  (await here.json('benefits list')).find(({ benefit }: Answer) => benefit === 'azure-credit');
const warned = async (here: Workplace) =>
  (await here.json('status')).warnings.filter(({ code }: Answer) => code === 'BENEFITS_LAPSE');

describe('R21 a benefit has a last day to be activated, where the programme says so', () => {
  test('R21 it is shown, warned of, in the timeline and in the calendar', async () => {
    const here = await bought();
    expect(await credit(here)).toMatchObject({ state: 'waiting', redeemBy: '2027-03-15', until: '2027-03-17' });
    expect((await here.run('benefits list')).stdout).toContain('not yet; to 2027-03-15');
    expect((await here.run('benefits list --lang fr')).stdout).toContain("jusqu'au 2027-03-15");
    expect(await here.json('subscriptions timeline')).toContainEqual(
      expect.objectContaining({ date: '2027-03-15', event: 'redeemBy', offer: 'launch' }),
    );
    expect(JSON.stringify(await here.json('reminders calendar'))).toContain('last day to activate benefits');
    expect(await warned(here)).toEqual([]);
    expect(await warned(here.copy({ now: '2027-01-13' }))).toEqual([]);
    expect(await warned(here.copy({ now: '2027-01-14' }))).toMatchObject([
      { code: 'BENEFITS_LAPSE', try: 'partner benefits list' },
    ]);
  });

  test('R21 on the last day it is activated, a day later it is lost; what was activated stays', async () => {
    const last = (await bought()).copy({ now: '2027-03-15' });
    await last.after('benefits activate azure-credit --yes');
    const after = last.copy({ now: '2027-03-16' });
    expect(await credit(after)).toMatchObject({ state: 'activated' });
    expect((await after.run('benefits activate visual-studio-enterprise --yes --json')).error()).toMatchObject({
      code: 'BENEFIT_LAPSED',
      exit: 5,
      redeemBy: '2027-03-15',
    });
    expect((await after.run('benefits list')).stdout).toContain('lapsed after 2027-03-15');
    expect(await warned(after)).toEqual([]);
  });

  test('D32 of what was bought elsewhere it counts from the stated start, and is unknown without one', async () => {
    const adopt = 'adopt launch --anniversary 2027-02-15 --autorenew off';
    const at = { now: '2026-12-01' };
    const known = await new Workplace(at).after(TODAYS, `${adopt} --started 2026-02-15`);
    expect(await credit(known)).toMatchObject({ redeemBy: '2027-03-15' });
    const unknown = await new Workplace(at).after(TODAYS, adopt);
    expect(await credit(unknown)).toMatchObject({ state: 'waiting', redeemBy: null });
    expect((await unknown.run('benefits list')).stdout).toContain('not yet');
  });

  test('a programme that says nothing sets no day', async () => {
    const here = await new Workplace().after(JOIN, 'actionpack subscribe --accept-terms --token pm_card_visa --yes');
    const listed: readonly Answer[] = await here.json('benefits list');
    expect(new Set(listed.map(({ redeemBy }) => redeemBy))).toEqual(new Set([null]));
  });
});
