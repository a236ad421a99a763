import { isMember } from './account.js';
import { newestSubscriptions } from './book.js';
import { addDays, dayOf, type Day } from './day.js';
import { declineOf } from './decline.js';
import { ordersForNextTerm, placedAutomatically } from './order.js';
import { nextCharge, outlook, type Outlook } from './outlook.js';
import type { Policy } from './programme.js';
import type { RefusalCode } from './refusal.js';
import { isOver, lastTerm, renewalWindow, standing, type Subscription } from './subscription.js';
import { under, type View } from './view.js';

/**
 * missed: a renewal that should have come by itself and never did, as far as the ledger knows. Its charge day came, its
 * window closed, and nothing was paid: nothing renews it any more, and it can only be bought again. Of what the vendor
 * renews, nobody has recorded it: a record can still tell that it came (D30).
 */
export interface Missed {
  /** The day on which it should have been charged, here or by the vendor. */
  readonly since: Day;
  /** The last day on which it could have been. */
  readonly closed: Day;
  readonly why: WhyMissed;
}

export type WhyMissed =
  | WhyNotCharged
  /** Bought elsewhere: nobody said whether the vendor renewed it (D30). */
  | { readonly code: 'NOT_RECORDED' };

/** As far as it is known. */
export type WhyNotCharged =
  /** No job of this machine ran in its days; `lastRun`: the newest before, null where there was none. */
  | { readonly code: 'NO_RUN'; readonly lastRun: Day | null }
  /** None did either, and one has come since. */
  | { readonly code: 'RUN_TOO_LATE'; readonly lastRun: Day }
  /** One ran in its days, charged nothing for it, and nothing tells why. */
  | { readonly code: 'RUN_CHARGED_NOTHING'; readonly lastRun: Day }
  | { readonly code: 'DECLINED'; readonly declineCode: string; readonly on: Day }
  /** The rule that stood against it on its last day, as the account is now. */
  | { readonly code: 'REFUSED'; readonly rule: RefusalCode }
  /** It may be paid all the same: a payment for it has no believed answer (G3). */
  | { readonly code: 'PAYMENT_OPEN'; readonly order: string }
  /** It waited for a bank transfer (P9). */
  | { readonly code: 'NO_FUNDS'; readonly order: string };

/** When the job of this machine has last run, up to a day where one is given; undefined where it has not. */
export type RanBy = (day?: Day) => Day | undefined;

/** Older ones are history. */
const TOLD_FOR_DAYS = 365;

/** undefined where nothing was missed, or nobody wants it any more: another was bought, or the account has left. */
export function missedRenewal(seen: View, held: Subscription, ranBy: RanBy): Missed | undefined {
  const view = under(seen, held);
  const { policy } = view.programme;
  const { closes } = renewalWindow(lastTerm(held), policy);
  const over = isOver(standing(held, policy, view.today)) && view.today <= addDays(closes, TOLD_FOR_DAYS);
  const isNewest = newestSubscriptions(view.book).some(({ id }) => id === held.id);
  if (!over || !isNewest || !isMember(view.book.account)) return undefined;
  // As it stood on the last day on which anything could be done.
  const then = outlook({ ...view, today: closes }, held);
  if (then.kind === 'at-vendor' || then.kind === 'unconfirmed')
    return { since: lastTerm(held).end, closed: closes, why: { code: 'NOT_RECORDED' } };
  const code = whyNot(view, held, then) ?? noRun(then, { closes, ranBy });
  return code && 'chargeOn' in then ? { since: then.chargeOn, closed: closes, why: code } : undefined;
}

function whyNot(view: View, held: Subscription, then: Outlook): WhyNotCharged | undefined {
  switch (then.kind) {
    case 'open':
      return { code: 'PAYMENT_OPEN', order: then.order.id };
    case 'awaits-funds':
      return { code: 'NO_FUNDS', order: then.order.id };
    case 'refused':
      return { code: 'REFUSED', rule: then.refusal.code };
    case 'charge':
    case 'later':
    case 'given-up': {
      const tries = ordersForNextTerm(view.book.orders, held).filter(placedAutomatically);
      const last = tries.findLast(({ state }) => state === 'failed');
      return last && { code: 'DECLINED', declineCode: declineOf(last), on: dayOf(last.placedAt) };
    }
    default:
      return undefined;
  }
}

interface Days {
  readonly closes: Day;
  readonly ranBy: RanBy;
}

/** Nothing stood against it. */
function noRun(then: Outlook, { closes, ranBy }: Days): WhyNotCharged | undefined {
  if (then.kind !== 'charge' && then.kind !== 'later' && then.kind !== 'given-up') return undefined;
  const [inTime, newest] = [ranBy(closes), ranBy()];
  if (inTime !== undefined && inTime >= then.chargeOn) return { code: 'RUN_CHARGED_NOTHING', lastRun: inTime };
  // None was newer while the window was open.
  if (newest !== undefined && newest !== inTime) return { code: 'RUN_TOO_LATE', lastRun: newest };
  return { code: 'NO_RUN', lastRun: inTime ?? null };
}

/** The anniversary dates of whatever can have been missed: what a ledger has to look through. */
export function missedAnniversaries(policy: Policy, today: Day): { readonly from: Day; readonly to: Day } {
  const to = addDays(today, -policy.renewalWindow.closes - 1);
  return { from: addDays(to, -TOLD_FOR_DAYS), to };
}

/**
 * The first charge by itself that is near, where no job has ever tried one: one that runs elsewhere leaves no log on this
 * machine, and the ledger knows what it has tried.
 */
export function chargeWithoutJob(view: View): readonly { readonly offer: string; readonly on: Day }[] {
  if (view.book.orders.some(placedAutomatically)) return [];
  const near = newestSubscriptions(view.book).flatMap((held) => {
    const charge = isReminded(under(view, held), held) ? nextCharge(view, held) : undefined;
    return charge && charge.on >= view.today ? [{ offer: held.offer, on: charge.on }] : [];
  });
  return near.toSorted((one, other) => (one.on < other.on ? -1 : 1)).slice(0, 1);
}

/** P5, R16: from the first reminder on, though the window for renewing by hand may open later. */
export function isReminded({ programme, today }: View, held: Subscription): boolean {
  const { always } = programme.policy.reminders;
  return always.length > 0 && today >= addDays(lastTerm(held).end, Math.min(...always));
}
