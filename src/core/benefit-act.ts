import { isLicence, useOf, type Holding } from './benefit.js';
import type { BenefitAct } from './records.js';
import type { View } from './view.js';
import type { Programme } from './programme.js';
import { refundable } from './refund.js';
import { refuse, type Refusal } from './refusal.js';

/** What a person wants with a benefit; `user` where it is about a licence. */
export interface BenefitWish {
  readonly act: BenefitAct;
  readonly user: string | null;
}

/** `changes`: there is something to record. */
export type BenefitAnswer = { readonly refusal: Refusal } | { readonly changes: boolean };

/** R21: activated first, then assigned, and no more licences than the term granted; a key can be viewed before. */
export function mayAct(held: Holding, { act, user }: BenefitWish): BenefitAnswer {
  const { benefit } = held;
  if (act === 'activated') return { changes: held.activated === undefined };
  if (!isLicence(benefit)) return { refusal: refuse('NOT_A_LICENCE', { benefit: benefit.id }) };
  // Everybody who has seen a key is on record.
  if (act === 'key-viewed') return { changes: true };
  const holds = held.assignments.some((assignment) => assignment.user === user);
  if (act === 'released' || holds) return { changes: holds && act === 'released' };
  return assigning(held);
}

function assigning({ benefit, activated, assignments, offer }: Holding): BenefitAnswer {
  if (!activated) return { refusal: refuse('BENEFIT_NOT_ACTIVATED', { benefit: benefit.id, offer: offer.id }) };
  const granted = benefit.quantity ?? Infinity;
  if (assignments.length < granted) return { changes: true };
  const users = assignments.map(({ user }) => user);
  return { refusal: refuse('LICENCES_EXHAUSTED', { benefit: benefit.id, granted, users }) };
}

/** D20, P8: this would be the first use of a term that could still be given back for its money. */
export function endsRefund({ book, programme, today }: View, held: Holding): boolean {
  const order = book.orders.find(({ id }) => id === held.term.orderId);
  const { policy } = programme;
  if (!order || held.subscription.cancelled || !policy.refund?.unlessBenefitActivated) return false;
  const isLast = held.subscription.terms.at(-1)?.number === held.term.number;
  return isLast && refundable(order, policy, today, useOf(book, held.subscription.id, held.term.number)) === undefined;
}

/** Nothing that runs today gives it; network benefits come with the membership and are in no offer (R3). */
export function notGranted(programme: Programme, benefit: string): Refusal {
  const giving = programme.offers.filter(({ benefits }) => benefits.some(({ id }) => id === benefit));
  return refuse('BENEFIT_NOT_GRANTED', { benefit, offers: giving.map(({ id }) => id) });
}
