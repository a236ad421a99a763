import type { Book } from './book.js';
import { addDays, type Day, type Instant } from './day.js';
import { under, type View } from './view.js';
import { benefitsOn, findOffer, type Benefit, type Offer, type Policy } from './programme.js';
import type { BenefitRecord, Use } from './records.js';
import type { Subscription, Term } from './subscription.js';

/**
 * What a term gives (J5). Nothing of it is stored: it follows from the paid terms and the programme's data.
 *
 * grant: one benefit of the term in force. The newer term's grants take the place of the older's, they are not added
 * to them (D21).
 */

export interface Grant {
  readonly subscription: Subscription;
  readonly term: Term;
  readonly offer: Offer;
  readonly benefit: Benefit;
  /** The last day on which it is there, unless the next term is paid (P4). */
  readonly until: Day;
}

/** A licence that somebody holds. */
export interface Assignment {
  readonly user: string;
  readonly at: Instant;
  readonly by: string;
}

/** What became of a grant. */
export interface Holding extends Grant {
  readonly activated: BenefitRecord | undefined;
  /** The first time. */
  readonly keyViewed: BenefitRecord | undefined;
  readonly assignments: readonly Assignment[];
}

/** Everything the account has today of what it bought, in the order of its subscriptions and the programme's data. */
export function holdings(view: View): readonly Holding[] {
  return view.book.subscriptions.flatMap((held) => holdingsOf(view, held));
}

/** The same of one subscription; empty once its benefits are lost (P4). */
export function holdingsOf(view: View, held: Subscription): readonly Holding[] {
  const { programme, book, today } = under(view, held);
  const offer = findOffer(programme, held.offer);
  const term = termInForce(held, programme.policy, today);
  if (!offer || !term) return [];
  const until = lastDay(held, term, programme.policy);
  return benefitsOn(offer.benefits, term.start).map((benefit) =>
    holdingOf({ subscription: held, term, offer, benefit, until }, book.benefits),
  );
}

/**
 * The term whose benefits are there today: the last paid one that has begun, up to the days that the programme leaves
 * after its anniversary date (P4). A term whose money was given back gives nothing.
 */
export function termInForce(held: Subscription, policy: Policy, today: Day): Term | undefined {
  const { cancelled, superseded } = held;
  if (superseded || (cancelled && today >= cancelled.from)) return undefined;
  const term = held.terms.findLast((paid) => paid.start <= today && !givenBack(held, paid));
  return term && today <= addDays(term.end, policy.benefitsUntil) ? term : undefined;
}

/** A renewal that was refunded falls away on the day after its start, when the term before has run out. */
function givenBack({ cancelled }: Subscription, term: Term): boolean {
  return cancelled !== undefined && term.number > 0 && cancelled.from <= addDays(term.start, 1);
}

function lastDay({ cancelled }: Subscription, term: Term, policy: Policy): Day {
  return cancelled ? addDays(cancelled.from, -1) : addDays(term.end, policy.benefitsUntil);
}

function holdingOf(grant: Grant, records: readonly BenefitRecord[]): Holding {
  const of = recordsOf(records, grant.subscription.id, grant.term.number, grant.benefit.id);
  return {
    ...grant,
    activated: of.find(({ act }) => act === 'activated'),
    keyViewed: of.find(({ act }) => act === 'key-viewed'),
    assignments: assignmentsIn(of),
  };
}

export function recordsOf(
  records: readonly BenefitRecord[],
  subscriptionId: string,
  term: number,
  benefit: string,
): readonly BenefitRecord[] {
  return records.filter(
    (record) => record.subscriptionId === subscriptionId && record.term === term && record.benefit === benefit,
  );
}

/** Who holds a licence after these records of one grant, in the order in which they got it. */
export function assignmentsIn(records: readonly BenefitRecord[]): readonly Assignment[] {
  return records.reduce<readonly Assignment[]>((held, { act, user, at, by }) => {
    if (user === null) return held;
    const others = held.filter((other) => other.user !== user);
    return act === 'assigned' ? [...others, { user, at, by }] : others;
  }, []);
}

/** A licence is somebody's and has a product key; other benefits are only activated. */
export function isLicence({ kind }: Benefit): boolean {
  return kind === 'licence';
}

/** P8, D20: what was used of what one term gave. */
export function useOf(book: Pick<Book, 'benefits'>, subscriptionId: string, term: number): Use {
  const acts = book.benefits
    .filter((record) => record.subscriptionId === subscriptionId && record.term === term)
    .map(({ act }) => act);
  return { benefitActivated: acts.includes('activated'), keyViewed: acts.includes('key-viewed') };
}

export function activatedAmong(held: readonly Holding[]): number {
  return held.filter(({ activated }) => activated).length;
}

/** The licences that somebody holds in a term that still runs, or is the last of its subscription. */
export function licencesOf(book: Pick<Book, 'subscriptions' | 'benefits'>, user: string, today: Day) {
  return book.subscriptions.flatMap(({ id, terms }) =>
    terms
      .filter((term, index) => term.end >= today || index === terms.length - 1)
      .flatMap(({ number }) => {
        const mine = book.benefits.filter((record) => record.subscriptionId === id && record.term === number);
        return [...new Set(mine.map(({ benefit }) => benefit))]
          .filter((benefit) => assignmentsIn(recordsOf(mine, id, number, benefit)).some((held) => held.user === user))
          .map((benefit) => ({ subscriptionId: id, term: number, benefit }));
      }),
  );
}
