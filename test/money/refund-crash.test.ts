import { REFUND_FAILPOINTS } from '../../src/journeys/desk.js';
import { SANDBOX_REFUND_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { runPartner } from '../support/run.js';
import { copyOf, defects, eachOf, facts, homeAfter, JOIN_AND_SUBSCRIBE, KILLED, OK } from './partner.js';

const RESOLVE = ['support', 'resolve', '1', '--outcome', 'approved', '--yes', '--json'];

/** Kills the answer to a cancellation at a step, then gives it again. */
async function killedAt(step: string, home: string) {
  const killed = await runPartner(RESOLVE, { home, env: { PARTNER_FAILPOINT: step } });
  const before = await defects(home);
  const again = await runPartner(RESOLVE, { home });
  const { returns, refunds, cancellations } = facts(home);
  return {
    step,
    killed: killed.code,
    before,
    again: again.code,
    counts: [returns.length, refunds.length, cancellations.length],
    after: await defects(home),
  };
}

test('G2 a process killed at any named step of a refund leaves one refund and one cancellation', async () => {
  const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['actionpack', 'cancel']);
  const steps = [...REFUND_FAILPOINTS, ...SANDBOX_REFUND_STEPS];
  const results = await eachOf(steps, (step) => killedAt(step, copyOf(home)));
  expect(results).toEqual(
    steps.map((step) => ({ step, killed: KILLED, before: [], again: OK, counts: [1, 1, 1], after: [] })),
  );
}, 60_000);
