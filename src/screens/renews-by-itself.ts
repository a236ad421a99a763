import type { Context } from '../cli/context.js';
import type { AttentionOf } from '../core/attention.js';
import type { Book } from '../core/book.js';
import type { Day } from '../core/day.js';
import { placedAutomatically, wasDeclinedLast } from '../core/order.js';
import { defaultMethod, isSameCard, lastGoodDay, type CardOnFile } from '../core/payment-method.js';

/** What is looked at before it is said that something renews by itself. */
interface Renewing {
  readonly book: Pick<Book, 'orders' | 'paymentMethods'>;
  /** The one that pays now: it is charged next where there is no other default. */
  readonly card: Omit<CardOnFile, 'gatewayRef'> | undefined;
  readonly on: Day;
}

/** What it takes besides, for a sentence that says that it renews by itself; empty where all of that is there (R12, R13). */
export function onceThereIs(context: Context, { book, card, on }: Renewing): string {
  const { once, needs } = context.words.screens.review;
  const charged = defaultMethod(book.paymentMethods) ?? card;
  const missing = [
    ...(charged && lastGoodDay(charged) >= on ? [] : [charged ? needs.cardGoodThen : needs.card]),
    ...(isRunDaily(context, book) ? [] : [needs.job]),
  ];
  return missing.length === 0 ? '' : once(context.speech.list(missing));
}

/** What pays the next term, where that is another card than pays this one: the default stays what it is. `payer`: its id. */
export function paidNext(
  { book, card }: Pick<Renewing, 'book' | 'card'>,
  payer: string | undefined,
): readonly AttentionOf<'PAID_NEXT'>[] {
  const next = defaultMethod(book.paymentMethods);
  if (!card || !next || isSameCard(next, card)) return [];
  const { brand, last4 } = next;
  const declined = wasDeclinedLast(book.orders, next.id);
  return [{ code: 'PAID_NEXT', card: { brand, last4 }, declined, payer: payer ?? null }];
}

/** Whether a job is known: of this machine, by its log; of another one, by what it has tried to charge. */
export function isRunDaily({ outside }: Pick<Context, 'outside'>, { orders }: Pick<Book, 'orders'>): boolean {
  return outside.jobLog().isKnown || orders.some(placedAutomatically);
}
