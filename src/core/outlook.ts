import { automaticRenewal, type AutomaticRenewal } from './automatic-renewal.js';
import type { Book } from './book.js';
import { addDays, dayOf, noonOf, type Day, type Instant } from './day.js';
import { dunningOfTerm, isNextTry, triedAlready, type Dunned } from './dunning.js';
import { eligibilityGates, firstRefusal } from './gate.js';
import { type Money, money, plus } from './money.js';
import { isOpen, ordersForNextTerm, placedAutomatically, type Order } from './order.js';
import { openRefundOf } from './refund.js';
import { defaultMethod, isSameCard, usableOn, type PaymentMethod } from './payment-method.js';
import { amountOn } from './plan.js';
import { findOffer, type DunningStep, type Offer, type Policy, priceOn, PRICE_RISE_LIMIT } from './programme.js';
import { refuse, type Refusal, type RefusalOf } from './refusal.js';
import { openOrLost } from './seen.js';
import { awaitedFor, chargedWithoutFunds } from './transfer.js';
import { isOver, lastTerm, renewalWindow, standing, type Subscription, type TurnedOff } from './subscription.js';
import { isLeftBehind, under, type View } from './view.js';

/**
 * outlook: what happens to a subscription next, and why. Nobody else puts that together: a run, a reminder, a warning, a
 * forecast and every screen ask here, so that what is said to come is what comes.
 */
export type Outlook =
  /** Expired, cancelled or superseded: nothing comes any more. */
  | { readonly kind: 'over' }
  /** Cancelled: it runs out on the day before, and nothing is charged (I9). */
  | { readonly kind: 'ends'; readonly from: Day }
  /** Nothing happens by itself: a person renews it, or it expires (R16). `off`: undefined where nobody turned it off. */
  | { readonly kind: 'by-hand'; readonly off: TurnedOff | undefined }
  /** It runs out in a programme that its account has left, and is not renewed; `to`: the one that the account is in (D34). */
  | { readonly kind: 'left'; readonly to: string }
  /** Bought elsewhere: the vendor charges it that day; not `sure` where nobody said whether it will (D29). */
  | { readonly kind: 'at-vendor'; readonly expectedOn: Day; readonly sure: boolean }
  /** Its day has passed, and nobody said yet whether the vendor has charged it (D30). */
  | { readonly kind: 'unconfirmed'; readonly since: Day; readonly closes: Day }
  /** Charged by itself once its day comes. */
  | { readonly kind: 'planned'; readonly chargeOn: Day }
  /** It would be charged by itself, and a person has to renew it: it will cost so much more, or its card is disputed. */
  | { readonly kind: 'needs-person'; readonly chargeOn: Day; readonly why: NeedsPerson }
  /** Funds may yet come for the term; `without`: the day of the charge where they do not, if there is one (P9). */
  | {
      readonly kind: 'awaits-funds';
      readonly chargeOn: Day;
      readonly order: Order;
      readonly without: Day | undefined;
    }
  /** The window closed before the anniversary date, and nothing was charged until then (I7). */
  | { readonly kind: 'window-closed'; readonly chargeOn: Day }
  | Due;

/**
 * due: automatic renewal is on, its charge day has come, the window has not closed, and nothing stands for the coming
 * term. What is due is charged, waits for its next try, or needs a person.
 */
export type Due =
  | {
      readonly kind: 'charge';
      readonly chargeOn: Day;
      readonly offer: Offer;
      readonly method: PaymentMethod;
      /** Its bank declined it before: this is the next try (P12). */
      readonly declineCode?: string;
      /** The moment since which it may be tried again, with this card or another one; absent before the first try. */
      readonly dueSince?: Instant;
    }
  /** Declined a short while ago: the next try is not before `from` (P12). */
  | { readonly kind: 'later'; readonly chargeOn: Day; readonly from: Instant; readonly declineCode: string }
  /** No more tries: a hard decline, as many as the programme allows, or the next comes to nothing; by hand until the window closes. */
  | { readonly kind: 'given-up'; readonly chargeOn: Day; readonly declineCode: string; readonly closes: Day }
  /** A rule stands against it today; it is looked at again at every run. `dueSince`: as above. */
  | { readonly kind: 'refused'; readonly chargeOn: Day; readonly refusal: Refusal; readonly dueSince?: Instant }
  /** A payment for this term, or a refund of the last, has no believed answer: nothing is charged meanwhile (G3). */
  | { readonly kind: 'open'; readonly chargeOn: Day; readonly order: Order };

/** What happens to a subscription next. @param now of the view's day; its noon where only the day matters */
export function outlook(seen: View, held: Subscription, now: Instant = noonOf(seen.today)): Outlook {
  const view = under(seen, held);
  const { policy } = view.programme;
  if (isOver(standing(held, policy, view.today))) return { kind: 'over' };
  if (held.cancelled) return { kind: 'ends', from: held.cancelled.from };
  const renewal = automaticRenewal(held, policy, view.today);
  // Whether the vendor renews what it charges, the vendor decides.
  if (renewal.kind === 'at-vendor') return atVendor(view, held, renewal);
  if (isLeftBehind(view, held)) return { kind: 'left', to: view.book.account.programme };
  if (renewal.kind !== 'on') return { kind: 'by-hand', off: renewal.kind === 'off' ? renewal.since : undefined };
  const { chargeOn } = renewal;
  // Nothing is charged for a term that can no longer be bought.
  if (chargeOn > (findOffer(view.programme, held.offer)?.renewableUntil ?? chargeOn))
    return { kind: 'by-hand', off: undefined };
  const { closes } = renewalWindow(lastTerm(held), policy);
  const order = awaitedFor(view.book, held, view.today);
  if (order) return { kind: 'awaits-funds', chargeOn, order, without: withoutFunds(view, held, { chargeOn, closes }) };
  if (view.today > closes) return { kind: 'window-closed', chargeOn };
  if (view.today >= chargeOn) return due(view, held, { chargeOn, closes }, now);
  const why = needsPerson(view, held, chargeOn);
  return why ? { kind: 'needs-person', chargeOn, why } : { kind: 'planned', chargeOn };
}

function atVendor(
  { programme, today }: View,
  held: Subscription,
  { expectedOn, sure }: Extract<AutomaticRenewal, { readonly kind: 'at-vendor' }>,
): Outlook {
  if (today <= expectedOn) return { kind: 'at-vendor', expectedOn, sure };
  return { kind: 'unconfirmed', since: expectedOn, closes: renewalWindow(lastTerm(held), programme.policy).closes };
}

/** What is to be done for the coming term of a subscription now; undefined where nothing is due (P2, P12, I7, I8). */
export function dueRenewal(view: View, held: Subscription, now: Instant): Due | undefined {
  const next = outlook(view, held, now);
  return isDue(next) ? next : undefined;
}

/**
 * The day by which a run should have been made for it: that of a charge that none has tried (P2), or the first one after
 * the time of a next try came, since a run may come before that hour (P12). undefined where nothing waits for one.
 */
export function awaitsRunSince(view: View, held: Subscription): Day | undefined {
  const next = outlook(view, held);
  if (!isDue(next)) return undefined;
  if (next.kind === 'charge' && next.dueSince) return addDays(dayOf(next.dueSince), 1);
  return ordersForNextTerm(view.book.orders, held).some(placedAutomatically) ? undefined : next.chargeOn;
}

/** Whether runs are needed now: its renewal window is open, or its charge or the next try of it is due (P1, P12). */
export function needsRunsNow(seen: View, held: Subscription): boolean {
  const view = under(seen, held);
  const { kind } = outlook(view, held);
  const { opens } = renewalWindow(lastTerm(held), view.programme.policy);
  return kind === 'planned' ? view.today >= opens : kind === 'charge' || kind === 'later';
}

export function isDue(next: Outlook): next is Due {
  return ['charge', 'later', 'given-up', 'refused', 'open'].includes(next.kind);
}

/** The charge days that can be due on a day, as anniversary dates: what a ledger has to look through. */
export function dueAnniversaries(policy: Policy, today: Day): { readonly from: Day; readonly to: Day } | undefined {
  if (!policy.automaticRenewal) return undefined;
  return { from: addDays(today, -policy.renewalWindow.closes), to: addDays(today, -policy.automaticRenewal.chargeDay) };
}

/** The day by the programme's rules on which the coming term is charged by itself; undefined where it is not. */
export function chargeDayOf(next: Outlook): Day | undefined {
  if (next.kind === 'awaits-funds') return next.without;
  return 'chargeOn' in next && next.kind !== 'window-closed' ? next.chargeOn : undefined;
}

/** Why a person has to renew it, whatever else stands against the charge. */
export function personNeeded(view: View, held: Subscription, next: Outlook): NeedsPerson | undefined {
  const on = chargeDayOf(next);
  return on && needsPerson(view, held, on < view.today ? view.today : on);
}

/** What pays on a day, as far as is known today: the default card, or why it does not (R8, D7). */
export type Paying = { readonly card: PaymentMethod; readonly refusal?: never } | Unpaid;
interface Unpaid {
  readonly card?: never;
  readonly refusal: RefusalOf<'CARD_EXPIRED'> | RefusalOf<'PAYMENT_METHOD_REQUIRED'>;
}

/** Nobody else judges that: what a run would not charge is nowhere said to be charged. */
export function payingOn({ book: { paymentMethods: methods } }: View, offer: string, on: Day): Paying {
  const card = defaultMethod(methods);
  if (!card) return { refusal: refuse('PAYMENT_METHOD_REQUIRED', { offer }) };
  const refusal = usableOn(card, on, { offer, kind: 'renewal', methods });
  return refusal ? { refusal } : { card };
}

/** A charge that is to come: its day, what it costs then, null where unknown, and what pays it (D16). */
interface PlannedCharge {
  readonly on: Day;
  readonly amount: Money | null;
  readonly paying: Paying;
}

/** One that comes. */
interface NextCharge extends PlannedCharge {
  readonly paying: Exclude<Paying, Unpaid>;
}

/** The charge that comes next by itself, as far as is known today; undefined where none does, or nothing pays it (R8, D7). */
export function nextCharge(seen: View, held: Subscription): NextCharge | undefined {
  const planned = plannedCharge(seen, held);
  return planned && isPaid(planned) && outlook(seen, held).kind !== 'refused' ? planned : undefined;
}

function isPaid(planned: PlannedCharge): planned is NextCharge {
  return planned.paying.refusal === undefined;
}

/**
 * The next charge of the coming term by itself, whether or not a card pays it then: today where that is overdue, on the
 * day of the next try after a decline (P12). undefined where nothing is charged any more, or where somebody has to act first.
 */
export function plannedCharge(seen: View, held: Subscription): PlannedCharge | undefined {
  const view = under(seen, held);
  const next = outlook(view, held);
  const on = personNeeded(view, held, next) ? undefined : dayOfNext(next, view.today);
  if (on === undefined) return undefined;
  const offer = findOffer(view.programme, held.offer);
  const amount = offer ? amountOn(view, offer, view.book.account.country, on) : null;
  return { on, amount, paying: payingOn(view, held.offer, on) };
}

function dayOfNext(next: Outlook, today: Day): Day | undefined {
  switch (next.kind) {
    case 'planned':
    case 'awaits-funds':
      return chargeDayOf(next);
    case 'later':
      return dayOf(next.from);
    case 'charge':
    case 'refused':
      return today;
    default:
      return undefined;
  }
}

interface ChargeDays {
  readonly chargeOn: Day;
  readonly closes: Day;
}

function due(view: View, held: Subscription, { chargeOn, closes }: ChargeDays, now: Instant): Due {
  const orders = ordersForNextTerm(view.book.orders, held);
  const refund = openRefundOf(view.book, held.id);
  const open =
    [...orders, ...upgradesOf(view.book, held)].find((order) => order.attempts.some(isOpen)) ??
    view.book.orders.find((order) => order.id === refund?.orderId);
  if (open) return { kind: 'open', chargeOn, order: open };
  const { policy } = view.programme;
  const tried = triedAlready(orders, defaultMethod(view.book.paymentMethods), { policy, now, closes });
  if (tried?.kind === 'later' && isMade(view, held, { chargeOn, closes }, tried.from)) return { ...tried, chargeOn };
  if (tried && tried.kind !== 'due') return { kind: 'given-up', chargeOn, declineCode: tried.declineCode, closes };
  const next = charge(view, held, chargeOn);
  if (!tried) return next;
  const { declineCode, from: dueSince } = tried;
  return next.kind === 'charge' && declineCode !== undefined
    ? { ...next, dueSince, declineCode }
    : { ...next, dueSince };
}

/** The day of the charge where the funds do not come: that of the next try where it was declined, or none after the last (P9, P12). */
function withoutFunds(view: View, held: Subscription, days: ChargeDays): Day | undefined {
  const day = chargedWithoutFunds(view, held, days.chargeOn);
  const then = day && due({ ...view, today: day }, held, days, noonOf(day));
  if (then?.kind === 'later') return dayOf(then.from);
  return then?.kind === 'given-up' ? undefined : day;
}

/** A try that would come after the window has closed is none (I7), nor is one that a rule will stand against then. */
function isMade(view: View, held: Subscription, { chargeOn, closes }: ChargeDays, from: Instant): boolean {
  const day = dayOf(from);
  return day <= closes && charge({ ...view, today: day }, held, chargeOn).kind === 'charge';
}

function charge(view: View, held: Subscription, chargeOn: Day): Extract<Due, { readonly kind: 'charge' | 'refused' }> {
  const offer = findOffer(view.programme, held.offer);
  if (!offer) return { kind: 'refused', chargeOn, refusal: noLongerSold(view, held) };
  const refusal = firstRefusal(eligibilityGates(view, offer)) ?? needsPerson(view, held, view.today);
  if (refusal) return { kind: 'refused', chargeOn, refusal };
  const paying = payingOn(view, offer.id, view.today);
  return paying.refusal
    ? { kind: 'refused', chargeOn, refusal: paying.refusal }
    : { kind: 'charge', chargeOn, offer, method: paying.card };
}

function noLongerSold({ book, today }: View, { offer }: Subscription): Refusal {
  return refuse('PRICE_NOT_KNOWN', { offer, country: book.account.country, on: today });
}

/** Once such an upgrade is paid, nothing of what it was bought from is renewed (P7). */
function upgradesOf(book: Book, { id }: Subscription): readonly Order[] {
  return book.orders.filter((order) => order.supersedes === id);
}

const WHOLE = 10_000;

type PriceRise = RefusalOf<'PRICE_ROSE'>;
/** Why nothing is charged by itself, though automatic renewal is on. */
export type NeedsPerson = PriceRise | RefusalOf<'CARD_DISPUTED'>;

function needsPerson(view: View, held: Subscription, day: Day): NeedsPerson | undefined {
  return cardDisputed(view, held) ?? priceRise(view, held, day);
}

/**
 * G22: whose bank wants a charge back, or has it, is charged with that card by nobody unseen: each such charge is wanted
 * back as well. Another card ends it, and so does whoever pays with this one by hand since.
 */
function cardDisputed({ book }: View, { offer }: Subscription): RefusalOf<'CARD_DISPUTED'> | undefined {
  const method = defaultMethod(book.paymentMethods);
  if (!method) return undefined;
  const ids = book.paymentMethods.filter((one) => isSameCard(one, method)).map(({ id }) => id);
  const paidWith = book.orders.filter(
    ({ state, paymentMethodId }) => state === 'paid' && paymentMethodId !== null && ids.includes(paymentMethodId),
  );
  // The gateway tells whole seconds of its own clock: by these alone, what is disputed could come after its dispute.
  const agreed = (disputed: Order, since: Instant) =>
    paidWith.some((order) => order.id !== disputed.id && !placedAutomatically(order) && order.placedAt > since);
  for (const order of paidWith)
    for (const dispute of openOrLost(order)) {
      const { brand, last4 } = method;
      if (!agreed(order, dispute.openedAt))
        return refuse('CARD_DISPUTED', { offer, card: { brand, last4 }, order: order.id, dispute: dispute.ref });
    }
  return undefined;
}

/**
 * P10: a price that rises against the one of the last paid term by more than the programme's limit is charged to nobody
 * unseen: a person renews by hand, with the order in view. Prices before tax, and before what an upgrade took off, are
 * compared; another currency is another price. undefined where nothing stands against an automatic charge on that day.
 */
export function priceRise(seen: View, held: Subscription, day: Day): PriceRise | undefined {
  const view = under(seen, held);
  const offer = findOffer(view.programme, held.offer);
  const price = offer && priceOn(offer, view.book.account.country, day);
  const paid = listPricePaid(view, held);
  if (!offer || !price || !paid) return undefined;
  const limit = view.programme.policy.priceRiseLimit ?? PRICE_RISE_LIMIT;
  const now = money(price.amount, price.currency);
  const within = now.currency === paid.currency && now.amount * WHOLE <= paid.amount * (WHOLE + limit);
  return within ? undefined : refuse('PRICE_ROSE', { offer: offer.id, paid, now, limit });
}

function listPricePaid({ book }: View, held: Subscription): Money | undefined {
  const order = book.orders.find(({ id }) => id === lastTerm(held).orderId);
  const [first, ...others] = (order?.lines ?? []).filter(({ discount }) => discount === undefined);
  return first && others.reduce((sum, { amount }) => plus(sum, amount), first.amount);
}

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
  const cut = steps.findIndex((one) => isNextTry(one) && !isTried(seen, held, one.at));
  return steps.map((one, index) => {
    if (cut >= 0 && index >= cut) return { ...one, at: one.own, state: 'left-out' };
    const { do: what } = one.step;
    if (what !== 'stop-benefits' && what !== 'end') return one;
    const day = within(addDays(term.end, 1), dayOf(one.at), addDays(last[what], 1));
    // They do with the day, whatever its hour.
    return { ...one, at: noonOf(day), state: one.sure && day <= dayOf(now) ? 'done' : 'planned' };
  });
}

function isTried(seen: View, held: Subscription, at: Instant): boolean {
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
