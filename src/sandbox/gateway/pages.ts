import type { Instant } from '../../core/day.js';
import type { FoundPage, PageRequest, PageState } from '../../payments/gateway.js';
import type { Asking } from './asking.js';
import { chargeNamed, charges, record, type SandboxCharge } from './books-rows.js';

/** As long as the page of the gateway that it stands for. */
const OPEN_FOR_MS = 24 * 3_600_000;
/** A name that leads nowhere (RFC 2606): who rehearses stands in for the cardholder. */
const PLACE = 'https://sandbox.invalid/pay/';
const CLOSED = 'page_closed';
const END = 'page/';

const OVER: PageState = { kind: 'over' };

/**
 * The page of a charge that wants its cardholder's word is called as that charge, and what becomes of it is kept as a charge
 * of its own, under its name: so books of every version know of pages.
 */
export function* pageNamed(ref: string, at: Instant): Asking<PageState> {
  const of = yield* chargeNamed(ref);
  return of ? yield* stateOf(of, at) : OVER;
}

/** The page of the charge of that key. */
export function* pageFor({ key, reference, gatewayRef, at: when }: PageRequest): Asking<PageState | undefined> {
  const of = (yield* charges('reference', reference)).findLast(
    (one) => isAsked(one) && one.key === key && one.gatewayRef === gatewayRef && one.at === when,
  );
  return of && (yield* stateOf(of, when));
}

/** Every page among the charges for a reference. One whose time may have passed is open as long as nobody has ended it. */
export function* pagesAmong(made: readonly SandboxCharge[]): Asking<readonly FoundPage[]> {
  const found: FoundPage[] = [];
  for (const of of made.filter(isAsked)) {
    const state = yield* stateOf(of, of.at);
    const { key, gatewayRef, at, chargeId: ref } = of;
    found.push({ key, gatewayRef, at, ref, ...(state.kind === 'open' ? { open: state.page } : {}) });
  }
  return found;
}

/** To be called inside one write of the books, as `confirm`. */
export function* close(ref: string, at: Instant): Asking<PageState> {
  const of = yield* chargeNamed(ref);
  const before = of ? yield* stateOf(of, at) : OVER;
  if (!of || before.kind !== 'open') return before;
  yield* record({ ...of, key: endOf(of), at }, { outcome: 'declined', declineCode: CLOSED });
  return OVER;
}

/** The cardholder says yes. */
export function* confirm(ref: string, at: Instant): Asking<PageState> {
  const of = yield* chargeNamed(ref);
  const before = of ? yield* stateOf(of, at) : OVER;
  if (!of || before.kind !== 'open') return before;
  const { chargeId } = yield* record({ ...of, key: endOf(of), at }, { outcome: 'succeeded', declineCode: null });
  return { kind: 'paid', chargeId };
}

function* stateOf(of: SandboxCharge, at: Instant): Asking<PageState> {
  const after = yield* charges('idempotency_key', endOf(of));
  const paid = after.find(({ outcome }) => outcome === 'succeeded');
  if (paid) return { kind: 'paid', chargeId: paid.chargeId };
  const until = new Date(Date.parse(of.at) + OPEN_FOR_MS).toISOString() as Instant;
  if (at >= until || after.some(({ declineCode }) => declineCode === CLOSED)) return OVER;
  return { kind: 'open', page: { ref: of.chargeId, url: `${PLACE}${of.chargeId}`, until } };
}

/** The key under which the end of a page is kept. */
function endOf({ chargeId }: Pick<SandboxCharge, 'chargeId'>): string {
  return `${END}${chargeId}`;
}

/** The key of the charge for which something was paid: its own, or that of which its page was. */
export function keyPaid({ key }: SandboxCharge, others: readonly SandboxCharge[]): string {
  return others.find((of) => endOf(of) === key)?.key ?? key;
}

function isAsked({ outcome }: SandboxCharge): boolean {
  return outcome === 'action_required';
}
