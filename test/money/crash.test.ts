import { FAILPOINTS } from '../../src/journeys/desk.js';
import { SANDBOX_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { freshHome, runPartner } from '../support/run.js';
import { inWorld, type World } from '../support/world.js';
import { copyOf, defects, eachOf, homeAfter, JOIN_AND_SUBSCRIBE, KILLED, OK, REFUSED, RENEW, sums } from './partner.js';
import { hasLedger } from '../support/ledgers.js';

/** Every step of a first purchase that joins and brings a card, in its order; `@2` is its second time. */
const PURCHASE = [
  'purchase:before-attach',
  'gateway:before-attach',
  'gateway:attached',
  'purchase:before-placing',
  ...appending(
    'account-joined',
    'terms-accepted',
    'order-placed',
    'payment-method-added',
    'terms-accepted@2',
    'attempt-sent',
  ),
  'commit',
  'committed',
  'purchase:placed',
  'gateway:before-find',
  'purchase:looked',
  'gateway:before-charge',
  'gateway:charge-recorded',
  'gateway:charged',
  'purchase:charged',
  ...appending('attempt-settled', 'order-paid', 'subscription-started', 'term-added', 'payment-method-made-default'),
  'commit@2',
  'committed@2',
  'purchase:settled',
];

/** Every step of a renewal with the card on file. */
const RENEWAL = [
  'purchase:before-placing',
  ...appending('order-placed', 'terms-accepted', 'attempt-sent'),
  'commit',
  'committed',
  'purchase:placed',
  'gateway:before-find',
  'purchase:looked',
  'gateway:before-charge',
  'gateway:charge-recorded',
  'gateway:charged',
  'purchase:charged',
  ...appending('attempt-settled', 'order-paid', 'term-added'),
  'commit@2',
  'committed@2',
  'purchase:settled',
];

function appending(...kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => [`append:${kind}`, `appended:${kind}`]);
}

/** The steps that an act passes, as a failpoint names them. */
async function recorded(world: World, act: () => Promise<unknown>): Promise<readonly string[]> {
  const from = world.steps.length;
  await act();
  const seen = new Map<string, number>();
  return world.steps.slice(from).map((name) => {
    const time = (seen.get(name) ?? 0) + 1;
    seen.set(name, time);
    return time === 1 ? name : `${name}@${time}`;
  });
}

describe('G2 no step is left out', () => {
  test('of a purchase, and of a renewal', () =>
    inWorld({}, async (world) => {
      expect(await recorded(world, () => world.buy({ joining: world.application, token: 'pm_card_visa' }))).toEqual(
        PURCHASE,
      );
      world.advance(300);
      expect(await recorded(world, () => world.renew())).toEqual(RENEWAL);
    }));

  test('and every step that has a name of its own is killed at', () => {
    expect([...FAILPOINTS, ...SANDBOX_STEPS].filter((name) => !PURCHASE.includes(name))).toEqual([]);
  });
});

const ONE = { charges: 1, paid: 1, open: 0, terms: 1, subscriptions: 1, receipts: 1 };
const TWO = { charges: 2, paid: 2, open: 0, terms: 2, subscriptions: 1, receipts: 2 };

/** Kills a command at a step, then settles: with `recover`, or by typing the same again. */
async function killedAt(step: string, home: string, command: readonly string[], settledBy: 'recover' | 'repeating') {
  const killed = await runPartner(command, { home, env: { PARTNER_FAILPOINT: step } });
  const before = hasLedger(home) ? await defects(home) : [];
  const recovered = settledBy === 'recover' ? (await runPartner(['recover', '--json'], { home })).code : OK;
  const paidByRecovery = hasLedger(home) ? sums(home).open === 0 : true;
  const again = await runPartner(command, { home });
  return {
    step,
    killed: killed.code,
    before,
    recovered,
    settled: settledBy === 'recover' ? paidByRecovery : true,
    again: [OK, REFUSED].includes(again.code) ? 'done' : again.stderr,
    sums: sums(home),
    after: await defects(home),
  };
}

function asHoped(step: string, total: typeof ONE) {
  return { step, killed: KILLED, before: [], recovered: OK, settled: true, again: 'done', sums: total, after: [] };
}

// Both ways at every step take twice as long: every day each step has one of them, in turns.
const BOTH = Number(process.env['PARTNER_TEST_RUNS'] ?? 0) >= 1000;

function ways(steps: readonly string[]) {
  return steps.flatMap((step, index) => {
    const way = index % 2 === 0 ? ('recover' as const) : ('repeating' as const);
    const other = index % 2 === 0 ? ('repeating' as const) : ('recover' as const);
    return BOTH
      ? [
          { step, way },
          { step, way: other },
        ]
      : [{ step, way }];
  });
}

describe('G2 a process killed at any step leaves one charge, one paid order, one term and one receipt', () => {
  test('of a purchase that joins as well', async () => {
    const results = await eachOf(ways(PURCHASE), ({ step, way }) =>
      killedAt(step, freshHome(), JOIN_AND_SUBSCRIBE, way),
    );
    expect(results).toEqual(ways(PURCHASE).map(({ step }) => asHoped(step, ONE)));
  }, 120_000);

  test('of a renewal', async () => {
    const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['clock', 'advance', '300d']);
    const results = await eachOf(ways(RENEWAL), ({ step, way }) => killedAt(step, copyOf(home), RENEW, way));
    expect(results).toEqual(ways(RENEWAL).map(({ step }) => asHoped(step, TWO)));
  }, 120_000);
});
