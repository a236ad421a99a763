import type { Offer, Programme } from '../core/programme.js';
import { touches } from '../core/transfer.js';
import { recoverRefunds, refundStands, type GivenBack } from './give-back.js';
import { recover, type Recovered } from './recover.js';
import { orderOf, standsAs } from './settle.js';
import { LOOK_AGAIN_MS, WAIT_FOR_OTHERS_MS, type Desk } from './desk.js';

type Result = Recovered | GivenBack;

/** Told what earlier payments and refunds came to that are settled before something else is done. */
export type OnRecovered = (results: readonly Result[]) => void;

/**
 * Settles every payment and every refund of the ledger whose outcome is not known, and waits a while for what another
 * process is settling at the same moment, so that each of several is told how it ended.
 */
export async function recoverAll(desk: Desk): Promise<readonly Result[]> {
  const look = async () => [...(await recover(desk)), ...(await recoverRefunds(desk))];
  return waitingForOthers<Result>(desk, look, () => true);
}

/** The open payments of one account; of those that another process is making, only what touches the offer is awaited. */
export async function recoverBefore(
  desk: Desk,
  { offer, programme }: { readonly offer: Offer; readonly programme: Programme },
  accountId: string,
): Promise<readonly Recovered[]> {
  const look = () => recover(desk, accountId);
  return waitingForOthers<Recovered>(desk, look, ({ order }) => touches(order, offer, programme));
}

async function waitingForOthers<R extends Result>(
  desk: Desk,
  look: () => Promise<readonly R[]>,
  isAwaited: (result: R) => boolean,
): Promise<readonly R[]> {
  const told = new Map<string, R>();
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const latest = await look();
    for (const result of await endedElsewhere(desk, told, latest)) told.set(nameOf(result), result);
    for (const result of latest) told.set(nameOf(result), result);
    const busy = latest.some((result) => result.kind === 'in-progress' && isAwaited(result));
    if (!busy || waited >= WAIT_FOR_OTHERS_MS) return [...told.values()];
    await desk.pause(LOOK_AGAIN_MS);
  }
}

/** What was in progress at the last look and is open no more: whoever was at it has settled it. */
async function endedElsewhere<R extends Result>(
  desk: Desk,
  told: ReadonlyMap<string, R>,
  latest: readonly R[],
): Promise<readonly R[]> {
  const open = new Set(latest.map(nameOf));
  const ended = [...told].filter(([name, { kind }]) => kind === 'in-progress' && !open.has(name));
  return Promise.all(ended.map(([, result]) => standsNow(desk, result)));
}

async function standsNow<R extends Result>(desk: Desk, result: R): Promise<R> {
  const stands: Result = await desk.ledger.read(async (ledger) =>
    'refund' in result
      ? refundStands(ledger, result.refund)
      : standsAs(ledger, await orderOf(ledger, { orderId: result.order.id })),
  );
  // A payment stays a payment, and a refund a refund.
  return stands as R;
}

function nameOf(result: Result): string {
  return 'refund' in result ? result.refund.id : result.order.id;
}
