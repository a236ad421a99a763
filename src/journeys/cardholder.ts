import { isAbandoned } from '../core/claim.js';
import { CALLED_OFF } from '../core/decline.js';
import { openAttempt, type Order, type PaymentAttempt, type PaymentPage } from '../core/order.js';
import type { ChargeOutcome, Found, FoundPage, PageState } from '../payments/gateway.js';
import { adopted, claimAttempt, type Charged, type ClaimedAttempt } from './attempt.js';
import { isMine } from './claims.js';
import { cardOf } from './payer.js';
import { orderOf, settle, settledAs, type Settled } from './settle.js';
import { notBefore, type Desk } from './desk.js';

/** They were asked, and did not give it in time. */
const NOT_GIVEN: ChargeOutcome = { kind: 'action_required' };
/** Somebody said that it will not be paid. */
const NO_LONGER_WANTED: ChargeOutcome = { kind: 'declined', declineCode: CALLED_OFF };
const UNANSWERED: ChargeOutcome = { kind: 'unknown', reason: 'timed_out' };

/** Opens the page of a charge that wants its cardholder's word, and writes down that they are asked. */
export async function askCardholder(
  desk: Desk,
  order: Order,
  { attempt }: ClaimedAttempt,
  gatewayRef: string,
): Promise<Settled> {
  const { reference, offer, id } = order;
  const what = { reference, amount: attempt.amount, label: `${offer} ${id}` };
  const asked = await desk.gateway.askCardholder({ ...askingFor(attempt, gatewayRef), ...what });
  desk.failpoint('page:asked');
  if (asked.kind === 'open') return waitFor(desk, attempt, asked.page);
  // Nothing was charged, and nobody can be asked: it ends as any charge that a bank did not let pass.
  return settle(desk, attempt, asked.kind === 'not_executed' ? NOT_GIVEN : outcomeOf(asked));
}

/** Writes down that a page is open, unless another process has settled the attempt meanwhile. */
export async function waitFor(desk: Desk, attempt: PaymentAttempt, page: PaymentPage): Promise<Settled> {
  const order = await desk.ledger.write(async (ledger) => {
    const now = await orderOf(ledger, attempt);
    const open = openAttempt(now);
    if (open?.id !== attempt.id || open.page || !isMine(desk, open)) return now;
    const at = await notBefore(ledger, desk.at, now.accountId);
    await ledger.append({ kind: 'attempt-put-to-cardholder', id: attempt.id, page }, at, desk.by);
    return orderOf(ledger, attempt);
  });
  desk.failpoint('page:written');
  return settledAs(order);
}

/**
 * How an order stands that waits for its cardholder: what was paid on the page settles it, and so does its time. It is
 * closed at the gateway first, so that nobody pays what has failed here.
 * Past its time nobody waits for anybody any more: what could not be settled then is unknown (G3).
 * @param unseen what it comes to where the gateway cannot be asked; undefined while that is waited for
 */
export async function recoverWaiting(
  desk: Desk,
  order: Order,
  page: PaymentPage,
  unseen?: ChargeOutcome,
): Promise<Charged> {
  const now = (await desk.gateway.now()) ?? desk.at;
  const endAs = ({ kind }: PageState, attempt: PaymentAttempt) =>
    kind === 'over' || now >= page.until || isAbandoned(attempt) ? NOT_GIVEN : undefined;
  const stands = await lookedAt(desk, order, page, { endAs, unseen });
  const isOver = stands.kind === 'waiting' && now >= page.until;
  return isOver ? { kind: 'unknown', order: stands.order, reason: 'no_answer' } : stands;
}

/** Somebody says that an order which waits for its cardholder will not be paid. */
export function callOff(desk: Desk, order: Order, page: PaymentPage): Promise<Charged> {
  return lookedAt(desk, order, page, { endAs: () => NO_LONGER_WANTED, unseen: undefined });
}

/** What a look at a page comes to, undefined while that is still waited for. */
interface Ends {
  /** Where it was not paid on the page. */
  readonly endAs: (seen: PageState, attempt: PaymentAttempt) => ChargeOutcome | undefined;
  /** Where the gateway cannot be asked. */
  readonly unseen: ChargeOutcome | undefined;
}

async function lookedAt(desk: Desk, order: Order, page: PaymentPage, { endAs, unseen }: Ends): Promise<Charged> {
  const attempt = openAttempt(order);
  if (!attempt) return settledAs(order);
  const seen = await desk.gateway.page(page.ref, desk.at);
  if (seen.kind === 'paid') return settle(desk, attempt, outcomeOf(seen));
  // What the gateway does not say now leaves everything as it is.
  if (seen.kind === 'unknown') return unseen ? endUnseen(desk, order, unseen) : settledAs(order);
  const end = endAs(seen, attempt);
  return end ? endWaiting(desk, order, page, end) : settledAs(order);
}

async function endWaiting(desk: Desk, order: Order, page: PaymentPage, end: ChargeOutcome): Promise<Charged> {
  const claimed = await claimAttempt(desk, order);
  if ('kind' in claimed) return claimed;
  const closed = await desk.gateway.closePage(page.ref, desk.at);
  desk.failpoint('page:closed');
  const outcome = closed.kind === 'over' ? await unlessPaid(desk, order, end) : outcomeOf(closed);
  const settled = await settle(desk, claimed.attempt, outcome);
  desk.failpoint('page:settled');
  return settled;
}

/** Long after its page could be paid. */
async function endUnseen(desk: Desk, order: Order, end: ChargeOutcome): Promise<Charged> {
  const claimed = await claimAttempt(desk, order);
  return 'kind' in claimed ? claimed : settle(desk, claimed.attempt, end);
}

/** Closed is not unpaid: what was paid a moment before is found. */
async function unlessPaid(desk: Desk, order: Order, end: ChargeOutcome): Promise<ChargeOutcome> {
  return adopted(await desk.gateway.find(order.reference, () => cardOf(desk.ledger, order)), order) ?? end;
}

/** What a page was asked for with. */
type Asking = Pick<FoundPage, 'key' | 'gatewayRef' | 'at'>;

export function askingFor({ key, sentAt: at }: PaymentAttempt, gatewayRef: string): Asking {
  return { key, gatewayRef, at };
}

/**
 * What a look tells, once no other page for the same can be paid any more: one of a ledger that was put back, or of an
 * attempt before; where none is its own, of any. Two pages would be two ways to pay the same (G1, G20).
 */
export async function withoutOtherPages(
  desk: Desk,
  own: Asking | undefined,
  look: () => Promise<Found>,
): Promise<Found> {
  const found = await look();
  const others = found.kind === 'found' ? found.pages.filter((page) => page.open && !(own && isFor(page, own))) : [];
  if (others.length === 0) return found;
  for (const { ref } of others) {
    const closed = await desk.gateway.closePage(ref, desk.at);
    if (closed.kind === 'unknown') return closed;
    if (closed.kind === 'open') return { kind: 'unknown', reason: 'pending' };
  }
  return look();
}

/** The page of an attempt, where a look has found it: it was opened, and nobody wrote that down. */
export function pageIn(found: Found, own: Asking): PaymentPage | undefined {
  return found.kind === 'found' ? found.pages.find((page) => page.open && isFor(page, own))?.open : undefined;
}

function isFor(page: FoundPage, own: Asking): boolean {
  return page.key === own.key && page.gatewayRef === own.gatewayRef && page.at === own.at;
}

function outcomeOf(state: PageState): ChargeOutcome {
  switch (state.kind) {
    case 'paid':
      return { kind: 'succeeded', chargeId: state.chargeId };
    case 'over':
      return NOT_GIVEN;
    case 'open':
      return UNANSWERED;
    case 'unknown':
      return state;
  }
}
