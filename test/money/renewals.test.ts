import { FAILPOINTS } from '../../src/journeys/desk.js';
import { SANDBOX_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { runPartner } from '../support/run.js';
import {
  copyOf,
  defects,
  eachOf,
  facts,
  homeAfter,
  JOIN_AND_SUBSCRIBE,
  KILLED,
  OK,
  started,
  succeeding,
  sums,
  until,
} from './partner.js';
import { held } from '../support/ledgers.js';

const RUN = ['renewals', 'run', '--all-accounts', '--yes', '--json'];
/** One by one: who is held up at the gateway has exactly one order open. */
const SLOWLY = [...RUN, '--concurrency', '1'];
/** Somebody's card has expired, or a charge was declined. */
const PARTIAL = 8;

interface Item {
  readonly subscriptionId: string;
  readonly result: 'charge' | 'charged' | 'declined' | 'unknown' | 'skipped';
  readonly reason: string | null;
}

/** Twenty accounts three weeks after their story ends: some renewals are due, and the cards of two have expired. */
let seeded = '';
beforeAll(async () => {
  seeded = await homeAfter(
    ['clock', 'set', '2026-11-22'],
    ['sandbox', 'seed', '--accounts', '20'],
    ['clock', 'advance', '20d'],
  );
});

async function toCharge(home: string): Promise<readonly string[]> {
  const { items } = (await succeeding(home, [...RUN, '--dry-run'])).json<{ items: readonly Item[] }>();
  return items.filter(({ result }) => result === 'charge').map(({ subscriptionId }) => subscriptionId);
}

const tried = (items: readonly Item[]) =>
  items
    .filter(({ result }) => result === 'charged' || result === 'declined')
    .map(({ subscriptionId }) => subscriptionId);

/** Whoever holds the gateway's books holds up every charge, while its order is placed already. */
const holdUp = (home: string) => held(home, 'books');

async function soundAndAgreed(home: string): Promise<void> {
  expect((await succeeding(home, ['reconcile', '--json'])).json()).toMatchObject({ agree: true, differences: [] });
  expect((await succeeding(home, ['db', 'check', '--json'])).json()).toMatchObject({ sound: true });
  expect(await defects(home)).toEqual([]);
}

/** How often something was charged for, whatever came of it, today. */
function ordersOfToday(home: string): readonly unknown[] {
  return facts(home)
    .orders.filter((order) => String(order['placed_at']).startsWith('2026-12-12'))
    .map((order) => order['subscription_id']);
}

test('G10 two runs at once, both with a charge on its way: each due term is charged once, and the books agree', async () => {
  const home = copyOf(seeded);
  const due = await toCharge(home);
  expect(due.length).toBeGreaterThan(2);
  const goOn = await holdUp(home);
  const runs = [started(home, SLOWLY), started(home, SLOWLY)];
  await until(() => sums(home).open === 2);
  await goOn();
  const ended = await Promise.all(runs.map((run) => run.ended));

  expect(ended.map(({ code }) => code)).toEqual([PARTIAL, PARTIAL]);
  const items = ended.flatMap(({ stdout }) => (JSON.parse(stdout) as { items: readonly Item[] }).items);
  expect(tried(items).toSorted()).toEqual(due.toSorted());
  expect(ordersOfToday(home).toSorted()).toEqual(due.toSorted());
  expect(items.filter(({ result }) => result === 'unknown')).toEqual([]);
  await soundAndAgreed(home);
});

test.each(['SIGTERM', 'SIGHUP'] as const)(
  'G11 %s in the middle of a run: what is on its way is finished and told, the rest stays due for the next run',
  async (signal) => {
    const home = copyOf(seeded);
    const due = await toCharge(home);
    const goOn = await holdUp(home);
    const { child, ended } = started(home, [...RUN, '--concurrency', '1']);
    await until(() => sums(home).open === 1);
    child.kill(signal);
    await goOn();

    const { code, stdout } = await ended;
    const { items } = JSON.parse(stdout) as { items: readonly Item[] };
    expect([code, sums(home).open]).toEqual([PARTIAL, 0]);
    expect(tried(items)).toHaveLength(1);
    expect(await toCharge(home)).toEqual(due.filter((id) => !tried(items).includes(id)));

    const next = await runPartner(RUN, { home });
    expect(tried(next.json<{ items: readonly Item[] }>().items)).toHaveLength(due.length - 1);
    expect(await toCharge(home)).toEqual([]);
    expect(ordersOfToday(home).toSorted()).toEqual(due.toSorted());
    await soundAndAgreed(home);
  },
);

/** Every named step of a renewal that nobody is there to see, and the commits before and after the charge. */
const STEPS = [
  'commit',
  'committed',
  'purchase:placed',
  'gateway:before-find',
  'purchase:looked',
  'gateway:before-charge',
  'gateway:charge-recorded',
  'gateway:charged',
  'purchase:charged',
  'commit@2',
  'committed@2',
  'purchase:settled',
];
const ONLY_BY_HAND = ['purchase:before-attach', 'purchase:before-placing', 'gateway:before-attach', 'gateway:attached'];

describe('G2 a run killed at a step', () => {
  test('no step that has a name is left out', () => {
    expect([...FAILPOINTS, ...SANDBOX_STEPS].filter((name) => !STEPS.includes(name))).toEqual(
      [...FAILPOINTS, ...SANDBOX_STEPS].filter((name) => ONLY_BY_HAND.includes(name)),
    );
  });

  test('and run again: one charge, one term, one receipt', async () => {
    const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['clock', 'advance', '366d']);
    const results = await eachOf(STEPS, async (step) => {
      const copy = copyOf(home);
      const killed = await runPartner(RUN, { home: copy, env: { PARTNER_FAILPOINT: step } });
      const again = await runPartner(RUN, { home: copy });
      return { step, killed: killed.code, again: again.code, sums: sums(copy), defects: await defects(copy) };
    });
    const two = { charges: 2, paid: 2, open: 0, terms: 2, subscriptions: 1, receipts: 2 };
    expect(results).toEqual(STEPS.map((step) => ({ step, killed: KILLED, again: OK, sums: two, defects: [] })));
  });
});
