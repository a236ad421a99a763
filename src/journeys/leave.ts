import { automaticRenewal } from '../core/automatic-renewal.js';
import { isMember, type Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import { under, viewAt, type Programmes, type View } from '../core/view.js';
import type { Programme } from '../core/programme.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { openAttempt } from '../core/order.js';
import { isLive, runsTo, type Subscription } from '../core/subscription.js';
import { isOpenRequest } from '../core/support-request.js';
import { pendingOrders, pendingRefusal } from '../core/transfer.js';
import { accountNow } from './join.js';
import { clockBehind, type Desk } from './desk.js';

/** Ends the network membership; refused while anything bought still runs, a payment is not settled or a request is open (D12). */
export async function leave(
  desk: Desk,
  rules: Programmes | Programme,
  accountId: string,
): Promise<{ account: Account } | { refusal: Refusal }> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, accountId);
    if (behind) return { refusal: behind };
    const book = await ledger.book(accountId);
    if (!book || !isMember(book.account)) return { refusal: refuse('NOT_A_MEMBER', {}) };
    const view = viewAt(rules, book, desk.at);
    const refusal = standsAgainstLeaving(view);
    if (refusal) return { refusal };
    await ledger.append({ kind: 'membership-ended', accountId, on: view.today }, desk.at, desk.by);
    return { account: await accountNow(ledger, accountId) };
  });
}

/** What is owned, is being paid right now, or was asked of support: it can be said before anybody is asked. */
export function standsAgainstLeaving(view: View): Refusal | undefined {
  const { book, today } = view;
  const policyOf = (held: Subscription) => under(view, held).programme.policy;
  const awaited = pendingOrders(book, today).at(0);
  const pending = awaited && pendingRefusal(awaited);
  if (pending) return pending;
  const live = book.subscriptions.filter((held) => isLive(held, policyOf(held), today));
  const unsettled = book.orders.filter(openAttempt);
  if (live.length === 0 && unsettled.length === 0) return openRequests(book);
  const offers = [...new Set([...live, ...unsettled].map((held) => held.offer))];
  const until = [...live.map(runsTo), ...unsettled.map((order) => order.term.end)].sort().at(-1) ?? today;
  const renewing = live.filter(
    (held) => !held.cancelled && automaticRenewal(held, policyOf(held), today).kind === 'on',
  );
  return refuse('HAS_ACTIVE_OFFERS', {
    offers,
    until,
    renewing: renewing.map((held) => held.offer),
    ...(live.length === 0 ? { unsettled: unsettled.map(({ id }) => id) } : {}),
  });
}

function openRequests(book: Book): Refusal | undefined {
  const requests = book.requests.filter(isOpenRequest).map(({ number }) => number);
  return requests.length === 0 ? undefined : refuse('HAS_OPEN_REQUESTS', { requests });
}
