import type { Book } from './book.js';
import { add, addDays, type Day, type Instant } from './day.js';
import { earliestRefund, type Earliest } from './event-day.js';
import { under, type View } from './view.js';
import { benefitsOn, findOffer, type Benefit, type Offer, type Policy } from './programme.js';
import type { BenefitRecord, Use } from './records.js';
import { isStartKnown } from './recorded-order.js';
import type { Subscription, Term } from './subscription.js';
import { activeUsers } from './user.js';

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
  /** The first day on which it can have been used (D22). */
  readonly from: Earliest;
  /** The last day on which it is there, unless the next term is paid (P4). */
  readonly until: Day;
  /**
   * The last day on which it can be activated. null where the programme sets none, and where nobody has said when it was
   * given: what was bought elsewhere may have begun on any day (D23, D32).
   */
  readonly redeemBy: Day | null;
}

/** A licence that somebody holds. */
export interface Assignment {
  readonly user: string;
  readonly at: Instant;
  readonly by: string;
  /**
   * The last day of one that is of the term before and does not go on: it stays as long as it would have without a
   * renewal, so that paying early takes nothing from anybody (P4, D21).
   */
  readonly runsOut?: Day;
}

/** What became of a grant. */
export interface Holding extends Grant {
  readonly activated: BenefitRecord | undefined;
  /** It was not activated in time, and cannot be any more. */
  readonly lapsed: boolean;
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
  const own = under(view, held);
  const { programme, today } = own;
  const offer = findOffer(programme, held.offer);
  const term = termInForce(held, programme.policy, today);
  if (!offer || !term) return [];
  const from = firstDay(own, held, term);
  const until = lastDay(held, term, programme.policy);
  const redeemBy = lastToRedeem(own, held, term, until);
  return benefitsOn(offer.benefits, term.start).map((benefit) =>
    holdingOf(own, { subscription: held, term, offer, benefit, from, until, redeemBy }),
  );
}

/** Counted from the day on which the term gives it, the end of a month held as everywhere (D1); never after it is gone. */
function lastToRedeem({ programme, book }: View, held: Subscription, term: Term, until: Day): Day | null {
  const { redeemWithin } = programme.policy;
  if (!redeemWithin || !isStartKnown(book, term)) return null;
  const last = add(givesFrom(held, term), { years: 0, months: redeemWithin.months, days: 0 });
  return last < until ? last : until;
}

/** What can be activated no longer than to a day that the programme warns of. */
export interface Lapsing {
  readonly on: Day;
  readonly benefits: readonly string[];
}

/** What of it lapses, where that is soon; undefined where nothing is. */
export function lapsingSoon(view: View, held: Subscription): Lapsing | undefined {
  const waiting = toRedeem(view, held);
  const on = waiting[0]?.by;
  const { redeemWithin } = under(view, held).programme.policy;
  if (on === undefined || !redeemWithin || addDays(view.today, redeemWithin.warnDays) < on) return undefined;
  return { on, benefits: waiting.map(({ benefit }) => benefit) };
}

/** What can still be activated, and only for some time: to the same day, which is that of its term. */
export function toRedeem(view: View, held: Subscription): readonly { readonly benefit: string; readonly by: Day }[] {
  return holdingsOf(view, held).flatMap(({ benefit, redeemBy: by, activated, lapsed }) =>
    by === null || activated || lapsed ? [] : [{ benefit: benefit.id, by }],
  );
}

/**
 * The term whose benefits are there today: the last paid one that has begun when the one before was over, up to the days
 * that the programme leaves after its anniversary date (P4). A term whose money was given back gives nothing.
 */
export function termInForce(held: Subscription, policy: Policy, today: Day): Term | undefined {
  const { cancelled, superseded } = held;
  if (superseded || (cancelled && today >= cancelled.from)) return undefined;
  const term = held.terms.findLast((paid) => givesFrom(held, paid) <= today && !givenBack(held, paid));
  return term && today <= addDays(term.end, policy.benefitsUntil) ? term : undefined;
}

/** The first day on which a term gives anything: its anniversary date is the last day of the one before (D3). */
function givesFrom({ terms }: Pick<Subscription, 'terms'>, { number, start }: Pick<Term, 'number' | 'start'>): Day {
  const before = terms[number - 1];
  return before && before.end >= start ? addDays(before.end, 1) : start;
}

/** What was paid here late was not there before; the vendor may give what is paid elsewhere before that is paid. */
function firstDay({ book: { orders } }: View, held: Subscription, term: Term): Earliest {
  const given = { day: givesFrom(held, term), since: 'given' } as const;
  const paid = earliestRefund({ orders, recorded: [] }, term);
  return paid && paid.day > given.day ? paid : given;
}

/** A renewal that was refunded falls away on the day after its start, when the term before has run out. */
function givenBack({ cancelled }: Subscription, term: Term): boolean {
  return cancelled !== undefined && term.number > 0 && cancelled.from <= addDays(term.start, 1);
}

function lastDay({ cancelled }: Subscription, term: Term, policy: Policy): Day {
  return cancelled ? addDays(cancelled.from, -1) : addDays(term.end, policy.benefitsUntil);
}

function holdingOf(view: View, grant: Grant): Holding {
  const { subscription, term, benefit } = grant;
  const of = recordsOf(view.book.benefits, subscription.id, term.number, benefit.id);
  const handed = handedOut(view.book, subscription, term, benefit.id, mostIn(view));
  return {
    ...grant,
    activated: handed.activated,
    lapsed: grant.redeemBy !== null && grant.redeemBy < view.today && !handed.activated,
    keyViewed: of.find(({ act }) => act === 'key-viewed'),
    assignments: assignmentsIn(of, goesOn(view.book, term) ? handed.before : runningOut(view, grant, handed.before)),
  };
}

/** How many licences of a benefit a term may hand out; without an end where counting makes no sense. */
type Most = (held: Subscription, term: Term, benefit: string) => number;

function mostIn(view: View): Most {
  return (held, { start }, benefit) => {
    const granted = licencesIn(view, held, start).find((one) => one.id === benefit);
    return granted ? (granted.quantity ?? Infinity) : 0;
  };
}

/** What a term that begins on a day gives of licences. */
export function licencesIn({ programme }: View, { offer }: Subscription, start: Day): readonly Benefit[] {
  return benefitsOn(findOffer(programme, offer)?.benefits ?? [], start).filter(isLicence);
}

interface HandedOut {
  readonly activated: BenefitRecord | undefined;
  readonly assignments: readonly Assignment[];
  /** What the term before left, as far as this one has as many: it goes on, or runs out. */
  readonly before: readonly Assignment[];
}

/**
 * What a term handed out of a benefit, and what it was left by the one before: where that goes on, it is as if it had
 * been handed out again on the first day. Nothing of it is written down.
 */
export function handedOut(
  book: Pick<Book, 'benefits' | 'orders' | 'recorded'>,
  held: Subscription,
  term: Term,
  benefit: string,
  most: Most = () => Infinity,
): HandedOut {
  const of = recordsOf(book.benefits, held.id, term.number, benefit);
  const activated = of.find(({ act }) => act === 'activated');
  const earlier = held.terms[term.number - 1];
  if (!earlier) return { activated, assignments: assignmentsIn(of), before: [] };
  const last = handedOut(book, held, earlier, benefit, most);
  const before = last.assignments.slice(0, most(held, term, benefit));
  if (!goesOn(book, term)) return { activated, assignments: assignmentsIn(of), before };
  const again = before.length > 0 ? last.activated : undefined;
  return { activated: activated ?? again, assignments: assignmentsIn(of, before), before };
}

/** Whether the holders of the term before go on with this one (D21). */
export function goesOn({ orders, recorded }: Pick<Book, 'orders' | 'recorded'>, { orderId }: Term): boolean {
  return [...orders, ...recorded].find(({ id }) => id === orderId)?.keepsHolders === true;
}

/** A licence that somebody held to the last day of what a term gave, and has not got since. */
export interface RunOut {
  readonly subscription: Subscription;
  readonly term: Term;
  readonly benefit: string;
  readonly user: string;
  /** The last day on which it was there. */
  readonly on: Day;
}

/** Every licence that ran out up to today, of every term (P4, D21). Nothing of it is written down. */
export function runOuts(view: View): readonly RunOut[] {
  return view.book.subscriptions.flatMap((held) => {
    const own = under(view, held);
    const benefits = benefitsUsed(own.book);
    return held.terms.flatMap((term) => {
      // What a declined charge shortens is the last term alone (P12).
      const { policy } = term === held.terms.at(-1) ? own.programme : (own.whole ?? own.programme);
      const on = lastOfTerm(held, term, policy);
      return on < own.today ? benefits.flatMap((benefit) => runOutOf(own, { held, term, benefit, on })) : [];
    });
  });
}

function runOutOf(
  view: View,
  { held, term, benefit, on }: { held: Subscription; term: Term; benefit: string; on: Day },
): readonly RunOut[] {
  const next = held.terms[term.number + 1];
  const again = next ? recordsOf(view.book.benefits, held.id, next.number, benefit) : [];
  const goOn = next && goesOn(view.book, next) ? handedOut(view.book, held, next, benefit, mostIn(view)).before : [];
  return handedOut(view.book, held, term, benefit, mostIn(view))
    .assignments.filter(({ user }) => !goOn.some((one) => one.user === user) && !again.some((one) => one.user === user))
    .map(({ user }) => ({ subscription: held, term, benefit, user, on }));
}

/** What is cancelled, or what an upgrade takes the place of, gives nothing from its day on (P7, D10). */
function lastOfTerm({ cancelled, superseded }: Subscription, { end }: Term, policy: Policy): Day {
  const ends = [cancelled?.from, superseded?.on].flatMap((day) => (day ? [addDays(day, -1)] : []));
  return [addDays(end, policy.benefitsUntil), ...ends].reduce((first, day) => (day < first ? day : first));
}

/** Without a renewal they would have lost it on that day, so they do not lose it before; who has left the team has none. */
function runningOut(
  { book, programme, today }: View,
  { subscription, term }: Grant,
  before: readonly Assignment[],
): readonly Assignment[] {
  const earlier = subscription.terms[term.number - 1];
  const runsOut = earlier && addDays(earlier.end, programme.policy.benefitsUntil);
  if (!runsOut || today > runsOut) return [];
  const active = activeUsers(book.users).map(({ email }) => email);
  return before.filter(({ user }) => active.includes(user)).map((assignment) => ({ ...assignment, runsOut }));
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

/** Who holds a licence after these records of one grant, in the order in which they got it. @param before who held one when it began */
export function assignmentsIn(
  records: readonly BenefitRecord[],
  before: readonly Assignment[] = [],
): readonly Assignment[] {
  return records.reduce<readonly Assignment[]>((held, { act, user, at, by }) => {
    if (user === null) return held;
    const others = held.filter((other) => other.user !== user);
    return act === 'assigned' ? [...others, { user, at, by }] : others;
  }, before);
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

/** The same on a day: licences that go on are used from the first day on which the term gives anything. */
export function usedOf(
  book: Pick<Book, 'benefits' | 'orders' | 'recorded'>,
  held: Subscription,
  term: Term,
  today: Day,
): Use {
  const use = useOf(book, held.id, term.number);
  if (use.benefitActivated || today < givesFrom(held, term) || !goesOn(book, term)) return use;
  const used = benefitsUsed(book).some((benefit) => handedOut(book, held, term, benefit).before.length > 0);
  return { ...use, benefitActivated: used };
}

/** Of whichever subscription. */
function benefitsUsed({ benefits }: Pick<Book, 'benefits'>): readonly string[] {
  return [...new Set(benefits.map(({ benefit }) => benefit))];
}

export function activatedAmong(held: readonly Holding[]): number {
  return held.filter(({ activated }) => activated).length;
}

/** The licences that somebody holds in a term that still runs, or is the last of its subscription. */
export function licencesOf(
  book: Pick<Book, 'subscriptions' | 'benefits' | 'orders' | 'recorded'>,
  user: string,
  today: Day,
) {
  return book.subscriptions.flatMap((held) => {
    const { id: subscriptionId, terms } = held;
    // What goes on with a coming term is given up with the running one.
    const given = terms.filter((term, index) => term.end >= today || index === terms.length - 1);
    return given
      .filter((term, index) => index === 0 || !goesOn(book, term))
      .flatMap((term) =>
        benefitsUsed(book)
          .filter((benefit) => handedOut(book, held, term, benefit).assignments.some((one) => one.user === user))
          .map((benefit) => ({ subscriptionId, term: term.number, benefit })),
      );
  });
}
