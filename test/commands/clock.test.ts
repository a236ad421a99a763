import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { COMMANDS } from '../support/commands.js';
import { ARCHIVE, LINES } from '../support/every-command.js';
import { CARD, JOIN, member, subscriber, Workplace } from '../support/in-process.js';
import { isOfThisEngine } from '../support/ledgers.js';

const NOTE = 'The clock of this sandbox ledger is frozen at 1 Mar 2027.\n';

let frozen: Workplace;
beforeAll(async () => {
  frozen = await (await subscriber()).after('clock set 2027-03-01');
});

const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented', 'harbour-2026.json');

/** Commands that never look at the ledger, so they know nothing of its clock. */
const BLIND = [
  `catalog validate ${INVENTED}`,
  'config list',
  'config get lang',
  'config path',
  'config set lang en',
  'config unset lang',
  'sandbox cards',
  'completion bash',
  `evidence verify ${ARCHIVE}`,
  'events verify --id evt_1 --timestamp 1 --signature v1,none',
  // The machine's own scheduler and its log; a job is taken away even where its ledger is gone.
  'renewals schedule remove',
  'renewals schedule status',
  'help',
];
/** Lines that set the clock, or move the ledger away, as far as they can be said again and again. */
const SEEING: Readonly<Record<string, string>> = {
  'clock set': 'clock set 2027-03-01',
  'clock advance': 'clock advance 0d',
  'clock reset': 'clock reset --dry-run',
  'db copy': 'db copy data/partner/ledger.db x.db --dry-run',
};

/** A line of the command, whether it does anything here or names what is not there. */
function lineOf(path: string): string {
  return SEEING[path] ?? (LINES[path]?.line ?? path).replace(/\{\w+\}/g, 'none_0');
}

test.each(
  COMMANDS.map(({ path }) => path).filter(
    (path) => isOfThisEngine(path) && !BLIND.some((line) => line.startsWith(path) && path !== ''),
  ),
)('a frozen clock is named on stderr: partner %s', async (path) => {
  const line = lineOf(path);
  const world = frozen.copy();
  const people = await world.run(line);
  expect(people.stderr.startsWith(NOTE)).toBe(true);
  const script = await world.run(`${line} --json`);
  // In an error, the one line of JSON holds it.
  if (script.stdout === '') expect(script.error()).toMatchObject({ clock: '2027-03-01' });
  else expect(script.stderr).toBe(NOTE);
  expect((await world.run(`${line} --quiet`)).stderr).not.toContain('frozen');
});

test.each(BLIND)('and no ledger is opened for partner %s', async (line) => {
  const env = { PARTNER_EVENTS_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
  expect((await frozen.run(`${line} --dry-run`, { env })).stderr).toBe('');
});

test('any day while the ledger holds no event, even one that is past', async () => {
  const world = new Workplace();
  await world.after('clock set 2024-02-29', 'clock set 2019-12-31', 'clock set 2030-01-01', 'clock set 2024-02-29');
  expect(await world.json('clock show')).toEqual({ today: '2024-02-29', frozen: true });
  await world.after(JOIN);
  expect(await world.json('account show')).toMatchObject({ joinedOn: '2024-02-29' });
});

test('D17 forwards only from then on', async () => {
  const world = await new Workplace().after('clock set 2027-01-10', JOIN, 'clock set 2027-02-10');
  for (const day of ['2027-02-09', '2027-01-10', '1999-12-31']) {
    expect((await world.run(`clock set ${day} --json`)).error()).toMatchObject({
      code: 'CLOCK_BEHIND_LEDGER',
      exit: 5,
      rule: 'D17',
      today: day,
      lastEvent: '2027-02-10',
      try: ['partner clock show', 'partner clock set 2027-02-10', 'partner join --database again.db'],
    });
  }
  expect(await world.json('clock set 2027-02-10')).toEqual({ today: '2027-02-10', frozen: true });
  expect(await world.json('clock set 2027-02-11')).toEqual({ today: '2027-02-11', frozen: true });
});

test.each([
  { from: '2026-11-22', by: 'P1Y2D', to: '2027-11-24' },
  { from: '2026-11-22', by: '400d', to: '2027-12-27' },
  { from: '2024-02-29', by: 'P1Y', to: '2025-02-28' },
  { from: '2024-02-29', by: 'P4Y', to: '2028-02-29' },
  { from: '2027-01-31', by: 'P1M', to: '2027-02-28' },
  { from: '2028-01-31', by: 'p1m1d', to: '2028-03-01' },
  { from: '2026-12-31', by: 'P2W', to: '2027-01-14' },
  { from: '9998-12-31', by: '365d', to: '9999-12-31' },
])('D1 $from and $by is $to', async ({ from, by, to }) => {
  const world = await new Workplace().after(`clock set ${from}`);
  expect(await world.json(`clock advance ${by}`)).toEqual({ today: to, frozen: true });
});

test.each(['-1d', 'P-1D', 'P', '1.5d', 'P1H', 'PT1H', 'd', '', '99999999d', 'P9999Y'])(
  '"%s" is no duration',
  async (by) => {
    const world = await new Workplace().after('clock set 2026-11-22');
    expect((await world.run(['clock', 'advance', by, '--json'])).error().exit).toBe(2);
    expect(await world.json('clock show')).toMatchObject({ today: '2026-11-22' });
  },
);

test('time runs again after reset, but not behind an event', async () => {
  const world = await new Workplace().after(JOIN, 'clock advance P1M', 'clock reset');
  expect(await world.json('clock show')).toEqual({ today: '2026-11-22', frozen: false });
  expect((await world.run('status')).stderr).toBe('');
  await world.after('clock advance P1M', CARD);
  expect((await world.run('clock reset --json')).error()).toMatchObject({
    code: 'CLOCK_BEHIND_LEDGER',
    today: '2026-11-22',
    lastEvent: '2026-12-22',
  });
  expect((await world.run('clock reset --json', { now: '2026-12-22' })).json()).toEqual({
    today: '2026-12-22',
    frozen: false,
  });
});

describe('G15 D17 a machine whose clock is behind the ledger', () => {
  const EARLIER = { now: '2026-11-21' };

  test.each([
    CARD,
    'actionpack autorenew off',
    'payment-methods remove {method}',
    'payment-methods default {method}',
    'actionpack renew --accept-terms --yes',
    'renewals run --yes',
    'tokens create ci',
  ])('writes nothing: partner %s', async (line) => {
    const world = await subscriber();
    await world.after('payment-methods add --token pm_card_mastercard');
    const [, method] = await world.json('payment-methods list');
    const before = world.files();
    const ran = await world.run(`${line.replace('{method}', method.id)} --json`, EARLIER);
    const refusals = ran.error();
    expect(refusals.exit).toBe(5);
    if (!line.includes('renew --'))
      expect(refusals).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER', today: '2026-11-21', lastEvent: '2026-11-22' });
    expect(world.files().get(world.ledgerFile)).toBe(before.get(world.ledgerFile));
  });

  test('can still look', async () => {
    const world = await subscriber();
    for (const line of ['status', 'offers list', 'orders list', 'actionpack show', 'db check'])
      expect((await world.run(line, EARLIER)).code).toBe(0);
  });

  test.each(['2010-01-01', '2038-01-20', '2106-02-08'])('a first purchase on %s is sound', async (now) => {
    const world = await member({ now });
    expect((await world.run('actionpack subscribe --accept-terms --token pm_card_visa --yes')).code).toBe(0);
    expect((await world.json('status')).account.joinedOn).toBe(now);
    expect(await world.json('db check')).toMatchObject({ sound: true });
  });

  test('a machine that believes in 1970 knows no price, and charges nothing', async () => {
    const world = await member({ now: '1970-01-01' });
    expect(
      (await world.run('actionpack subscribe --accept-terms --token pm_card_visa --yes --json')).error(),
    ).toMatchObject({ code: 'PRICE_NOT_KNOWN', exit: 5 });
  });

  test('on the last day of the calendar nothing can be bought, and nothing is', async () => {
    const world = await member({ now: '9999-12-31' });
    const before = world.files();
    const ran = await world.run('actionpack subscribe --accept-terms --token pm_card_visa --yes --json');
    expect(ran.error()).toMatchObject({ code: 'BEYOND_CALENDAR', exit: 5 });
    expect(world.files()).toEqual(before);
  });
});

test('D2 the day is that of UTC, wherever the machine stands', async () => {
  for (const TZ of ['Pacific/Kiritimati', 'America/Adak', 'UTC']) {
    const world = await member({ env: { TZ }, now: '2026-11-22T23:59:59Z' });
    expect(await world.json('account show')).toMatchObject({ joinedOn: '2026-11-22' });
  }
});
