import type { View } from '../../src/core/view.js';
import { noonOf } from '../../src/core/day.js';
import type { Policy } from '../../src/core/programme.js';
import { statedTerm, type RecordedOrder, type Statement } from '../../src/core/recorded-order.js';
import { NOTHING_SAID } from '../../src/core/recording.js';
import type { Subscription, VendorRenewal } from '../../src/core/subscription.js';
import { book, day, policy, programme, subscription, view } from './world.js';

const START = day('2018-09-01');

/** A statement of the first term, which runs to 1 September 2019. */
export function statement(changes: Partial<Statement> = {}): Statement {
  const term = { number: 0, anchor: START, yearsFromAnchor: 0, start: START, end: day('2019-09-01') };
  return { ...NOTHING_SAID, renewal: 'on', number: 0, term, reason: null, at: noonOf(START), by: 'admin', ...changes };
}

export interface Elsewhere {
  readonly view: View;
  readonly held: Subscription;
  readonly order: RecordedOrder;
}

/** The pack, bought elsewhere, on the first day of its term. */
export function elsewhere(
  renewal: VendorRenewal,
  under: Partial<Policy> = {},
  said: Partial<Statement> = {},
): Elsewhere {
  const bought = subscription(START);
  const order: RecordedOrder = {
    id: 'ord_elsewhere',
    accountId: bought.accountId,
    kind: 'purchase',
    programme: bought.programme,
    offer: bought.offer,
    subscriptionId: bought.id,
    enrolment: 0,
    statements: [statement({ renewal, ...said })],
  };
  const held = { ...bought, terms: [statedTerm(order)] };
  const seen = view(START, {
    programme: programme({ policy: policy(under) }),
    book: book({ subscriptions: [held], recorded: [order], paymentMethods: [] }),
  });
  if (!seen.book) throw new Error('a view without a book');
  return { view: { ...seen, book: seen.book }, held, order };
}
