import { goesOn, handedOut, holdingsOf, licencesIn, termInForce, type Assignment } from './benefit.js';
import { addDays, type Day } from './day.js';
import type { Benefit } from './programme.js';
import { lastTerm, type Subscription, type Term, type TermSpan } from './subscription.js';
import { under, type View } from './view.js';

/** Somebody who holds a licence of a term, and what the next one means for it (D21). */
export interface Holder {
  readonly benefit: Benefit;
  readonly user: string;
  /** The last day on which it is theirs; null where it goes on with the next term. */
  readonly until: Day | null;
}

/**
 * Who holds the licences of the last paid term, and who goes on with them once the next one is paid: the same, where
 * that was asked for and the next has as many, first those who have had theirs the longest. @param next null: it is not paid
 */
export function holdersAhead(
  seen: View,
  held: Subscription,
  next: Pick<TermSpan, 'start'> | null,
  keeps: boolean,
): readonly Holder[] {
  return holdersOf(under(seen, held), held, lastTerm(held), { next, keeps });
}

interface Coming {
  readonly next: Pick<TermSpan, 'start'> | null;
  readonly keeps: boolean;
}

function holdersOf(view: View, held: Subscription, term: Term, { next, keeps }: Coming): readonly Holder[] {
  const { book, programme } = view;
  const unpaid = addDays(term.end, programme.policy.benefitsUntil);
  return licencesIn(view, held, term.start).flatMap((benefit) => {
    const most = licencesIn(view, held, (next ?? term).start).find(({ id }) => id === benefit.id);
    const count = most ? (most.quantity ?? Infinity) : 0;
    const until = (place: number): Day | null => {
      // What there is no licence for any more ends with its term.
      if (place >= count) return term.end;
      return next !== null && keeps ? null : unpaid;
    };
    const { assignments } = handedOut(book, held, term, benefit.id, () => benefit.quantity ?? Infinity);
    return assignments.map(({ user }, place) => ({ benefit, user, until: until(place) }));
  });
}

/** Whose licences of the term before run out though the next one is paid: what there is to hand out again. */
export function holdersLosing(seen: View, held: Subscription): readonly Holder[] {
  const view = under(seen, held);
  const last = lastTerm(held);
  const before = held.terms[last.number - 1];
  if (!before || held.cancelled || held.superseded) return [];
  if (termInForce(held, view.programme.policy, view.today)?.number === last.number)
    return holdingsOf(view, held).flatMap(({ benefit, assignments }) => assignments.flatMap(asLosing(benefit)));
  const coming = { next: last, keeps: goesOn(view.book, last) };
  return holdersOf(view, held, before, coming).filter(({ until }) => until !== null && until >= view.today);
}

function asLosing(benefit: Benefit): (assignment: Assignment) => readonly Holder[] {
  return ({ user, runsOut }) => (runsOut === undefined ? [] : [{ benefit, user, until: runsOut }]);
}
