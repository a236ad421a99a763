import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import type { Day } from '../core/day.js';
import { liveSubscription } from '../core/gate.js';
import type { View } from '../core/view.js';
import type { Order } from '../core/order.js';
import { pendingRefusal, pendingStarts } from '../core/transfer.js';
import { Stop } from '../errors.js';
import { pendingScreen } from './transfer.js';
import type { ShownAutorenew, ShownSubscription } from './subscriptions.js';

/** D3: ordered and not paid yet. It has no day before its funds are confirmed; the rest is what its order says. */
export interface ShownPending extends Pick<
  ShownSubscription,
  'id' | 'offer' | 'accountId' | 'termNumber' | 'benefits'
> {
  readonly state: 'pending';
  readonly startedOn: null;
  readonly termStart: null;
  readonly anniversary: null;
  readonly daysLeft: 0;
  readonly windowOpens: null;
  readonly windowCloses: null;
  readonly autorenew: ShownAutorenew;
  readonly renewable: false;
  readonly cancelled: null;
}

export function shownPending({ subscriptionId, offer, accountId, term }: Order): ShownPending {
  return {
    id: subscriptionId,
    offer,
    accountId,
    state: 'pending',
    startedOn: null,
    termNumber: term.number,
    termStart: null,
    anniversary: null,
    daysLeft: 0,
    windowOpens: null,
    windowCloses: null,
    autorenew: { on: false, canTurnOn: false, nextChargeOn: null, amount: null, paymentMethod: null },
    renewable: false,
    benefits: { granted: 0, activated: 0 },
    cancelled: null,
  };
}

/** By the id that the subscription will have, or by its offer, unless another subscription of it still runs. */
export function pendingNamed(view: View, given: string): Order | undefined {
  return pendingStarts(view.book, view.today).find(
    ({ subscriptionId, offer }) => subscriptionId === given || (offer === given && !liveSubscription(view, offer)),
  );
}

/** Its page, in place of that of a subscription. */
export function pendingOutcome(context: Context, order: Order, today: Day): Outcome {
  return { value: shownPending(order), screen: pendingScreen(context, [order], today) };
}

/** Whatever needs a subscription has to wait for the funds, too. @throws Stop TRANSFER_PENDING */
export function refusePending(book: Book, today: Day, names: (order: Order) => boolean): void {
  const refusal = pendingStarts(book, today).filter(names).map(pendingRefusal).at(0);
  if (refusal) throw new Stop(refusal);
}
