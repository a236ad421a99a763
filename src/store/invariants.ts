import type { Book } from '../core/book.js';
import { addDays, anniversary } from '../core/day.js';
import { reminderKey, standsForReminder } from '../core/dispatch.js';
import { sameMoney } from '../core/money.js';
import { isOpen, keyOf, standsForTerm, type Order } from '../core/order.js';
import { canonical } from '../core/plan.js';
import { newestStatement, statedTerm } from '../core/recorded-order.js';
import { isOpenRefund } from '../core/refund.js';
import type { Subscription, Term } from '../core/subscription.js';
import { hasGlobalAdmin } from '../core/user.js';
import { isOpenRequest } from '../core/support-request.js';
import type { Defect } from './store.js';

/** Every invariant that a book can break and that is seen without a catalogue: I1 to I4, I10, G23, and J6. */
export function brokenInvariants(book: Book): readonly Defect[] {
  const terms = book.subscriptions.flatMap((subscription) => subscription.terms);
  return [
    ...book.orders.flatMap((order) =>
      brokenByOrder(
        order,
        terms.filter((term) => term.orderId === order.id),
      ),
    ),
    ...brokenByTwoOrders(book.orders.filter(standsForTerm)),
    ...book.subscriptions.flatMap((subscription) => brokenByTerms(subscription)),
    ...brokenByTwoSubscriptions(book),
    ...brokenByTwoDispatches(book),
    ...found(`account ${book.account.id}`, [[!hasGlobalAdmin(book.users), 'It has no Global admin (J6).']]),
    ...brokenByUpgrades(book),
    ...book.subscriptions.flatMap((subscription) => brokenByCancellation(book, subscription)),
    ...brokenByRefunds(book),
    ...brokenByStatements(book, terms),
  ];
}

function brokenByOrder(order: Order, terms: readonly Term[]): readonly Defect[] {
  const paid = order.state === 'paid' ? 1 : 0;
  const succeeded = order.attempts.filter((attempt) => attempt.state === 'succeeded');
  const open = order.attempts.filter(isOpen);
  const [term] = terms;
  return found(`order ${order.id}`, [
    [open.length + succeeded.length > 1, 'It has more than one payment attempt that is open or succeeded (I1).'],
    [order.state === 'failed' && open.length > 0, 'It has failed while a payment attempt is open (I3).'],
    [
      succeeded.length !== (order.transfer ? 0 : paid),
      `It is ${order.state} and has ${succeeded.length} succeeded payment attempts (I3).`,
    ],
    [terms.length !== paid, `It is ${order.state} and ${terms.length} terms name it (I3).`],
    [
      order.transfer !== undefined && (order.transfer.end?.outcome === 'received') !== (paid === 1),
      `It is ${order.state} and its bank transfer says otherwise (P9).`,
    ],
    [(order.transfer === undefined) !== (order.paymentMethodId !== null), 'It is not paid by card or bank transfer.'],
    [order.transfer !== undefined && order.attempts.length > 0, 'It is paid by bank transfer and was charged (P9).'],
    [term !== undefined && !sameSpan(term, order.term), 'Its term is not the term that was ordered (I3).'],
    [(order.receiptNumber !== null) !== (paid === 1), `It is ${order.state} and its receipt says otherwise (I3).`],
    [
      order.attempts.some((attempt) => !sameMoney(attempt.amount, order.total)),
      'A payment attempt is not for its total.',
    ],
    [
      order.attempts.some((attempt) => attempt.key !== keyOf(order.reference, attempt.ordinal)),
      'A payment attempt has a key that is not its reference and ordinal.',
    ],
  ]);
}

function brokenByTwoOrders(orders: readonly Order[]): readonly Defect[] {
  const twice = (name: (order: Order) => string) => repeated(orders.map(name));
  return [
    ...twice((order) => `${order.subscriptionId} term ${order.term.number}`).map((name) => ({
      where: `subscription ${name}`,
      problem: 'More than one order is placed or paid for it (I2).',
    })),
    ...twice((order) => order.reference).map((name) => ({
      where: `reference ${name}`,
      problem: 'More than one order is placed or paid for it (I2).',
    })),
  ];
}

function brokenByTerms({ id, terms }: Subscription): readonly Defect[] {
  return found(`subscription ${id}`, [
    [terms.length === 0, 'It has no term (I4).'],
    [terms.some((term, index) => term.number !== index), 'Its terms are not numbered from 0 without a gap (I4).'],
    [
      terms.some((term) => !(term.stated ? fitsStated(term) : fitsAnchor(term))),
      'A term does not begin and end on anniversaries of its anchor (I4).',
    ],
    [
      terms.some((term, index) => !follows(terms[index - 1], term)),
      'A term does not begin where the one before ends (I4).',
    ],
  ]);
}

function fitsAnchor(term: Term): boolean {
  const years = Number(term.end.slice(0, 4)) - Number(term.anchor.slice(0, 4));
  return (
    term.start === anniversary(term.anchor, term.yearsFromAnchor) &&
    term.end === anniversary(term.anchor, years) &&
    term.start < term.end
  );
}

/** D23: its end as it was stated; others are counted from it, or from the anchor that led to it. */
function fitsStated(term: Term): boolean {
  const years = Number(term.end.slice(0, 4)) - Number(term.anchor.slice(0, 4));
  return term.end === anniversary(term.anchor, years) && term.start < term.end;
}

/** On the old anniversary date, or, where the programme counts from the payment (P3), on a new anchor. */
function follows(before: Term | undefined, term: Term): boolean {
  const anchorsItself = term.yearsFromAnchor === 0 && term.start === term.anchor;
  // What was bought elsewhere begins and ends as somebody said (D23), and ends later than the one before.
  if (term.stated) return !before || (term.start >= before.start && term.end > before.end);
  if (!before) return anchorsItself;
  return anchorsItself || (term.start === before.end && term.anchor === before.anchor);
}

function brokenByTwoDispatches({ dispatches }: Book): readonly Defect[] {
  return repeated(dispatches.filter(standsForReminder).map(reminderKey)).map((key) => ({
    where: `reminder ${key}`,
    problem: 'It was sent more than once (G23).',
  }));
}

/** P7: an upgrade takes the place of another subscription, whose last term had begun by then. */
function brokenByUpgrades({ subscriptions }: Book): readonly Defect[] {
  return subscriptions.flatMap(({ id, superseded, terms }) =>
    found(`subscription ${id}`, [
      [superseded !== undefined && (terms[0]?.start ?? '') > superseded.on, 'It was superseded before it began (P7).'],
    ]),
  );
}

/** I9, D10: it is cancelled by a request for it that was approved, and nothing is ordered any more. */
function brokenByCancellation({ requests, orders }: Book, { id, cancelled }: Subscription): readonly Defect[] {
  if (!cancelled) return [];
  const request = requests.find((candidate) => candidate.id === cancelled.requestId);
  const approved = request?.cancels === id && request.entries.at(-1)?.outcome === 'approved';
  const after = orders.filter((order) => order.subscriptionId === id && order.placedAt > cancelled.at);
  return found(`subscription ${id}`, [
    [!approved, 'It is cancelled and no request for that was approved (D10).'],
    [after.length > 0, 'It is cancelled and something was ordered for it after (I9).'],
    [
      orders.some((order) => order.subscriptionId === id && order.state === 'placed'),
      'It is cancelled and a payment for it is open (I9).',
    ],
  ]);
}

/** I2, D25: a recorded order is of one term, which says what its newest statement says; an invoice is recorded once. */
function brokenByStatements({ recorded, orders }: Book, terms: readonly Term[]): readonly Defect[] {
  const invoices = recorded.flatMap((order) => {
    const { invoice } = newestStatement(order);
    return invoice === null ? [] : [`${order.programme} ${invoice}`];
  });
  return [
    ...recorded.flatMap((order) => {
      const own = terms.filter(({ orderId }) => orderId === order.id);
      const stated = statedTerm(order);
      const taken = orders.some(
        (other) =>
          other.subscriptionId === order.subscriptionId && other.term.number === stated.number && standsForTerm(other),
      );
      return found(`order ${order.id}`, [
        [own.length !== 1 || canonical(own[0]) !== canonical(stated), 'Its term is not the one that was stated (I3).'],
        [taken, 'Another order is placed or paid for its term (I2).'],
      ]);
    }),
    ...repeated(invoices).map((name) => ({
      where: `invoice ${name}`,
      problem: 'It is recorded more than once (D25).',
    })),
  ];
}

/** D10: money that was given back ends its subscription; while that is not known, the request stays open. */
function brokenByRefunds({ refunds, orders, requests, subscriptions }: Book): readonly Defect[] {
  return refunds.flatMap((refund) => {
    const order = orders.find((candidate) => candidate.id === refund.orderId);
    const request = requests.find((candidate) => candidate.id === refund.requestId);
    const held = subscriptions.find((candidate) => candidate.id === order?.subscriptionId);
    const returned = refund.state === 'refunded';
    return found(`refund ${refund.id}`, [
      [order?.state !== 'paid' || !sameMoney(order.total, refund.amount), 'It is not of what an order was paid.'],
      [
        returned && held?.cancelled?.requestId !== refund.requestId,
        'It was made and its subscription is not cancelled.',
      ],
      [isOpenRefund(refund) && (!request || !isOpenRequest(request)), 'It is open and its request is not.'],
    ]);
  });
}

function brokenByTwoSubscriptions(book: Book): readonly Defect[] {
  return book.subscriptions.flatMap((later, index) =>
    found(`subscription ${later.id}`, [
      [
        book.subscriptions.slice(0, index).some((earlier) => earlier.offer === later.offer && overlap(earlier, later)),
        'It began while another one of the same offer was running (I10).',
      ],
      [
        later.enrolment !==
          book.subscriptions.slice(0, index).filter((earlier) => earlier.offer === later.offer).length,
        'Its enrolment is not the number of subscriptions of its offer before it (I10).',
      ],
    ]),
  );
}

function overlap(earlier: Subscription, later: Subscription): boolean {
  const { cancelled, superseded } = earlier;
  const over = superseded?.on ?? cancelled?.from;
  const paidTo = over === undefined ? earlier.terms.at(-1)?.end : addDays(over, -1);
  const begins = later.terms[0]?.start;
  return paidTo !== undefined && begins !== undefined && begins <= paidTo;
}

function sameSpan(left: Order['term'], right: Order['term']): boolean {
  const fields = ['number', 'anchor', 'yearsFromAnchor', 'start', 'end'] as const;
  return fields.every((field) => left[field] === right[field]);
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

/** A defect for each rule that is broken there. */
export function found(
  where: string,
  rules: readonly (readonly [broken: boolean, problem: string])[],
): readonly Defect[] {
  return rules.filter(([broken]) => broken).map(([, problem]) => ({ where, problem }));
}
