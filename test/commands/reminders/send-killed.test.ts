import { SEND_FAILPOINTS } from '../../../src/journeys/desk.js';
import { runPartner } from '../../support/run.js';
import { House } from './house.js';
import { byHook, byMail, hooks, mails } from './servers.js';

/** The paid term ends on 2027-11-22. */
const DUE = '2027-11-07';

test('G23 what was perhaps sent is not sent again, and is listed as unknown', async () => {
  const web = await hooks((response) => response.destroy());
  const house = await House.bought(byHook(web));
  const { code, value } = await house.run('reminders send --json', {}, DUE);
  expect([code, value.unknown, value.items[0].result]).toEqual([8, 1, 'unknown']);
  expect((await house.run('reminders send --json', {}, DUE)).value.items).toEqual([]);
  expect(web.posted.length).toBe(1);
  // A claim that is fresh and whose process lives may still be under way.
  expect((await house.runs('reminders list --json', {}, DUE)).value[0].state).toBe('sending');
  expect((await house.runs('reminders list --json', {}, '2027-11-08')).value[0]).toMatchObject({
    state: 'unknown',
    reason: 'unknown',
  });
});

/** Where a run dies, how many mails had arrived by then, and how the reminder is listed after. */
const KILLED_AT = [
  ['reminder:begun', 0, 'unknown'],
  ['reminder:answered', 1, 'unknown'],
  ['reminder:settled', 1, 'sent'],
] as const;

describe('G23 several processes, and one that dies', () => {
  test('G23 four runs at once send one mail', async () => {
    const smtp = await mails();
    const house = await House.bought();
    await frozenAt(house, DUE);
    const ran = await Promise.all(
      [1, 2, 3, 4].map(() => runPartner(['reminders', 'send', '--json'], { home: house.home, env: byMail(smtp) })),
    );
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(ran.map((one) => one.json<{ sent: number }>().sent).sort()).toEqual([0, 0, 0, 1]);
    expect(smtp.received.length).toBe(1);
    expect(await house.defects()).toEqual([]);
  });

  test('G23 every step of sending is killed at', () => {
    expect(['reminder:claimed', ...KILLED_AT.map(([step]) => step)]).toEqual(SEND_FAILPOINTS);
  });

  test('G23 killed before the message began, it was certainly not sent: the next run sends it', async () => {
    const smtp = await mails();
    const house = await House.bought();
    await frozenAt(house, DUE);
    const killed = await runPartner(['reminders', 'send'], {
      home: house.home,
      env: { ...byMail(smtp), PARTNER_FAILPOINT: 'reminder:claimed' },
    });
    expect([killed.code, smtp.received.length]).toEqual([137, 0]);
    const again = await runPartner(['reminders', 'send', '--json'], { home: house.home, env: byMail(smtp) });
    expect(again.json<{ items: unknown[] }>().items).toMatchObject([{ result: 'sent' }]);
    expect(smtp.received.length).toBe(1);
    const third = await runPartner(['reminders', 'send', '--json'], { home: house.home, env: byMail(smtp) });
    expect([third.json<{ items: unknown[] }>().items, smtp.received.length]).toEqual([[], 1]);
    expect(await house.defects()).toEqual([]);
  });

  test('G23 killed after it began, status and the next run say so, and a person decides', async () => {
    const smtp = await mails();
    const house = await House.bought();
    await frozenAt(house, DUE);
    const env = byMail(smtp);
    await runPartner(['reminders', 'send'], { home: house.home, env: { ...env, PARTNER_FAILPOINT: 'reminder:begun' } });
    const next = await runPartner(['reminders', 'send'], { home: house.home, env });
    expect(next.stdout).toMatch(/it may have arrived[^]*partner reminders settle rem_\w+ --outcome not-arrived/);
    type Warned = { warnings: { code: string; try: string }[] };
    const status = async () => (await runPartner(['status', '--json'], { home: house.home })).json<Warned>().warnings;
    const told = (await status()).find(({ code }) => code === 'REMINDER_UNKNOWN')?.try ?? '';
    expect(told).toMatch(/^partner reminders settle rem_\w+ --outcome not-arrived$/);
    const settled = await runPartner(told.split(' ').slice(1), { home: house.home });
    expect(settled.code).toBe(0);
    expect((await status()).map(({ code }) => code)).not.toContain('REMINDER_UNKNOWN');
    const again = await runPartner(['reminders', 'send', '--json'], { home: house.home, env });
    expect([again.json<{ sent: number }>().sent, smtp.received.length]).toEqual([1, 1]);
    expect((await runPartner(told.split(' ').slice(1), { home: house.home })).code).toBe(3);
    expect(await house.defects()).toEqual([]);
  });

  test.each(KILLED_AT)('G23 killed at %s, nobody sends it again', async (step, arrived, state) => {
    const smtp = await mails();
    const house = await House.bought();
    await frozenAt(house, DUE);
    const killed = await runPartner(['reminders', 'send'], {
      home: house.home,
      env: { ...byMail(smtp), PARTNER_FAILPOINT: step },
    });
    expect(killed.code).toBe(137);
    const again = await runPartner(['reminders', 'send', '--json'], { home: house.home, env: byMail(smtp) });
    expect([again.code, again.json<{ items: unknown[] }>().items]).toEqual([0, []]);
    expect(smtp.received.length).toBe(arrived);
    const listed = await runPartner(['reminders', 'list', '--json'], { home: house.home });
    expect(listed.json<{ state: string }[]>()[0]?.state).toBe(state);
    expect(await house.defects()).toEqual([]);
  });

  /** The real program has the real clock, but for a sandbox ledger's. */
  async function frozenAt(house: House, today: string): Promise<void> {
    await house.runs(['clock', 'set', today], {}, today);
  }
});
