import { by, PAYING } from '../ledger-role.js';
import type { Order } from '../order.js';
import { added, changed, type Shape, type Rules } from './rule.js';
import type { Cancellation, NewSubscription, Subscription, Term, TermSpan, TurnedOff } from '../subscription.js';

export const SPAN: Shape<TermSpan> = { number: true, anchor: true, yearsFromAnchor: true, start: true, end: true };

export type SubscriptionEntry =
  | { readonly kind: 'subscription-started'; readonly subscription: NewSubscription }
  | { readonly kind: 'term-added'; readonly subscriptionId: string; readonly term: Term }
  | ({ readonly kind: 'automatic-renewal-turned-off'; readonly subscriptionId: string } & TurnedOff)
  | {
      readonly kind: 'subscription-cancelled';
      readonly subscriptionId: string;
      readonly cancellation: Cancellation;
    };

export const SUBSCRIPTION: Rules<SubscriptionEntry> = {
  'subscription-started': {
    // What a purchase whose answer was lost has bought is found by a job, too.
    writers: PAYING,
    fields: { subscription: { id: true, accountId: true, programme: true, offer: true, enrolment: true } },
    concerns: ({ subscription }) => ({ noun: 'account', id: subscription.accountId }),
    apply: (book, { subscription }) => ({
      ...book,
      subscriptions: added(book.subscriptions, { ...subscription, terms: [], turnedOff: [] }),
    }),
  },
  'term-added': {
    writers: PAYING,
    fields: { subscriptionId: true, term: { ...SPAN, orderId: true, stated: { renewal: true, at: true, by: true } } },
    // What is stated comes with its order.
    sound: ({ subscriptionId, term }) => {
      if (term.stated) throw new RangeError(`a term of ${subscriptionId} is stated without its order`);
    },
    concerns: ({ subscriptionId: id }) => ({ noun: 'subscription', id }),
    apply: (book, { subscriptionId, term }) => ({
      ...book,
      subscriptions: changed(book.subscriptions, subscriptionId, (held) => withTerm(held, term)),
    }),
  },
  'automatic-renewal-turned-off': {
    writers: by('buy', 'support', 'admin'),
    fields: { subscriptionId: true, term: true, on: true, at: true, by: true },
    concerns: ({ subscriptionId: id }) => ({ noun: 'subscription', id }),
    apply: (book, { subscriptionId, term, on, at, by }) => ({
      ...book,
      subscriptions: changed(book.subscriptions, subscriptionId, (held) =>
        turnedOff(held, { term, ...(on ? { on } : {}), at, by }),
      ),
    }),
  },
  'subscription-cancelled': {
    writers: [...by('support', 'admin'), { role: 'renew', refunded: true }],
    fields: { subscriptionId: true, cancellation: { requestId: true, from: true, at: true, by: true } },
    concerns: ({ subscriptionId: id }) => ({ noun: 'subscription', id }),
    apply: (book, { subscriptionId, cancellation }) => ({
      ...book,
      subscriptions: changed(book.subscriptions, subscriptionId, (held) => {
        if (held.cancelled) throw new RangeError(`${held.id} is cancelled already`);
        return { ...held, cancelled: cancellation };
      }),
    }),
  },
};

export function withTerm(held: Subscription, term: Term): Subscription {
  if (held.cancelled) throw new RangeError(`${held.id} is cancelled (I9)`);
  if (term.number !== held.terms.length) throw new RangeError(`term ${term.number} is not the next of ${held.id}`);
  return { ...held, terms: [...held.terms, term] };
}

function turnedOff(held: Subscription, off: TurnedOff): Subscription {
  if (held.turnedOff.some(({ term }) => term === off.term))
    throw new RangeError(`term ${off.term} of ${held.id} is turned off already`);
  return { ...held, turnedOff: [...held.turnedOff, off] };
}

/** P7: an upgrade that is paid takes the place of what it was bought from, on the day on which it begins. */
export function asSuperseded(held: Subscription, orders: readonly Order[]): Subscription {
  const upgrade = orders.find((order) => order.supersedes === held.id && order.state === 'paid');
  return upgrade ? { ...held, superseded: { on: upgrade.term.start, by: upgrade.offer } } : held;
}
