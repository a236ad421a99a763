import Sqlite from 'better-sqlite3';
import { COMMANDS } from '../support/commands.js';
import { everyWorld, LINES, prepared, type Worlds } from '../support/every-command.js';
import { BUY, CARD, JOIN, member, Workplace } from '../support/in-process.js';
import { hasLedger, openLedgerOf } from '../support/ledgers.js';

let worlds: Worlds;
let owner: Workplace;
beforeAll(async () => {
  worlds = await everyWorld();
  owner = worlds.owner;
});

test('every command is tried', () => expect(Object.keys(LINES)).toEqual(COMMANDS.map(({ path }) => path)));

/** The kinds of everything that was ever written down, in its order. */
async function entriesIn(world: Workplace): Promise<readonly string[]> {
  if (!hasLedger(world.home)) return [];
  const store = await openLedgerOf(world.home);
  const written = await store.read((ledger) => ledger.entries({ limit: 1000 }));
  await store.close();
  return written.map(({ entry }) => entry.kind).reverse();
}

/** What the same command line writes when it is meant. */
async function meant(original: Workplace, line: string): Promise<readonly string[]> {
  const world = original.copy();
  const before = await entriesIn(world);
  const ran = await world.run(`${line} --yes${/ subscribe| renew| upgrade/.test(line) ? ' --accept-terms' : ''}`);
  expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: 0 });
  return (await entriesIn(world)).slice(before.length);
}

test.each(Object.keys(LINES))(
  'G8 partner %s --dry-run changes no byte and says what would be written',
  async (name) => {
    const { world, line } = await prepared(worlds, name);
    const before = world.files();
    const script = await world.run(`${line} --dry-run --json`);
    const people = await world.run(`${line} -n`);
    expect(world.files()).toEqual(before);
    const { exit = 0 } = LINES[name] ?? {};
    expect([script.code, people.code]).toEqual([exit, exit]);
    if (exit !== 0) return;
    const said = LINES[name]?.writes ?? [];
    const writes = said === 'entries' ? await meant(world, line) : said;
    if (said === 'entries') expect(writes).not.toEqual([]);
    if (!Array.isArray(script.json())) expect(script.json()).toMatchObject({ dryRun: true, writes });
    if (writes.length > 0) for (const kind of [...writes, 'Dry run']) expect(people.stdout).toContain(kind);
  },
);

test('a dry run is refused where the act would be', async () => {
  expect((await owner.run(`${JOIN} --dry-run --json`)).error()).toMatchObject({ code: 'ALREADY_MEMBER' });
  expect((await owner.run('leave --dry-run --json')).error()).toMatchObject({ code: 'HAS_ACTIVE_OFFERS' });
  expect((await owner.run('actionpack subscribe --dry-run --json')).error()).toMatchObject({
    code: 'ALREADY_SUBSCRIBED',
  });
  expect((await owner.run('actionpack renew --dry-run --json')).error()).toMatchObject({ code: 'WINDOW_NOT_OPEN' });
  expect(
    (await owner.run('actionpack subscribe --dry-run --json --token pm_card_unknown', { now: '2029-01-01' })).error(),
  ).toMatchObject({ code: 'CARD_INVALID' });
  expect(
    (await owner.run('actionpack subscribe --dry-run --json --accept-terms=2011-01', { now: '2029-01-01' })).error(),
  ).toMatchObject({ code: 'TERMS_OUTDATED' });
  expect((await owner.run('actionpack subscribe --dry-run --json', { now: '2031-01-01' })).error()).toMatchObject({
    code: 'CARD_EXPIRED',
  });
  expect((await owner.run('config set lang de --dry-run --json')).error()).toMatchObject({ code: 'UNKNOWN_CHOICE' });
  expect((await owner.run('sandbox seed --accounts 3 --dry-run --json')).error()).toMatchObject({
    code: 'LEDGER_NOT_EMPTY',
  });
  for (const job of ['renewals run --yes', 'reminders send']) {
    const behind = { now: '2026-11-21', env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } };
    expect((await owner.run(`${job} --dry-run --json`, behind)).error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER' });
  }
  expect((await owner.run('clock set 2020-01-01 --dry-run --json')).error()).toMatchObject({
    code: 'CLOCK_BEHIND_LEDGER',
  });
});

test('a dry run of freezing the clock needs no ledger and makes none', async () => {
  const world = new Workplace();
  expect(await world.json('clock set 2027-01-01 --dry-run')).toMatchObject({
    dryRun: true,
    today: '2027-01-01',
    frozen: true,
    writes: ['ledger-created', 'clock-frozen'],
  });
  expect(await world.json('clock advance P1M --dry-run')).toMatchObject({ dryRun: true, today: '2026-12-22' });
  expect(world.files().size).toBe(0);
});

test('a dry run asks for no consent, and shows price, card, term and the hash to hold a purchase to', async () => {
  const world = await (await member()).after('payment-methods add --token pm_card_visa');
  expect(await world.json('actionpack subscribe --dry-run')).toMatchObject({
    dryRun: true,
    review: expect.stringMatching(/^rev_[0-9a-f]{16}$/),
    order: {
      kind: 'purchase',
      offer: 'action-pack',
      subscriptionId: null,
      termNumber: 0,
      termStart: '2026-11-22',
      anniversary: '2027-11-22',
      total: { amount: 47500, currency: 'USD' },
      tax: null,
      termsVersion: '2018-08',
      card: { brand: 'visa', last4: '4242' },
    },
  });
  const { stdout } = await world.run('actionpack subscribe --dry-run');
  for (const shown of ['475.00 USD', '2027-11-22', 'Visa ending 4242']) expect(stdout).toContain(shown);
});

test.each(['support resolve 1', 'actionpack subscribe', 'users add'])(
  'G8 the line that completes a dry run is one too: %s',
  async (line) => {
    const world = await (await member()).after('support new --problem other --text Hello');
    const {
      code,
      try: [complete = ''],
    } = (await world.run(`${line} --dry-run --json`)).error();
    expect([code, complete]).toEqual(['ANSWERS_MISSING', expect.stringMatching(/ --dry-run( |$)/)]);
    expect(complete.match(/--dry-run/g)).toHaveLength(1);
  },
);

describe('G8 what only looks changes no byte of the books of the gateway', () => {
  const LOOKS = ['renewals run --yes --all-accounts --yes --dry-run', 'reconcile'];
  const EARLIER = {
    1: 'DROP TABLE ledger; DROP TABLE refunds; PRAGMA user_version = 1',
    2: 'DROP TABLE ledger; PRAGMA user_version = 2',
  };

  const inBooks = <T>(world: Workplace, work: (db: Sqlite.Database) => T): T => {
    const db = new Sqlite(world.booksFile);
    const found = work(db);
    db.close();
    return found;
  };
  const owners = (world: Workplace) =>
    inBooks(world, (db) => db.prepare('SELECT installation FROM ledger').pluck().all());

  test.each(LOOKS)('of a sandbox that was just filled, which says whose they are: %s', async (line) => {
    const world = await new Workplace().after('sandbox seed --accounts 2 --seed 1');
    expect(owners(world)).toHaveLength(1);
    const before = world.files();
    expect(await world.run(line)).toMatchObject({ code: 0 });
    expect(world.files()).toEqual(before);
  });

  test.each(LOOKS)('of books that do not say yet whose they are: %s', async (line) => {
    const world = await (await member()).after(CARD, BUY);
    inBooks(world, (db) => db.exec('DELETE FROM ledger'));
    const before = world.files();
    expect(await world.run(line)).toMatchObject({ code: 0 });
    expect(world.files()).toEqual(before);
    expect(await world.run(CARD)).toMatchObject({ code: 0 });
    expect(owners(world)).toHaveLength(1);
  });

  test.each([1, 2] as const)('of books of version %i, which whatever writes brings up to date', async (version) => {
    const world = await (await member()).after(CARD, BUY);
    const current = inBooks(world, (db) => db.pragma('user_version', { simple: true }));
    inBooks(world, (db) => db.exec(EARLIER[version]));
    const before = world.files();
    for (const line of [...LOOKS, 'status', 'recover --dry-run', 'sandbox seed --accounts 2 --dry-run'])
      await world.run(line);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
    expect(world.files()).toEqual(before);
    expect(await world.run(CARD)).toMatchObject({ code: 0 });
    expect(inBooks(world, (db) => db.pragma('user_version', { simple: true }))).toBe(current);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
  });
});
