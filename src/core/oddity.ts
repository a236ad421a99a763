import type { Attention } from './attention.js';
import { newestSubscriptions } from './book.js';
import { anniversary as yearsFrom, daysBetween } from './day.js';
import { money, sameMoney } from './money.js';
import { findOffer, priceOn } from './programme.js';
import { newestStatement, type RecordedOrder, type StatedFacts } from './recorded-order.js';
import { isLive, lastTerm, type TermSpan } from './subscription.js';
import { under, type View } from './view.js';

/** D23, D27: what is odd about what was stated, and stands all the same. */
export function oddities(seen: Pick<View, 'programme' | 'book'>, order: RecordedOrder): readonly Attention[] {
  const { term, ...facts } = newestStatement(order);
  return oddly(seen, { ...order, term, facts });
}

/** What is to be recorded; `id`: of the order, once there is one. */
export interface ToRecord extends Pick<RecordedOrder, 'kind' | 'offer'> {
  readonly id?: string;
  readonly term: TermSpan;
  readonly facts: Pick<StatedFacts, 'started' | 'amount' | 'tax' | 'paidOn' | 'invoicedOn'>;
}

/** The same of what is about to be stated. */
export function oddly(
  { programme, book }: Pick<View, 'programme' | 'book'>,
  { id = '', kind, offer: offerId, term, facts }: ToRecord,
): readonly Attention[] {
  const { started, amount, tax, paidOn, invoicedOn } = facts;
  const offer = findOffer(programme, offerId);
  const days = started && kind === 'purchase' ? daysBetween(started, term.end) : ORDINARY.least;
  const start = term.start === started ? yearsFrom(term.end, -(offer?.termYears ?? 1)) : term.start;
  const unusual: readonly Attention[] =
    days < ORDINARY.least || days > ORDINARY.most
      ? [{ code: 'TERM_UNUSUAL', offer: offerId, order: id, days, start }]
      : [];
  const price = offer && priceOn(offer, book.account.country, paidOn ?? invoicedOn ?? term.start);
  if (!amount || price?.currency !== amount.currency) return unusual;
  const listed = money(price.amount, price.currency);
  const net = money(amount.amount - (tax?.amount ?? 0), amount.currency);
  if (sameMoney(net, listed)) return unusual;
  return [...unusual, { code: 'AMOUNT_DIFFERS', offer: offerId, order: id, paid: amount, tax, listed }];
}

/**
 * D23, D27: what is odd about what is owned now, as long as nobody has shown it by a file or stated it again: it may be a
 * slip, and reminders, budget and refund go by it.
 */
export function doubtful(view: View): readonly Attention[] {
  const { book, today } = view;
  return newestSubscriptions(book).flatMap((held) => {
    const own = under(view, held);
    const order = book.recorded.find(({ id }) => id === lastTerm(held).orderId);
    if (!order || !isLive(held, own.programme.policy, today)) return [];
    const { number, evidence } = newestStatement(order);
    return number > 0 || evidence.length > 0 ? [] : oddities(own, order);
  });
}

/** The days of an ordinary year, give or take some weeks (D23). */
const ORDINARY = { least: 300, most: 400 };
