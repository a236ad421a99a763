import type { Acceptance } from '../core/account.js';
import { dayOf, type Instant } from '../core/day.js';
import type { Entry } from '../core/entry.js';
import type { Order, PaymentAttempt } from '../core/order.js';
import { isNamed, type CardOnFile, type PaymentMethod } from '../core/payment-method.js';
import { lastTerm } from '../core/subscription.js';
import { fundedTerm } from '../core/transfer.js';
import type { FoundCharge } from '../payments/gateway.js';
import type { Reader } from '../store/store.js';
import { isSameDay, type Desk } from './desk.js';
import { newAttempt } from './place-order.js';

/** A charge that was found, and the card that it names. */
export type NamedCharge = FoundCharge & { readonly card: CardOnFile };

/** Whether a charge that was found is what an attempt asks for: on its day with its card, or on the page that it has. */
export function isOwn(attempt: PaymentAttempt, methods: readonly PaymentMethod[], charge: FoundCharge): boolean {
  if (attempt.page && charge.key === attempt.key) return true;
  const card = methods.find(({ id }) => id === attempt.paymentMethodId);
  const isItsCard = !charge.card || (card !== undefined && isNamed(card, charge.card));
  return isItsCard && isSameDay(charge.at, attempt.sentAt);
}

/** What is written of a charge that an order was paid with before it was placed here. */
export interface Refound {
  readonly order: Order;
  readonly attempt: PaymentAttempt;
  /** In their order; what makes the order paid comes after them. */
  readonly entries: readonly Entry[];
}

/**
 * The order that a charge was made for, whose ledger is lost (F6, G1): what `like` asks for, as the gateway says that it
 * was paid, on that day and with that card. A term that begins with its payment begins on that day (P3). A card that is not
 * known here is written down and kept on file by nobody: whether it is to be charged again, no gateway says.
 */
export async function refound(
  desk: Pick<Desk, 'by' | 'process' | 'nextId'>,
  ledger: Reader,
  like: Order,
  charge: NamedCharge,
  { at, accepted }: { readonly at: Instant; readonly accepted: Acceptance | undefined },
): Promise<Refound> {
  const book = await ledger.book(like.accountId);
  const held = book?.subscriptions.find(({ id }) => id === like.subscriptionId);
  const known = book?.paymentMethods.find(({ gatewayRef }) => gatewayRef === charge.card.gatewayRef);
  const method = known ?? lostCard(desk, like, charge, at);
  const { transfer: _unpaid, ...what } = like;
  const order: Order = {
    ...what,
    id: desk.nextId('ord'),
    term: fundedTerm(like, dayOf(charge.at), held && lastTerm(held)),
    paymentMethodId: method.id,
    attempts: [],
  };
  const ordinal = (await ledger.attemptsFor(like.reference)) + 1;
  const attempt = newAttempt(desk, order, { ordinal, paymentMethodId: method.id, sentAt: charge.at });
  const entries: readonly Entry[] = [
    { kind: 'order-placed', order },
    ...(known ? [] : [{ kind: 'payment-method-added', method } as const]),
    ...(accepted
      ? [
          {
            kind: 'terms-accepted',
            acceptance: { ...accepted, id: desk.nextId('acp'), orderId: order.id },
          } as const,
        ]
      : []),
    { kind: 'attempt-sent', attempt },
  ];
  return { order, attempt, entries };
}

function lostCard(
  { nextId }: Pick<Desk, 'nextId'>,
  { accountId }: Order,
  { card }: NamedCharge,
  at: Instant,
): PaymentMethod {
  const { gatewayRef, brand, last4, expMonth, expYear, holder } = card;
  const face = { gatewayRef, brand, last4, expMonth, expYear, holder };
  return { id: nextId('pm'), accountId, ...face, addedAt: at, removedAt: at, isDefault: false };
}
