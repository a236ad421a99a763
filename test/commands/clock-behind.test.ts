import { COMMANDS } from '../support/commands.js';
import { onlyLooks } from '../../src/cli/command.js';
import type { Spec } from '../../src/cli/spec.js';
import { addDays } from '../../src/core/day.js';
import { everyWorld, prepared, type Worlds } from '../support/every-command.js';
import { JOIN, type Workplace } from '../support/in-process.js';
import { hasLedger, openLedgerOf } from '../support/ledgers.js';

/** Without a ledger, and as a company that is new in one, there is nothing to be behind of. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  join: JOIN,
  adopt: 'adopt action-pack --anniversary 2027-03-01',
  'subscriptions subscribe': 'subscriptions subscribe action-pack --token pm_card_visa',
};

/** Somebody is to be told, and nobody listens there. */
const NOBODY = 'http://127.0.0.1:9/';
const ENV: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'events resend': { PARTNER_EVENTS_URL: NOBODY, PARTNER_EVENTS_SECRET: `whsec_${'A'.repeat(44)}` },
};

let worlds: Worlds;
beforeAll(async () => {
  worlds = await everyWorld();
});

/** The command's line, a copy of its world in which something happened the day after, and both days. */
async function happenedTomorrow(path: string, time = '') {
  const consent = ` --yes${/ subscribe| renew| upgrade/.test(path) ? ' --accept-terms' : ''}`;
  const elsewhere = ELSEWHERE[path];
  const { world: original, line } =
    elsewhere === undefined ? await prepared(worlds, path) : { world: worlds.member, line: elsewhere };
  const world = original.copy();
  const { today } = await world.json('clock show');
  const tomorrow = addDays(today, 1);
  // Only who was there before has a history to be behind of.
  const happened = path === 'join' ? 'leave --yes' : 'users add tomorrow@contoso.example';
  await world.json(happened, { now: `${tomorrow}${time}` });
  return { world, line: `${line}${consent} --json`, today, tomorrow };
}

function pathsOf(which: (command: Spec) => boolean): readonly string[] {
  return COMMANDS.filter(which).map(({ path }) => path);
}

/** The way out of it; and what only a gateway that tells by itself has something for (test/commands/payments/events.test.ts). */
const ASIDE = ['db redate', 'payments events', 'payments listen'];
const WRITING = pathsOf(({ path, deed }) => deed.writes !== null && !ASIDE.includes(path));

test('what only looks writes nothing', () => {
  expect(pathsOf((command) => onlyLooks(command) && command.deed.writes !== null)).toEqual([]);
});

test.each(WRITING)('G15 D17 partner %s is refused where the clock is behind the newest event', async (path) => {
  const { world, line, today, tomorrow } = await happenedTomorrow(path);
  const ledger = world.files().get(world.ledgerFile);
  const refused = (await world.run(line, { now: today, env: ENV[path] ?? {} })).error();
  expect(refused).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER', exit: 5, today, lastEvent: tomorrow });
  expect(world.files().get(world.ledgerFile) === ledger).toBe(true);
});

/** Nobody listens where the reminders and the events of that world go, and the time of a cardholder is over. */
const ENDS: Readonly<Record<string, number>> = {
  'reminders send': 8,
  'events resend': 8,
  'orders pay': 9,
  'sandbox confirm': 9,
};

/** At midnight there is time left for the cardholder. */
const ENDS_AT_MIDNIGHT: Readonly<Record<string, number>> = { ...ENDS, 'orders pay': 11, 'sandbox confirm': 0 };

test.each(WRITING)('D17 at midnight another clock may be ahead by a moment: partner %s', async (path) => {
  const { world, line, today, tomorrow } = await happenedTomorrow(path, 'T00:00:30.000Z');
  const { code } = await world.run(line, { now: `${today}T23:59:40.000Z`, env: ENV[path] ?? {} });
  expect(code).toBe(ENDS_AT_MIDNIGHT[path] ?? 0);
  expect((await world.json('status', { now: `${today}T23:59:50.000Z` })).warnings).not.toContainEqual(
    expect.objectContaining({ code: 'CLOCK_BEHIND_LEDGER' }),
  );
  for (const check of ['db check', 'audit verify', 'reconcile'])
    expect([check, (await world.run(check, { now: `${tomorrow}T00:10:00.000Z` })).code]).toEqual([check, 0]);
});

test.each(WRITING)('D17 and on the day itself it is done: partner %s', async (path) => {
  const { world, line, tomorrow } = await happenedTomorrow(path);
  const { code } = await world.run(line, { now: tomorrow, env: ENV[path] ?? {} });
  expect(code).toBe(ENDS[path] ?? 0);
});

test.each(pathsOf(({ deed }) => deed.writes === null))(
  'G24 partner %s writes no history, and so asks for no right clock',
  async (path) => {
    const { world, line } = await prepared(worlds, path);
    const copy = world.copy();
    const before = await entries(copy);
    await copy.run(`${line} --yes`);
    if (path !== 'sandbox seed') expect(await entries(copy)).toBe(before);
  },
);

async function entries(world: Workplace): Promise<number> {
  if (!hasLedger(world.home)) return 0;
  const store = await openLedgerOf(world.home);
  const written = await store.read((ledger) => ledger.entries({ limit: 1 }));
  await store.close();
  return written[0]?.sequence ?? 0;
}
