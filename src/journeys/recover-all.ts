import { recoverRefunds, refundStands, type GivenBack } from './give-back.js';
import { recover, type Recovered } from './recover.js';
import { orderOf, settledAs } from './settle.js';
import { LOOK_AGAIN_MS, WAIT_FOR_OTHERS_MS, type Till } from './till.js';

type Result = Recovered | GivenBack;

/**
 * Settles every payment and every refund of the ledger whose outcome is not known, and waits a while for what another
 * process is settling at the same moment, so that each of several is told how it ended.
 */
export async function recoverAll(till: Till): Promise<readonly Result[]> {
  const told = new Map<string, Result>();
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const latest = [...(await recover(till)), ...(await recoverRefunds(till))];
    for (const result of await endedElsewhere(till, told, latest)) told.set(nameOf(result), result);
    for (const result of latest) told.set(nameOf(result), result);
    const busy = latest.some(({ kind }) => kind === 'in-progress');
    if (!busy || waited >= WAIT_FOR_OTHERS_MS) return [...told.values()];
    await till.pause(LOOK_AGAIN_MS);
  }
}

/** What was in progress at the last look and is open no more: whoever was at it has settled it. */
async function endedElsewhere(till: Till, told: ReadonlyMap<string, Result>, latest: readonly Result[]) {
  const open = new Set(latest.map(nameOf));
  const ended = [...told].filter(([name, { kind }]) => kind === 'in-progress' && !open.has(name));
  return Promise.all(ended.map(([, result]) => standsNow(till, result)));
}

async function standsNow(till: Till, result: Result): Promise<Result> {
  return till.ledger.read(async (ledger) =>
    'refund' in result
      ? refundStands(ledger, result.refund)
      : settledAs(await orderOf(ledger, { orderId: result.order.id })),
  );
}

function nameOf(result: Result): string {
  return 'refund' in result ? result.refund.id : result.order.id;
}
