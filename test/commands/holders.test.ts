import { Workplace, JOIN, type Answer } from '../support/in-process.js';
import { ADMIN, BUYER, E3, licenceHolders } from './licences.js';
import { sound } from './sound.js';

/** The first day of the window; the anniversary date is 22 Nov 2027, and benefits go on to 22 Dec without a renewal. */
const EARLY = { now: '2027-08-24' };
const RENEW = 'actionpack renew --accept-terms --yes';

let holding: Workplace;
beforeAll(async () => {
  holding = await licenceHolders();
});

async function usersOf(here: Workplace, now: string): Promise<readonly string[]> {
  const found = (await here.json('benefits list', { now })).find(({ benefit }: Answer) => benefit === E3);
  return (found?.assignments ?? []).map(({ user }: Answer) => user);
}

describe('D21 a renewal and whoever holds a licence', () => {
  test.each(['2027-11-21', '2027-11-22', '2027-11-23', '2027-12-22', '2027-12-23'])(
    'D21 P4 paying on the first day of the window takes no licence sooner than not paying: %s',
    async (now) => {
      const paid = await holding.copy(EARLY).after(RENEW);
      expect(await usersOf(paid, now)).toEqual(await usersOf(holding.copy(EARLY), now));
    },
  );

  test('D21 without --keep-holders they run out, and status says on which day and of whom, until they are handed out again', async () => {
    const here = await holding.copy(EARLY).after(RENEW);
    const warned = async (now: string) =>
      (await here.json('status', { now })).warnings.filter(({ code }: Answer) => code === 'LICENCES_RUN_OUT');
    for (const now of ['2027-08-24', '2027-11-22', '2027-12-01']) {
      const [warning] = await warned(now);
      for (const word of ['22 Dec 2027', ADMIN, BUYER]) expect(warning.message).toContain(word);
    }
    const later = here.copy({ now: '2027-12-01' });
    const [held] = (await later.json('benefits list')).filter(({ benefit }: Answer) => benefit === E3);
    expect(held).toMatchObject({ termNumber: 1, state: 'waiting', assigned: 2, available: 8 });
    expect(held.assignments).toMatchObject([{ runsOut: '2027-12-22' }, { runsOut: '2027-12-22' }]);
    await later.after(`benefits activate ${E3} --yes`, `benefits assign ${E3} ${ADMIN}`);
    await later.after(`benefits release ${E3} ${BUYER}`);
    expect(await usersOf(later, '2027-12-02')).toEqual([ADMIN]);
    expect(await usersOf(later, '2028-05-01')).toEqual([ADMIN]);
    expect((await later.json('status')).warnings.map(({ code }: Answer) => code)).not.toContain('LICENCES_RUN_OUT');
    await sound(later);
  });

  test('D21 --keep-holders hands the same out again: nobody is without one on any day, and who is handed one meanwhile goes on, too', async () => {
    const here = await holding.copy(EARLY).after(`${RENEW} --keep-holders`, `benefits release ${E3} ${BUYER}`);
    await here.after('users add late@contoso.example', `benefits assign ${E3} late@contoso.example`);
    for (const now of ['2027-11-22', '2027-11-23', '2028-06-01'])
      expect(await usersOf(here, now)).toEqual([ADMIN, 'late@contoso.example']);
    expect((await here.json('status')).warnings.map(({ code }: Answer) => code)).not.toContain('LICENCES_RUN_OUT');
    const later = here.copy({ now: '2028-02-01' });
    const [held] = (await later.json('benefits list')).filter(({ benefit }: Answer) => benefit === E3);
    expect(held).toMatchObject({ termNumber: 1, state: 'activated', assigned: 2, available: 8 });
    await later.after(`benefits release ${E3} ${ADMIN}`, 'users remove late@contoso.example');
    expect(await usersOf(later, '2028-06-01')).toEqual([]);
    await sound(later);
  });

  test('R9 the review says before Buy who holds a licence and what becomes of it', async () => {
    const here = holding.copy(EARLY);
    const dry = await here.json('actionpack renew --accept-terms --dry-run');
    expect(dry.order.holders).toEqual([
      { benefit: E3, user: ADMIN, until: '2027-12-22' },
      { benefit: E3, user: BUYER, until: '2027-12-22' },
    ]);
    const kept = await here.json('actionpack renew --accept-terms --keep-holders --dry-run');
    expect(kept.order.holders.map(({ until }: Answer) => until)).toEqual([null, null]);
    expect(kept.review).not.toBe(dry.review);
    expect((await here.run(`${RENEW} --review ${dry.review} --keep-holders --json`)).code).toBe(7);
    for (const lang of ['en', 'fr']) {
      const { stdout, stderr } = await here.run(`actionpack renew --accept-terms --dry-run --lang ${lang}`);
      expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).toContain(BUYER);
    }
    expect((await here.run('actionpack renew --check --keep-holders --json')).error().code).toBe('FLAG_UNUSED');
  });

  test('D21 R12 an automatic renewal takes a licence from nobody', async () => {
    const here = holding.copy({ now: '2027-11-22' });
    expect(await here.json('renewals run --yes')).toMatchObject({ charged: 1 });
    expect(await usersOf(here, '2028-06-01')).toEqual([ADMIN, BUYER]);
    expect((await here.json('status')).warnings.map(({ code }: Answer) => code)).not.toContain('LICENCES_RUN_OUT');
    await sound(here);
  });

  test('P8 D20 what goes on ends the right to a refund from the first day of the term, not before', async () => {
    const here = await holding.copy({ now: '2027-11-10' }).after(`${RENEW} --keep-holders`, 'actionpack cancel');
    const refund = async (now: string) => here.copy({ now }).run('support resolve 1 --outcome approved --yes --json');
    expect((await refund('2027-11-22')).json()).toMatchObject({ order: { state: 'refunded' } });
    expect((await refund('2027-11-23')).json()).toMatchObject({ order: null, subscription: { state: 'active' } });
  });

  test('D29 a renewal that was paid at the vendor hands them out again where that is said', async () => {
    const here = await new Workplace().after(
      `${JOIN} --gateway none --programme mpn-2018`,
      `adopt action-pack --anniversary 2026-12-01 --autorenew on --activated ${E3}`,
      `benefits assign ${E3} ${ADMIN}`,
    );
    const record = 'orders record action-pack --paid-on 2026-11-20 --invoice E1';
    const kept = await here.copy().after(`${record} --keep-holders`);
    expect(await usersOf(kept, '2027-06-01')).toEqual([ADMIN]);
    expect(await kept.json(`${record} --keep-holders`)).toMatchObject({ changed: false });
    const lost = await here.copy().after(record);
    expect(await usersOf(lost, '2026-12-31')).toEqual([ADMIN]);
    expect(await usersOf(lost, '2027-01-01')).toEqual([]);
    expect((await lost.run(`${record} --keep-holders --json`)).error()).toMatchObject({ code: 'RECORD_CONFLICT' });
  });

  test('R16 a reminder says who loses a licence if nobody renews, and how it is kept', async () => {
    const here = await holding.copy({ now: '2027-11-10' }).after('actionpack autorenew off');
    const { stdout } = await here.run('reminders send --dry-run --to somebody@contoso.example --lang fr', {
      env: { PARTNER_SMTP_URL: 'smtp://localhost:1', PARTNER_SMTP_FROM: ADMIN },
    });
    expect(stdout).toBeDefined();
    const calendar = await here.run('reminders calendar --ics dates.ics');
    expect(calendar.code).toBe(0);
    const text = [...here.files()].find(([path]) => path.endsWith('dates.ics'))?.[1]?.replaceAll(/\r?\n /g, '') ?? '';
    for (const word of [BUYER, 'actionpack renew --keep-holders']) expect(text).toContain(word);
  });
});
