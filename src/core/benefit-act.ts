import { isLicence, type Holding } from './benefit.js';
import { cancelling } from './cancellation.js';
import type { Day } from './day.js';
import type { BenefitAct } from './records.js';
import { tooEarly } from './event-day.js';
import { under, type View } from './view.js';
import type { Programme } from './programme.js';
import { refuse, type Refusal } from './refusal.js';

/** What a person wants with a benefit; `user` where it is about a licence. */
export interface BenefitWish {
  readonly act: BenefitAct;
  readonly user: string | null;
  /** The day on which it was done elsewhere, where that was before today (D22). */
  readonly on?: Day;
}

/** `changes`: there is something to record. */
export type BenefitAnswer = { readonly refusal: Refusal } | { readonly changes: boolean };

/** R21: activated first, then assigned, and no more licences than the term granted; a key can be viewed before. */
export function mayAct(held: Holding, { act, user, on }: BenefitWish): BenefitAnswer {
  const { benefit } = held;
  const lapsed = act === 'released' ? undefined : whyLapsed(held, on);
  if (lapsed) return { refusal: lapsed };
  if (act === 'activated') {
    const early = held.activated ? undefined : tooEarly(held.offer.id, on, held.from);
    return early ? { refusal: early } : { changes: held.activated === undefined };
  }
  if (!isLicence(benefit)) return { refusal: refuse('NOT_A_LICENCE', { benefit: benefit.id }) };
  // Everybody who has seen a key is on record.
  if (act === 'key-viewed') return { changes: true };
  const licence = held.assignments.find((assignment) => assignment.user === user);
  if (act === 'released') return { changes: licence !== undefined };
  // One that runs out is handed out again.
  return licence && licence.runsOut === undefined ? { changes: false } : assigning(held, user);
}

/** What was not activated in time can be neither activated nor used; what was, elsewhere, is recorded later, too (D22). */
function whyLapsed({ benefit, offer, redeemBy, lapsed }: Holding, on: Day | undefined): Refusal | undefined {
  return lapsed && redeemBy !== null && !(on && on <= redeemBy)
    ? refuse('BENEFIT_LAPSED', { benefit: benefit.id, offer: offer.id, redeemBy })
    : undefined;
}

function assigning({ benefit, activated, assignments, offer }: Holding, user: string | null): BenefitAnswer {
  if (!activated) return { refusal: refuse('BENEFIT_NOT_ACTIVATED', { benefit: benefit.id, offer: offer.id }) };
  const granted = benefit.quantity ?? Infinity;
  const users = assignments.map((assignment) => assignment.user);
  if (users.filter((holder) => holder !== user).length < granted) return { changes: true };
  return { refusal: refuse('LICENCES_EXHAUSTED', { benefit: benefit.id, granted, users }) };
}

/** D20, P8: this would be the first use of a term that could still be given back for its money. */
export function endsRefund(view: View, held: Holding): boolean {
  const { book, today } = view;
  const { policy } = under(view, held.subscription).programme;
  if (held.subscription.cancelled || !policy.refund?.unlessBenefitActivated) return false;
  const isLast = held.subscription.terms.at(-1)?.number === held.term.number;
  const known = [...book.orders, ...book.recorded].some(({ id }) => id === held.term.orderId);
  return isLast && known && cancelling(book, held.subscription, policy, today).kind !== 'run-out';
}

/** Nothing that runs today gives it; network benefits come with the membership and are in no offer (R3). */
export function notGranted(programme: Programme, benefit: string): Refusal {
  const giving = programme.offers.filter(({ benefits }) => benefits.some(({ id }) => id === benefit));
  return refuse('BENEFIT_NOT_GRANTED', { benefit, offers: giving.map(({ id }) => id) });
}
