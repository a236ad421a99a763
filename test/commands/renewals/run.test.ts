import { readFileSync, writeFileSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BUY, CARD, JOIN, subscriber, Workplace, type Answer } from '../../support/in-process.js';
import { id, instant, money } from '../../support/contract.js';
import { ofFiles } from '../../support/ledgers.js';

/** Bought 2026-11-22. */
const DUE = { now: '2027-11-22' };
/** Declined at every charge, without a reason. */
const DECLINES = 'payment-methods add --token pm_card_chargeCustomerFail --default';
/** Blocked as a risk at every charge. */
const HARD_DECLINE = '4100000000000019 12/34 123';
/** Insufficient funds once the holder has confirmed: a decline that may pass. */
const MAY_PASS = '4000008260003178 12/34 123';
const FAULT = (fault: string) => ({ ...DUE, env: { PARTNER_SANDBOX_FAULT: fault } });
const COMPANIES = ['1234567', '2345678', '3456789'];

const ITEM = {
  accountId: id('acc'),
  mpnId: expect.stringMatching(/^\d{7}$/),
  subscriptionId: id('sub'),
  offer: 'action-pack',
  anniversary: '2027-11-22',
  chargeOn: '2027-11-22',
};
const TO_CHARGE = { ...ITEM, result: 'charge', amount: money, paymentMethod: id('pm'), reason: null, nextTry: null };
const CHARGED = { ...TO_CHARGE, result: 'charged', orderId: id('ord'), receiptNumber: '2027-000001' };

let owner: Workplace;
let three: Workplace;
beforeAll(async () => {
  owner = await subscriber();
  three = new Workplace();
  // Each a day after the other, so that the date order is known.
  for (const [index, mpnId] of COMPANIES.entries()) {
    const now = `2026-11-${20 + index}`;
    for (const line of [JOIN.replace('1234567', mpnId), `${CARD} --account ${mpnId}`, `${BUY} --account ${mpnId}`])
      await three.json(line, { now });
  }
});

/** A run as a script sees it, whatever its exit code. */
async function run(world: Workplace, line = 'renewals run --yes', options: object = DUE): Promise<Answer> {
  const ran = await world.run(`${line} --json`, options);
  return { exit: ran.code, ...ran.json() };
}

describe('renewals run: exit codes and what came of it', () => {
  test('0 and charged, with the keys of the contract; P2 a second run finds nothing due', async () => {
    const world = owner.copy();
    expect(await run(world)).toEqual({
      found: 0,
      ...{ exit: 0, asOf: '2027-11-22', charged: 1, declined: 0, unknown: 0, waiting: 0, skipped: 0, recovered: 0 },
      items: [CHARGED],
      missed: [],
    });
    expect(await run(world)).toMatchObject({ exit: 0, charged: 0, items: [] });
    expect((await world.run('renewals run --yes', DUE)).stdout).toContain('0 charged');
    expect((await world.json('actionpack show', DUE)).anniversary).toBe('2028-11-22');
    expect(await world.json('reconcile', DUE)).toMatchObject({ agree: true, charges: 2 });
  });

  test('8 and declined; the next run does not try that card again, and still exits 8', async () => {
    const world = owner.copy();
    await world.run('payment-methods add --card-stdin --default', { stdin: HARD_DECLINE });
    const declined = await run(world);
    expect(declined).toMatchObject({ exit: 8, charged: 0, declined: 1 });
    expect(declined.items).toMatchObject([{ ...ITEM, result: 'declined', orderId: id('ord'), receiptNumber: null }]);
    expect(declined.items[0].reason).toMatch(/^\w+$/);
    const given = await run(world, 'renewals run --yes', { now: '2027-11-25' });
    expect(given).toMatchObject({ exit: 8, declined: 0, skipped: 1, items: [{ result: 'skipped', nextTry: null }] });
  });

  test('P12 0 where a decline that may pass only waits for its next try', async () => {
    const world = owner.copy();
    await world.run('payment-methods add --card-stdin --default', { stdin: MAY_PASS });
    expect(await run(world)).toMatchObject({ exit: 8, declined: 1, items: [{ reason: 'insufficient_funds' }] });
    const waits = [{ result: 'skipped', reason: 'insufficient_funds', nextTry: '2027-11-23T12:00:00.000Z' }];
    expect(await run(world)).toMatchObject({ exit: 0, skipped: 1, items: waits });
    expect(await run(world, 'renewals run --yes', { now: '2027-11-23' })).toMatchObject({ exit: 8, declined: 1 });
  });

  test('P12 a decline without a reason is tried again a day later, and a new card after the last try is charged', async () => {
    const world = await owner.copy().after(DECLINES);
    for (const day of ['22', '23', '24', '25'])
      expect(await run(world, 'renewals run --yes', { now: `2027-11-${day}` })).toMatchObject({
        declined: 1,
        items: [
          { reason: 'generic_decline', nextTry: day === '25' ? null : `2027-11-${Number(day) + 1}T12:00:00.000Z` },
        ],
      });
    const late = { now: '2027-11-27' };
    expect(await run(world, 'renewals run --yes', late)).toMatchObject({
      exit: 8,
      skipped: 1,
      items: [{ nextTry: null }],
    });
    await world.run('payment-methods add --token pm_card_mastercard --default', late);
    expect(await run(world, 'renewals run --yes', late)).toMatchObject({ exit: 0, charged: 1 });
  });

  test('D7 8 where a rule stands against it: the card on file has expired', async () => {
    const world = owner.copy();
    await world.run('payment-methods add --card-stdin --default', { stdin: '4242424242424242 10/27 123' });
    expect(await run(world)).toMatchObject({
      ...{ exit: 8, charged: 0, skipped: 1 },
      items: [{ ...ITEM, result: 'skipped', reason: 'CARD_EXPIRED', orderId: null }],
    });
  });

  test('G3 10 while an outcome is not known, and the next run settles it without a second charge', async () => {
    const world = owner.copy();
    expect(await run(world, 'renewals run --yes', FAULT('cut'))).toMatchObject({
      ...{ exit: 10, unknown: 1 },
      items: [{ ...ITEM, result: 'unknown', orderId: id('ord'), receiptNumber: null }],
    });
    expect(await run(world, 'renewals run --yes', FAULT('find-fails'))).toMatchObject({
      exit: 10,
      charged: 0,
      unknown: 1,
    });
    expect(await run(world)).toMatchObject({ exit: 0, charged: 0, unknown: 0, recovered: 1, items: [] });
    expect(await world.json('reconcile', DUE)).toMatchObject({ agree: true, charges: 2 });
  });

  test('G3 what an older payment came to is said on screen, in the log of a CI job and as an event', async () => {
    const world = owner.copy();
    await run(world, 'renewals run --yes', FAULT('cut'));
    const events = join(world.home, 'events');
    const env = { GITHUB_ACTIONS: 'true', PARTNER_EVENTS_FILE: events };
    const ran = await world.run('renewals run --yes', { ...DUE, env });
    const paid = expect.stringMatching(/^Order ord_\w+ is paid with \d+\.\d\d USD: receipt 2027-000001\.$/);
    expect(ran.stdout.trimEnd().split('\n')).toEqual([expect.stringContaining('0 due'), paid]);
    expect(ran.stderr).toMatch(/^::notice::Order ord_\w+ is paid with US\$\d+\.\d\d: receipt 2027-000001\.\n$/);
    const logged = readFileSync(events, 'utf8').trimEnd().split('\n');
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { type: 'recovered', asOf: '2027-11-22', result: 'paid', orderId: id('ord') },
      { type: 'renewals-run', charged: 0 },
    ]);
  });

  test('G3 a payment by hand that stays unknown is said too, is not counted as recovered, and ends with 10', async () => {
    const world = owner.copy({ now: '2027-10-01' });
    const cut = { PARTNER_SANDBOX_FAULT: 'cut' };
    expect((await world.run('actionpack renew --accept-terms --yes', { env: cut })).code).toBe(10);
    const env = { PARTNER_SANDBOX_FAULT: 'find-fails', GITHUB_ACTIONS: 'true' };
    const ran = await world.run('renewals run --yes', { env });
    expect(ran.stdout).toMatch(/^! Order ord_\w+: still not known\./m);
    expect(ran.stderr).toMatch(/^::warning::Order ord_\w+: still not known\./);
    const again = await world.run('renewals run --yes --json', { env });
    expect(again.code).toBe(10);
    expect(again.json()).toMatchObject({ unknown: 0, recovered: 0 });
  });

  test('G3 renewing by hand afterwards says first that the payment was made after all', async () => {
    const world = owner.copy();
    await run(world, 'renewals run --yes', FAULT('cut'));
    const ran = await world.run('actionpack renew --accept-terms --yes', DUE);
    expect(ran.code).toBe(5);
    expect(ran.stderr).toMatch(
      /^Order ord_\w+ is paid with US\$\d+\.\d\d: receipt 2027-000001\.\nError: .* renewed already\./,
    );
  });

  test('G3 a script that renews by hand afterwards is told of it inside the error, in one line of JSON', async () => {
    const world = owner.copy();
    await run(world, 'renewals run --yes', FAULT('cut'));
    const ran = await world.run('actionpack renew --accept-terms --yes --json', DUE);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.error()).toMatchObject({
      code: 'ALREADY_RENEWED',
      recovered: [{ result: 'paid', order: { id: id('ord'), state: 'paid', receiptNumber: '2027-000001' } }],
    });
    const again = await world.run('actionpack renew --accept-terms --yes --json', DUE);
    expect(again.error()).not.toHaveProperty('recovered');
  });

  test('10 outweighs 8: some unknown beside one that was declined', async () => {
    const world = three.copy();
    const add = `payment-methods add --card-stdin --default --account ${COMPANIES[0]}`;
    await world.run(add, { stdin: HARD_DECLINE });
    expect(await run(world, `renewals run --yes --account ${COMPANIES[0]}`)).toMatchObject({ exit: 8, declined: 1 });
    const all = 'renewals run --yes --all-accounts';
    expect(await run(world, all, FAULT('cut'))).toMatchObject({ exit: 10, skipped: 1, unknown: 2 });
    // Two were charged at the gateway, which only the answer did not say; the first stays declined.
    expect(await run(world, all)).toMatchObject({ exit: 8, charged: 0, skipped: 1, recovered: 2 });
  });

  test('5 where nobody has joined, and where the clock is behind the ledger', async () => {
    const nobody = await new Workplace().run('renewals run --yes --database gone.db --json');
    const gone = expect.stringMatching(/\/gone\.db$/);
    expect(nobody.error()).toMatchObject({ code: 'NOT_A_MEMBER', exit: 5, noLedgerAt: gone });
    expect(nobody.error().message).toContain('There is no ledger at ');
    const behind = await owner.run('renewals run --yes --json', { now: '2026-11-21' });
    expect(behind.error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER', exit: 5 });
  });
});

describe('renewals run --yes --dry-run', () => {
  test('it names what the run then does: who, how much, from which card, in the same order', async () => {
    const world = await three.copy().after(`${DECLINES} --account ${COMPANIES[1]}`);
    const off = `actionpack autorenew off --account ${COMPANIES[2]}`;
    await world.after(off);
    const line = 'renewals run --yes --all-accounts --concurrency 1';
    const dry = await run(world, `${line} --dry-run`);
    expect(dry).toMatchObject({
      exit: 0,
      dryRun: true,
      asOf: '2027-11-22',
      charge: 2,
      items: [{ result: 'charge' }, { result: 'charge' }],
    });
    const meant = await run(world, line);
    const named = (items: readonly Answer[]) =>
      items.map(({ mpnId, subscriptionId, amount, paymentMethod }) => ({
        mpnId,
        subscriptionId,
        amount,
        paymentMethod,
      }));
    expect(named(meant.items)).toEqual(named(dry.items));
    expect(meant.items.map(({ mpnId, result }: Answer) => [mpnId, result])).toEqual([
      [COMPANIES[0], 'charged'],
      [COMPANIES[1], 'declined'],
    ]);
    // What is skipped now is named as skipped, with the same reason.
    const [again, skipped] = [await run(world, `${line} --dry-run`), await run(world, line)];
    expect(again.items).toEqual(skipped.items);
    expect(again.items).toMatchObject([{ mpnId: COMPANIES[1], result: 'skipped' }]);
  });

  test('--limit: the same one is named and charged, and the rest stays due', async () => {
    const world = three.copy();
    const line = 'renewals run --yes --all-accounts --limit';
    const dry = await run(world, `${line} 1 --dry-run`);
    const first = await run(world, `${line} 1`);
    expect(dry).toMatchObject({ charge: 1, items: [{ mpnId: COMPANIES[0] }] });
    expect(first).toMatchObject({ exit: 0, charged: 1, items: [{ mpnId: COMPANIES[0] }] });
    expect(await world.json('renewals due --all-accounts', DUE)).toHaveLength(2);
    expect(await run(world, `${line} 5`)).toMatchObject({ charged: 2 });
    expect(await run(world, `${line} 5`)).toMatchObject({ charged: 0, items: [] });
  });
});

describe('G11 a run that ends before it has looked at everything', () => {
  const LINE = 'renewals run --yes --all-accounts --concurrency 1';
  /** Asked to end as soon as it listens. */
  const interrupted = (world: Workplace, line = LINE) => {
    const signals = new EventEmitter();
    signals.on('newListener', () => setImmediate(() => signals.emit('SIGTERM')));
    return world.run(line, { ...DUE, signals });
  };

  test('8 interrupted: it says what was done and how to go on, and counts nothing that it has not looked at', async () => {
    const ran = await interrupted(three.copy());
    expect(ran.code).toBe(8);
    expect(ran.stdout).toMatch(
      /^renewals 2027-11-22: interrupted; until then [01] charged, 0 declined, 0 unknown, 0 skipped; more may be due$/m,
    );
    expect(ran.stdout).toContain('To go on: partner renewals run --all-accounts --concurrency 1 --yes');
    expect(ran.stdout).not.toMatch(/\d due/);
    const french = await interrupted(three.copy(), `${LINE} --lang fr`);
    expect(french.stdout).toMatch(/interruption\s; jusque-là [01] débité.*il peut en rester/);
  });

  test('interrupted, scripts read it beside the counts, and no reminder is sent', async () => {
    const world = three.copy();
    const ran = await interrupted(world, `${LINE} --send-reminders --json`);
    expect(ran.json()).toMatchObject({ stopped: 'interrupted', missed: [] });
    expect(ran.json()).not.toHaveProperty('reminders');
    expect(await run(world, LINE)).toMatchObject({ exit: 0, charged: 3 - ran.json().charged });
  });

  test('at its limit it does not say how many were due; what came to its end says so as ever', async () => {
    const world = three.copy();
    expect(await run(world, `${LINE} --limit 1`)).toMatchObject({ exit: 0, charged: 1, stopped: 'limit' });
    const { stdout } = await world.run(`${LINE} --limit 1`, DUE);
    expect(stdout).toContain('ended at its limit; 1 charged');
    const last = await run(world, LINE);
    expect(last).toMatchObject({ charged: 1 });
    expect(last).not.toHaveProperty('stopped');
  });
});

test('--all-accounts is said; without it the one account is meant, or has to be named', async () => {
  const world = three.copy();
  expect((await world.run('renewals run --yes --json', DUE)).error()).toMatchObject({
    code: 'ACCOUNT_NOT_CHOSEN',
    exit: 2,
  });
  const one = await run(world, `renewals run --yes --account ${COMPANIES[1]}`);
  expect(one.items).toMatchObject([{ mpnId: COMPANIES[1], result: 'charged' }]);
  expect(await run(world, 'renewals run --yes --all-accounts')).toMatchObject({ charged: 2 });
});

test('D17 a job that slept does everything due once, in date order, to the last day of each window', async () => {
  const line = 'renewals run --yes --all-accounts --concurrency 1';
  const ran = await run(three.copy(), line, { now: '2027-12-20' });
  expect(ran).toMatchObject({ exit: 0, charged: 3 });
  expect(ran.items.map(({ chargeOn }: Answer) => chargeOn)).toEqual(['2027-11-20', '2027-11-21', '2027-11-22']);
  // I7 The window of the first has closed.
  expect(await run(three.copy(), line, { now: '2027-12-21' })).toMatchObject({ charged: 2, items: [{}, {}] });
  expect(await run(three.copy(), 'renewals run --yes --all-accounts', { now: '2027-12-23' })).toMatchObject({
    items: [],
  });
});

describe('--as-of', () => {
  test('any day for looking: a dry run and what is due change nothing', async () => {
    const world = owner.copy();
    const before = world.files();
    const dry = await world.json('renewals run --yes --dry-run --as-of 2027-11-22');
    expect(dry).toMatchObject({ asOf: '2027-11-22', charge: 1 });
    expect(await world.json('renewals due --as-of 2027-11-21')).toEqual([]);
    expect(await world.json('renewals due --as-of 2027-11-22')).toMatchObject([TO_CHARGE]);
    expect(world.files()).toEqual(before);
  });

  test('D17 a run as of another day needs a clock that is a toy, and moves it on', async () => {
    const world = owner.copy();
    const refused = await world.run('renewals run --yes --as-of 2027-11-22 --json');
    const instead = ['partner renewals run --as-of 2027-11-22 --dry-run', 'partner clock set 2027-11-22'];
    expect(refused.error()).toMatchObject({ code: 'CLOCK_NOT_FROZEN', exit: 5, asOf: '2027-11-22', try: instead });
    await world.after('clock set 2027-01-01');
    expect(await run(world, 'renewals run --yes --as-of 2027-11-22', {})).toMatchObject({
      asOf: '2027-11-22',
      charged: 1,
    });
    expect(await world.json('clock show')).toEqual({ today: '2027-11-22', frozen: true });
    const back = await world.run('renewals run --yes --as-of 2027-11-21 --json');
    expect(back.error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER', exit: 5 });
  });
});

test('a number that is too large is answered with the largest', async () => {
  const { stderr } = await owner.run('renewals run --yes --concurrency 257');
  expect(stderr).toContain('A whole number from 1 to 256 is wanted here.');
});

test.each([
  ['renewals run --yes --limit 0', '--limit'],
  ['renewals run --yes --limit -1', '--limit'],
  ['renewals run --yes --limit 1.5', '--limit'],
  ['renewals run --yes --concurrency 257', '--concurrency'],
  ['renewals run --yes --as-of 2027-02-29', '--as-of'],
  ['renewals due --as-of tomorrow', '--as-of'],
  ['renewals run --yes --as-of 2027-11-22 --limit many', '--limit'],
  ['renewals forecast --months 0', '--months'],
  ['renewals forecast --months 241', '--months'],
])('partner %s is a usage error before anything moves', async (line, of) => {
  const world = await owner.copy().after('clock set 2027-01-01');
  const before = world.files();
  expect((await world.run(`${line} --json`)).error()).toMatchObject({ code: 'VALUE_INVALID', exit: 2, of });
  expect(world.files()).toEqual(before);
});

test('a charge is told in the order, the receipt and the history like any other', async () => {
  const world = owner.copy();
  const { items } = await run(world);
  const order = await world.json(`orders show ${items[0].orderId}`, DUE);
  expect(order).toMatchObject({ kind: 'renewal', state: 'paid', paidAt: instant, receiptNumber: '2027-000001' });
  expect((await world.run('orders receipt 2027-000001', DUE)).stdout).toContain('475.00 USD');
});

ofFiles.describe('G3 a run that breaks half way tells what it did before', () => {
  function breaking(sql: string): Workplace {
    const world = three.copy();
    const db = new Database(world.ledgerFile);
    db.exec(`CREATE TRIGGER breaks BEFORE INSERT ON ${sql} BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    db.close();
    return world;
  }

  const LINE = 'renewals run --yes --all-accounts --concurrency 1 --json';

  test('charged, then broken: 8, with the result on stdout, the outputs of a CI job, and the error on stderr', async () => {
    const world = breaking('orders WHEN (SELECT count(*) FROM orders) >= 4');
    const outputs = join(world.home, 'outputs');
    const events = join(world.home, 'events');
    writeFileSync(outputs, '');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: outputs, PARTNER_EVENTS_FILE: events };
    const ran = await world.run(LINE, { ...DUE, env });
    expect([ran.code, ran.json()]).toMatchObject([
      8,
      { charged: 1, unknown: 0, items: [{ mpnId: COMPANIES[0], result: 'charged' }] },
    ]);
    const errors = ran.stderr.split('\n').filter((line) => line.startsWith('{'));
    expect(errors.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ error: { exit: 8 } }]);
    expect(readFileSync(outputs, 'utf8')).toContain('charged=1');
    expect(readFileSync(events, 'utf8')).toContain('"renewals-run"');
  });

  test('broken when an answer is written down: 10, and the next run settles it', async () => {
    const world = breaking('terms WHEN (SELECT count(*) FROM terms) >= 4');
    const ran = await world.run(LINE, DUE);
    expect([ran.code, ran.json()]).toMatchObject([10, { charged: 1, unknown: 2 }]);
    const db = new Database(world.ledgerFile);
    db.exec('DROP TRIGGER breaks');
    db.close();
    expect(await world.json(LINE.replace(' --json', ''), DUE)).toMatchObject({ charged: 0, recovered: 2 });
    expect(await world.json('reconcile', DUE)).toMatchObject({ agree: true, charges: 6 });
  });

  test('broken before anything: never 0, and nothing on stdout', async () => {
    const world = breaking('orders');
    const { code, ...ran } = await world.run(LINE, DUE);
    expect(code).not.toBe(0);
    expect(ran.error()).toMatchObject({ exit: code });
  });
});
