import { addDays, dayOf, noonOf, type Day, type Instant } from './day.js';
import { dunningOfTerm, isNextTry, type Dunned } from './dunning.js';
import { ordersForNextTerm } from './order.js';
import { outlook } from './outlook.js';
import { defaultMethod } from './payment-method.js';
import type { DunningStep } from './programme.js';
import { lastTerm, renewalWindow, type Subscription } from './subscription.js';
import { under, type View } from './view.js';

/**
 * The steps for the coming term of what was declined, with where each stands (P12); none where nothing was. A try that no
 * run will make, since it was turned off or a rule stands against it, is left out, and so is all that waits for it.
 */
export function dunningIn(seen: View, held: Subscription, now: Instant): readonly Dunned[] {
  const { programme, book } = under(seen, held);
  const { policy } = programme;
  const term = lastTerm(held);
  const { closes } = renewalWindow(term, policy);
  const card = defaultMethod(book.paymentMethods);
  const next = outlook(seen, held, now);
  const notBefore = next.kind === 'awaits-funds' && next.without ? noonOf(next.without) : now;
  const steps = dunningOfTerm(ordersForNextTerm(book.orders, held), card, { policy, now, closes, notBefore });
  const last = { 'stop-benefits': addDays(term.end, policy.benefitsUntil), end: closes };
  const cut = steps.findIndex((one) => isNextTry(one) && !isMade(seen, held, one.at));
  return steps.map((one, index) => {
    if (cut >= 0 && index >= cut) return { ...one, at: one.own, state: 'left-out' };
    const { do: what } = one.step;
    if (what !== 'stop-benefits' && what !== 'end') return one;
    const day = within(addDays(term.end, 1), dayOf(one.at), addDays(last[what], 1));
    // They do with the day, whatever its hour.
    return { ...one, at: noonOf(day), state: one.sure && day <= dayOf(now) ? 'done' : 'planned' };
  });
}

function isMade(seen: View, held: Subscription, at: Instant): boolean {
  return outlook({ ...seen, today: dayOf(at) }, held, at).kind === 'charge';
}

/** Neither the benefits nor the subscription end within days that are paid, or after all others of their programme. */
function within(first: Day, day: Day, last: Day): Day {
  const [, middle] = [first, day, last].toSorted() as [Day, Day, Day];
  return middle;
}

/** The last day to renew by hand; and, where the programme stops benefits or ends it, their last day and the first after it. */
export function dunningAhead(
  view: View,
  held: Subscription,
): { readonly closes: Day; readonly benefitsUntil?: Day; readonly ends?: Day } {
  const { closes } = renewalWindow(lastTerm(held), under(view, held).programme.policy);
  const steps = dunningIn(view, held, noonOf(view.today));
  const comes = (what: DunningStep['do']) =>
    steps.find(({ step, state }) => step.do === what && state !== 'left-out')?.at;
  const [stop, end] = [comes('stop-benefits'), comes('end')];
  return {
    closes: end && dayOf(end) <= closes ? addDays(dayOf(end), -1) : closes,
    ...(stop ? { benefitsUntil: addDays(dayOf(stop), -1) } : {}),
    ...(end ? { ends: dayOf(end) } : {}),
  };
}
