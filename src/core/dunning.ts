import { sentWhen } from './claim.js';
import { addDays, dayOf, daysBetween, noonOf, type Day, type Instant } from './day.js';
import { declineOf, LAST_CHARGE_GIVEN_BACK, worthARetry } from './decline.js';
import { orderToldOf, type Notice } from './dispatch.js';
import type { Book } from './book.js';
import { ordersForNextTerm, placedAutomatically, wasDeclinedLast, type Order } from './order.js';
import { defaultMethod, onFile, type PaymentMethod } from './payment-method.js';
import { dunningOf, type DunningStep, type DunningTemplate, type Policy } from './programme.js';
import { lastTerm, renewalWindow, type Subscription } from './subscription.js';

/**
 * dunning: what is done once an automatic charge was declined, one step after the other, as the programme's policy lists
 * them (P12). Nothing of it is stored: where it stands follows from the tries in the ledger and the clock, so that each
 * step is done once. A try is made by a run, a mail is sent as a reminder is; benefits stop and the subscription ends on
 * their day by themselves, and only once every try that stands before them in the list was made or fell away.
 */
export interface Dunned {
  readonly step: DunningStep;
  /** When it was done, or the earliest moment at which it comes. */
  readonly at: Instant;
  /** The moment of its own: earlier than `at` where it, or one before it, was a try that no run has made in its time. */
  readonly own: Instant;
  /** Left out: a try in vain after a final decline, or one that would come after the window has closed (G6, I7). */
  readonly state: 'done' | 'planned' | 'left-out';
  /** The try whose answer it follows. */
  readonly after: Order;
  /** What a mail tells: the second of its template about the same try is another one. */
  readonly notice?: Notice;
  /** It waits for nothing but its time; otherwise for a try that no run has made yet. */
  readonly sure: boolean;
}

/** What earlier tries leave to do: wait for the next, make it, or nothing. */
export type Tried =
  | { readonly kind: 'later'; readonly from: Instant; readonly declineCode: string }
  /** Since `from`; `declineCode`: undefined where this card was not declined yet. */
  | { readonly kind: 'due'; readonly from: Instant; readonly declineCode: string | undefined }
  | { readonly kind: 'given-up'; readonly declineCode: string };

interface Term {
  readonly policy: Policy;
  readonly now: Instant;
  /** The last day on which its next term is paid. */
  readonly closes: Day;
  /** Nothing is tried before: while funds are awaited (P9). */
  readonly notBefore?: Instant;
}

/** Of a list without a try in it: so long another card waits all the same. */
const BETWEEN_TRIES_HOURS = 24;

/**
 * What earlier tries of the run leave to do (P12). They are counted for the card that is the default now: another one
 * begins anew, though no two tries for a term ever lie less than the policy's hours apart. What a person tried by hand
 * does not count, and neither does a try that no bank has seen, because the job was killed before it or the gateway was
 * busy: it is only waited for. One that a wrong clock dated on a day to come is waited for no longer than it lasts.
 * @param orders those for the coming term
 */
export function triedAlready(orders: readonly Order[], card: PaymentMethod | undefined, term: Term): Tried | undefined {
  const failed = failedByTheRun(orders);
  const last = failed.at(-1);
  if (!last || !term.policy.automaticRenewal) return undefined;
  if (givenBackBefore(failed)) return { kind: 'given-up', declineCode: LAST_CHARGE_GIVEN_BACK };
  const answered = answeredFor(failed, card);
  const from =
    answered.length === 0
      ? earliest(last, term.now, betweenTries(term.policy))
      : dunned(answered, last, term).find(isNextTry)?.own;
  const declined = answered.at(-1);
  if (from === undefined) return { kind: 'given-up', declineCode: declineOf(declined ?? last) };
  if (term.now < from) return { kind: 'later', from, declineCode: declineOf(last) };
  return { kind: 'due', from, declineCode: declined && declineOf(declined) };
}

/** Every step for the coming term, with where it stands; none where the card that is charged next was not declined. */
export function dunningOfTerm(
  orders: readonly Order[],
  card: Pick<PaymentMethod, 'id'> | undefined,
  term: Term,
): readonly Dunned[] {
  const failed = failedByTheRun(orders);
  const last = failed.at(-1);
  return last ? dunned(answeredFor(failed, card), last, term) : [];
}

/** The days of the tries that were to come by what was known after each decline. @param orders those for the coming term */
export function triesAnnounced(orders: readonly Order[], policy: Policy, closes: Day): readonly Day[] {
  return orders.flatMap(({ paymentMethodId, placedAt: now }, index) => {
    const card = paymentMethodId === null ? undefined : { id: paymentMethodId };
    const steps = dunningOfTerm(orders.slice(0, index + 1), card, { policy, now, closes });
    return steps.filter(isNextTry).map(({ at }) => dayOf(at));
  });
}

/**
 * The policy as it holds for a subscription whose charge was declined: where the list says so, its benefits stop and its
 * window closes before those of others. Neither takes a day that is paid. Another card moves nothing before it was tried.
 */
export function afterDeclines(policy: Policy, orders: readonly Order[], held: Subscription, today: Day): Policy {
  if (!policy.automaticRenewal?.dunning?.some(({ do: what }) => ENDS.has(what))) return policy;
  const { end } = lastTerm(held);
  const { closes } = renewalWindow(lastTerm(held), policy);
  const tries = failedByTheRun(ordersForNextTerm(orders, held));
  if (givenBackBefore(tries)) return policy;
  const sure = reached(tries.filter(wasAnswered), { policy, now: noonOf(today), closes });
  const lastDay = (what: DunningStep['do']) => {
    const on = sure.find(({ step }) => step.do === what)?.at;
    return on === undefined ? Infinity : Math.max(0, daysBetween(end, dayOf(on)) - 1);
  };
  const ends = lastDay('end');
  const { renewalWindow: window, benefitsUntil } = policy;
  return {
    ...policy,
    renewalWindow: { ...window, closes: Math.min(window.closes, ends) },
    benefitsUntil: Math.min(benefitsUntil, ends, lastDay('stop-benefits')),
  };
}

const ENDS: ReadonlySet<DunningStep['do']> = new Set(['stop-benefits', 'end']);

/** The steps that are sure to come, or came, before another card was tried. */
function reached(tries: readonly Order[], term: Term): readonly Dunned[] {
  const series = byCard(tries);
  return series.flatMap((of, index) => {
    const next = series[index + 1]?.[0]?.placedAt;
    const last = of.at(-1);
    // A card that is tried again goes on where it stood.
    const before = series.slice(0, index).flat();
    const all = [...before.filter((order) => order.paymentMethodId === last?.paymentMethodId), ...of];
    const steps = last ? dunned(all, last, term).filter(({ sure }) => sure) : [];
    return steps.filter(({ at }) => next === undefined || at < next);
  });
}

/** Tries one after the other with the same card. */
function byCard(tries: readonly Order[]): readonly (readonly Order[])[] {
  return tries.reduce<readonly (readonly Order[])[]>((series, order) => {
    const current = series.at(-1);
    if (current?.[0]?.paymentMethodId !== order.paymentMethodId) return [...series, [order]];
    return [...series.slice(0, -1), [...current, order]];
  }, []);
}

/** @param last whatever the run has tried last, answered or not */
function dunned(
  answered: readonly Order[],
  last: Order,
  { policy, now, closes, notBefore = now }: Term,
): readonly Dunned[] {
  const steps = policy.automaticRenewal ? dunningOf(policy.automaticRenewal) : [];
  const [first, ...again] = counted(answered, steps);
  if (!first) return [];
  let after = first;
  let at = triedAt(first, now) ?? now;
  let own = at;
  let sure = true;
  const told: Notice[] = [];
  return steps.map((step): Dunned => {
    if (step.do !== 'retry') {
      at = hoursAfter(at, step.afterHours ?? 0);
      own = hoursAfter(own, step.afterHours ?? 0);
      const notice = step.do === 'mail' ? { notice: nextOf(told, step.template, after) } : {};
      return { step, at, own, state: sure && at <= now ? 'done' : 'planned', after, sure, ...notice };
    }
    const made = again.shift();
    if (made) {
      after = made;
      at = triedAt(made, now) ?? now;
      own = at;
      return { step, at, own, state: 'done', after, sure };
    }
    const from = earliest(last, now, step.afterHours, at);
    const inTime = earliest(last, now, step.afterHours, own);
    if (!worthARetry(declineOf(after)) || dayOf(from) > closes)
      return { step, at: from, own: inTime, state: 'left-out', after, sure };
    // One that no run has made in its time comes now at the earliest, and all that follows it then.
    at = from < notBefore ? notBefore : from;
    own = inTime;
    sure = false;
    return { step, at, own, state: 'planned', after, sure };
  });
}

/** @param told those before it, and then it as well */
function nextOf(told: Notice[], kind: DunningTemplate, { id }: Order): Notice {
  const before = told.filter((other) => other.kind === kind && orderToldOf(other) === id).length;
  const notice = { kind, about: before === 0 ? id : `${id}#${before + 1}` };
  told.push(notice);
  return notice;
}

/** As many as the list has room for: where it was shortened since, the last stands for those that are too many. */
function counted(answered: readonly Order[], steps: readonly DunningStep[]): readonly Order[] {
  const most = steps.filter((step) => step.do === 'retry').length;
  return answered.length > most + 1 ? [...answered.slice(0, most), ...answered.slice(-1)] : answered;
}

export function isNextTry({ step, state }: Dunned): boolean {
  return step.do === 'retry' && state === 'planned';
}

function betweenTries({ automaticRenewal }: Policy): number {
  const first = automaticRenewal && dunningOf(automaticRenewal).find((step) => step.do === 'retry');
  return first?.afterHours ?? BETWEEN_TRIES_HOURS;
}

/** The first moment at which a run may try again, so many hours after its last try, and after what came before in the list. */
function earliest(last: Order, now: Instant, hours: number, before?: Instant): Instant {
  const tried = triedAt(last, now);
  if (!tried) return now;
  return hoursAfter(before && before > tried ? before : tried, hours);
}

function triedAt({ attempts }: Order, now: Instant): Instant | undefined {
  const attempt = attempts.at(-1);
  return attempt && sentWhen(attempt, now);
}

function failedByTheRun(orders: readonly Order[]): readonly Order[] {
  return orders.filter((order) => placedAutomatically(order) && order.state === 'failed');
}

function givenBackBefore(failed: readonly Order[]): boolean {
  return failed.some((order) => declineOf(order) === LAST_CHARGE_GIVEN_BACK);
}

function answeredFor(failed: readonly Order[], card: Pick<PaymentMethod, 'id'> | undefined): readonly Order[] {
  return failed.filter((order) => wasAnswered(order) && order.paymentMethodId === card?.id);
}

/** By a bank; or by the gateway's books, which no other try changes. */
function wasAnswered(order: Order): boolean {
  return order.attempts.at(-1)?.state !== 'not_executed' || declineOf(order) === LAST_CHARGE_GIVEN_BACK;
}

/** Whole hours after a moment; days carry over by the calendar of `addDays`. */
function hoursAfter(at: Instant, hours: number): Instant {
  const hour = Number(at.slice(11, 13)) + hours;
  const day = addDays(dayOf(at), Math.floor(hour / 24));
  return `${day}T${String(hour % 24).padStart(2, '0')}${at.slice(13)}` as Instant;
}

/** P12, D6: the card that is charged next was declined when it was charged last; `instead`: the one that paid since. */
export interface DeclinedBefore {
  readonly offer: string;
  readonly card: Pick<PaymentMethod, 'brand' | 'last4'>;
  readonly instead: string | null;
}

export function declinedBefore(
  { orders, paymentMethods }: Pick<Book, 'orders' | 'paymentMethods'>,
  offer: string,
  card = defaultMethod(paymentMethods),
) {
  if (!card || !wasDeclinedLast(orders, card.id)) return [];
  const others = onFile(paymentMethods).filter(({ id }) => id !== card.id);
  const paid = others.findLast(({ id }) =>
    orders.some((order) => order.state === 'paid' && order.paymentMethodId === id),
  );
  const { brand, last4 } = card;
  return [{ code: 'CARD_DECLINED_BEFORE', offer, card: { brand, last4 }, instead: paid?.id ?? null } as const];
}
