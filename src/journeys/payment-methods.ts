import type { Book } from '../core/book.js';
import { awaitedPage, openAttempt } from '../core/order.js';
import { defaultMethod, type PaymentMethod } from '../core/payment-method.js';
import type { Programme } from '../core/programme.js';
import { refuse, type Refusal } from '../core/refusal.js';
import type { PaymentSource, UnknownReason } from '../payments/gateway.js';
import { chargeDayOf, outlook, payingOn } from '../core/outlook.js';
import { viewAt } from '../core/view.js';
import type { Reader } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';
import { payerOf } from './payer.js';

export type Added =
  | { readonly kind: 'added'; readonly method: PaymentMethod }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'declined'; readonly declineCode: string }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** `first`: automatic renewal charges it from now on; `spare`: only where no other card is the default. */
export type Rank = 'first' | 'spare';

/** Has the gateway keep a card, then writes down what may be known of it (D19). */
export async function addPaymentMethod(
  desk: Desk,
  book: Book,
  source: PaymentSource,
  rank: Rank = 'spare',
): Promise<Added> {
  const attached = await desk.gateway.attach(source, desk.at, payerOf(desk.ledger, book.account));
  if (attached.kind !== 'attached') return attached;
  return desk.ledger.write(async (ledger): Promise<Added> => {
    const refusal = await clockBehind(ledger, desk.at, book.account.id);
    if (refusal) return { kind: 'refused', refusal };
    const now = (await ledger.book(book.account.id)) ?? book;
    const method: PaymentMethod = {
      id: desk.nextId('pm'),
      accountId: book.account.id,
      ...attached.card,
      addedAt: desk.at,
      removedAt: null,
      isDefault: rank === 'first' || defaultMethod(now.paymentMethods) === undefined,
    };
    await ledger.append({ kind: 'payment-method-added', method }, desk.at, desk.by);
    return { kind: 'added', method: await asWritten(ledger, method) };
  });
}

/** The card that automatic renewal charges from now on; nothing changes where it is that already. */
export async function makeDefault(
  desk: Desk,
  method: PaymentMethod,
): Promise<{ refusal: Refusal } | { method: PaymentMethod; changed: boolean }> {
  return desk.ledger.write(async (ledger) => {
    const refusal = await clockBehind(ledger, desk.at, method.accountId);
    if (refusal) return { refusal };
    if (!method.isDefault) {
      await ledger.append(
        { kind: 'payment-method-made-default', accountId: method.accountId, id: method.id },
        desk.at,
        desk.by,
      );
    }
    const now = await asWritten(ledger, method);
    return { method: now, changed: now.isDefault !== method.isDefault };
  });
}

/** Refused for the card of a coming automatic charge: it would silently not fire. Another default frees it. */
export async function removePaymentMethod(
  desk: Desk,
  programme: Programme,
  method: PaymentMethod,
): Promise<{ refusal: Refusal } | { method: PaymentMethod }> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, method.accountId);
    if (behind) return { refusal: behind };
    const book = await ledger.book(method.accountId);
    const inUse = book && coming(desk, programme, book, method);
    if (inUse) return { refusal: inUse };
    await ledger.append({ kind: 'payment-method-removed', id: method.id, at: desk.at }, desk.at, desk.by);
    return { method: await asWritten(ledger, method) };
  });
}

/** A save that seemed to work and wrote nothing must show: what is reported is what the ledger says. */
async function asWritten(ledger: Reader, { accountId, id }: PaymentMethod): Promise<PaymentMethod> {
  const book = await ledger.book(accountId);
  const method = book?.paymentMethods.find((candidate) => candidate.id === id);
  if (!method) throw new Error(`payment method ${id} was written and the ledger does not show it`);
  return method;
}

function coming(desk: Desk, programme: Programme, book: Book, method: PaymentMethod): Refusal | undefined {
  const open = book.orders.find((order) => openAttempt(order)?.paymentMethodId === method.id);
  if (open) {
    const { id: order, offer } = open;
    const waits = awaitedPage(open) !== undefined;
    return refuse('PAYMENT_METHOD_IN_USE', { paymentMethod: method.id, offer, chargeOn: null, order, waits });
  }
  if (defaultMethod(book.paymentMethods)?.id !== method.id) return undefined;
  const view = viewAt(programme, book, desk.at);
  for (const subscription of book.subscriptions) {
    const next = outlook(view, subscription);
    if (!('chargeOn' in next)) continue;
    // The card is kept even where nothing is charged after the last day for funds: the order may be cancelled before it.
    const on = chargeDayOf(next) ?? next.chargeOn;
    const chargeOn = on < view.today ? view.today : on;
    // What has expired by then pays nothing.
    if (payingOn(view, subscription.offer, chargeOn).refusal) continue;
    return refuse('PAYMENT_METHOD_IN_USE', { paymentMethod: method.id, offer: subscription.offer, chargeOn });
  }
  return undefined;
}
