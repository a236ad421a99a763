import { facts, SUBSCRIBE, sums } from '../money/partner.js';
import { REFUND_FAILPOINTS } from '../../src/journeys/desk.js';
import { SANDBOX_REFUND_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { ELSEWHERE, haltedAt } from '../support/halted.js';
import { at, chosen, triedEach, type Check, type Tried } from './check.js';
import { programWith, runIn, type Fault, type Program } from './program.js';
import { asked, complaints, inHome, member, oneLine, RESOLVE, RUN, threeDue } from './scenes.js';

const RECOVER = ['recover', '--json'];
/** From the first word of it in the ledger to the last. */
const CHARGING = [
  'purchase:placed',
  'gateway:before-find',
  'purchase:looked',
  'gateway:before-charge',
  'gateway:charged',
  'purchase:charged',
];

interface Act {
  readonly name: string;
  readonly home: () => Promise<string>;
  readonly args: readonly string[];
  readonly steps: readonly string[];
  /** Charges and refunds that there are in the end. */
  readonly wanted: readonly [charges: number, refunds: number];
}

const BUYING: Act = { name: 'a purchase', home: member, args: SUBSCRIBE, steps: CHARGING, wanted: [1, 0] };
const REFUNDING: Act = {
  name: 'a refund',
  home: asked,
  args: RESOLVE,
  steps: [...REFUND_FAILPOINTS, ...SANDBOX_REFUND_STEPS].filter((step) => !/settled|recorded/.test(step)),
  wanted: [1, 1],
};
const ACTS: readonly Act[] = [
  BUYING,
  { name: 'a run', home: threeDue, args: RUN, steps: CHARGING.map((step) => `${step}@2`), wanted: [6, 0] },
  REFUNDING,
];

interface Point {
  readonly act: Act;
  readonly step: string;
  /** Whether whoever comes meanwhile is on the machine of the one that was halted, and so can tell that it is still there. */
  readonly here: boolean;
}

function pointsOf(acts: readonly Act[]): readonly Point[] {
  return acts.flatMap((act) => act.steps.flatMap((step) => [true, false].map((here) => ({ act, step, here }))));
}

/**
 * How the one that was halted may end. 9: the other one found no charge after more than a day, which the next noon is in
 * the first half of a day, and ended the order.
 */
const ENDS = [0, 5, 6, 8, 9, 10];

/** The gateway does again what a key has asked for before, so that the ledger alone can keep two apart (G1). */
const FORGETFUL = { PARTNER_SANDBOX_FAULT: 'ignore-keys' };

/** One is halted, a day passes, another one recovers and does the same, and the first goes on as if nothing had been. */
async function overtaken(program: Program, { act, step, here }: Point): Promise<readonly string[]> {
  return inHome(await act.home(), async (home) => {
    const env = { ...program.env, ...FORGETFUL };
    const halted = await haltedAt(program.script, step, { home, args: act.args, env });
    if (!halted) return at(act.name, [`${step} is no step of it any more`]);
    const other = { env: { ...FORGETFUL, ...(here ? {} : ELSEWHERE) } };
    // A run settles several at once: halted with one of them half written, it holds the ledger, and nobody else comes in.
    const later = await runIn(program, home, ['clock', 'advance', '1d'], other);
    await runIn(program, home, RECOVER, other);
    await runIn(program, home, act.args, other);
    const first = await halted.goOn();
    // What stayed unknown while the first was there is settled once it is not.
    await runIn(program, home, RECOVER, { env: FORGETFUL });
    const { charges } = sums(home);
    const refunds = facts(home).returns.filter((row) => row['outcome'] === 'refunded').length;
    const [wantedCharges, wantedRefunds] = act.wanted;
    return at(`${act.name} halted at ${step}, the other one ${here ? 'on its machine' : 'elsewhere'}`, [
      ...(ENDS.includes(first.code ?? -1) ? [] : [`it ended with ${first.code}: ${oneLine(first.stderr)}`]),
      ...([0, 6].includes(later.code) ? [] : [`no day passed (exit ${later.code}): ${oneLine(later.stderr)}`]),
      ...(charges === wantedCharges ? [] : [`${charges} charges instead of ${wantedCharges}`]),
      ...(refunds === wantedRefunds ? [] : [`${refunds} refunds instead of ${wantedRefunds}`]),
      ...(await complaints(program, home)),
    ]);
  });
}

function all(program: Program, points: readonly Point[]): Promise<Tried> {
  return triedEach(points, (point) => overtaken(program, point), 2);
}

/** What a gateway is asked, right before its first byte, whoever was halted a moment ago does not ask. */
const UNASKED: Fault = {
  file: 'src/sandbox/gateway/sandbox.ts',
  from: `return mayGo !== undefined && !(await mayGo());`,
  to: `return mayGo === undefined && !(await mayGo?.());`,
};

/** G1, G10: whoever was halted on the way to a payment, and overtaken, pays nothing when it goes on. */
export const HALTED: Check = {
  name: 'halted on the way to a payment, and overtaken',
  run: (program, bench) => all(program, chosen(bench, pointsOf(ACTS), 8, pointsOf(ACTS).length)),
  control: {
    what: 'a sender that does not ask whether it still may before its first byte',
    run: async () =>
      all(await programWith([UNASKED]), [
        { act: BUYING, step: 'gateway:before-charge', here: false },
        { act: REFUNDING, step: 'gateway:before-refund', here: false },
      ]),
  },
};
