import { isMember } from './account.js';
import { levelLacking, nearestArea } from './competency.js';
import { subscriptionOf } from './book.js';
import type { Day } from './day.js';
import { defaultMethod, usableOn, type PaymentMethod } from './payment-method.js';
import { payablePage, waitsRefusal } from './order.js';
import { awaitedTransfer, touches } from './transfer.js';
import { priceOn, type Offer, type Programme } from './programme.js';
import { refuse, type Refusal, type RefusalOf } from './refusal.js';
import {
  anniversaryDate,
  isLive,
  lastTerm,
  renewalWindow,
  runsTo,
  standing,
  type Subscription,
} from './subscription.js';
import { isLeftBehind, under, type AnyView, type View } from './view.js';

/**
 * gate: one condition of a purchase or a renewal, passed or failed; a failed one carries the refusal that the act would
 * meet. The same list answers `offers show`, `--check` and the act itself, so they cannot disagree.
 */
export interface Gate {
  readonly code: GateCode;
  readonly refusal: Refusal | undefined;
}

export type GateCode =
  | 'PAYMENT_METHOD'
  | 'MEMBERSHIP'
  | 'ELIGIBILITY'
  | 'ONE_PER_ACCOUNT'
  | 'NOT_INCLUDED'
  | 'NO_UPGRADE'
  | 'UPGRADABLE'
  | 'PRICE'
  | 'OWNED'
  | 'WINDOW'
  | 'NO_TRANSFER'
  | 'NO_OPEN_PAYMENT'
  | 'SAME_PROGRAMME'
  | 'ON_SALE';

/** Everything that stands between this account and a first term of the offer, in the order a person would meet it. */
export function purchaseGates(view: AnyView, offer: Offer): readonly Gate[] {
  return [
    { code: 'MEMBERSHIP', refusal: membership(view, offer) },
    ...nothingAwaited(view, offer),
    { code: 'ONE_PER_ACCOUNT', refusal: onePerAccount(view, offer) },
    { code: 'NOT_INCLUDED', refusal: notIncluded(view, offer) },
    ...(offer.upgrade ? [{ code: 'NO_UPGRADE', refusal: noUpgrade(view, offer) } as const] : []),
    { code: 'ELIGIBILITY', refusal: eligibility(view, offer) },
    ...onSale(view, offer, 'buy'),
    ...priced(view, offer),
  ];
}

/** Everything that stands between this account and an offer at the price of an upgrade (P7). */
export function upgradeGates(view: AnyView, offer: Offer): readonly Gate[] {
  return [
    { code: 'MEMBERSHIP', refusal: membership(view, offer) },
    ...nothingAwaited(view, offer),
    { code: 'ONE_PER_ACCOUNT', refusal: onePerAccount(view, offer) },
    { code: 'UPGRADABLE', refusal: upgradable(view, offer) },
    { code: 'NOT_INCLUDED', refusal: notIncluded(view, offer) },
    { code: 'ELIGIBILITY', refusal: eligibility(view, offer) },
    ...onSale(view, offer, 'buy'),
    ...priced(view, offer),
  ];
}

/** Everything that stands between this account and the next term of what it owns (D4). */
export function renewalGates(view: AnyView, offer: Offer): readonly Gate[] {
  return [
    { code: 'MEMBERSHIP', refusal: membership(view, offer) },
    ...nothingAwaited(view, offer),
    { code: 'OWNED', refusal: owned(view, offer) },
    ...sameProgramme(view, offer),
    ...windowOpen(view, offer),
    { code: 'ELIGIBILITY', refusal: eligibility(view, offer) },
    ...onSale(view, offer, 'renew'),
    ...priced(view, offer),
  ];
}

/** What stands against an automatic charge whose day has come: the window of renewing by hand is no part of it (P2). */
export function eligibilityGates(view: AnyView, offer: Offer): readonly Gate[] {
  return [
    { code: 'MEMBERSHIP', refusal: membership(view, offer) },
    { code: 'ELIGIBILITY', refusal: eligibility(view, offer) },
    ...onSale(view, offer, 'renew'),
    ...priced(view, offer),
  ];
}

/** R8, D7: whether a card on file, the default one unless another was named, could pay today; a purchase may still bring its own. */
export function paymentGate(
  view: AnyView,
  { id: offer }: Offer,
  kind: RefusalOf<'CARD_EXPIRED'>['kind'],
  named?: PaymentMethod,
): Gate {
  const methods = view.book?.paymentMethods ?? [];
  const card = named ?? defaultMethod(methods);
  const refusal = card
    ? usableOn(card, view.today, { offer, kind, methods })
    : refuse('PAYMENT_METHOD_REQUIRED', { offer });
  return { code: 'PAYMENT_METHOD', refusal };
}

export function firstRefusal(gates: readonly Gate[]): Refusal | undefined {
  return gates.find((gate) => gate.refusal)?.refusal;
}

/** The live subscription of an offer, if there is one (R6, I10). */
export function liveSubscription(view: AnyView, offer: string): Subscription | undefined {
  const newest = view.book && subscriptionOf(view.book, offer);
  return newest && isLive(newest, under(view, newest).programme.policy, view.today) ? newest : undefined;
}

/** R6 */
export function isPurchased(view: AnyView, offer: string): boolean {
  return liveSubscription(view, offer) !== undefined;
}

function membership(view: AnyView, offer: Offer): Refusal | undefined {
  return view.book && isMember(view.book.account) ? undefined : refuse('NOT_A_MEMBER', { offer: offer.id });
}

/** P9, G3: said only while there is something to say. */
function nothingAwaited(view: AnyView, offer: Offer): readonly Gate[] {
  const transfer = awaitedTransfer(view, offer);
  const cardholder = awaitedCardholder(view, offer);
  return [
    ...(transfer ? [{ code: 'NO_TRANSFER', refusal: transfer } as const] : []),
    ...(cardholder ? [{ code: 'NO_OPEN_PAYMENT', refusal: cardholder } as const] : []),
  ];
}

/** G3: while a cardholder may pay for it yet, the same is not bought again. */
function awaitedCardholder({ programme, book, today }: AnyView, offer: Offer): Refusal | undefined {
  const order = book?.orders.find((placed) => payablePage(placed, today) && touches(placed, offer, programme));
  return order && waitsRefusal(order);
}

/** Said of an offer that has an end alone. */
function onSale({ today }: AnyView, offer: Offer, act: 'buy' | 'renew'): readonly Gate[] {
  const on = act === 'buy' ? offer.soldUntil : offer.renewableUntil;
  if (on === undefined) return [];
  const ended = refuse('OFFER_ENDED', { offer: offer.id, act, on, by: offer.succeededBy ?? null });
  return [{ code: 'ON_SALE', refusal: today > on ? ended : undefined }];
}

function onePerAccount(view: AnyView, offer: Offer): Refusal | undefined {
  const policyOf = (held: Subscription) => under(view, held).programme.policy;
  const live =
    view.book?.subscriptions.filter((held) => held.offer === offer.id && isLive(held, policyOf(held), view.today)) ??
    [];
  const owned = live.at(-1);
  if (!owned || live.length < view.programme.policy.perAccount) return undefined;
  if (owned.cancelled) return refuse('SUBSCRIPTION_CANCELLED', { offer: offer.id, from: owned.cancelled.from });
  const window = renewalWindow(lastTerm(owned), policyOf(owned));
  return refuse('ALREADY_SUBSCRIBED', {
    offer: offer.id,
    owned: owned.id,
    anniversary: anniversaryDate(owned),
    ...window,
    renewable: isOwnedIn(view, owned) && window.opens <= view.today && view.today <= window.closes,
  });
}

function notIncluded(view: AnyView, offer: Offer): Refusal | undefined {
  const by = includedIn(view, offer.id);
  return by && refuse('OFFER_INCLUDED', { offer: offer.id, by: by.offer, until: runsTo(by) });
}

/** The live subscription whose offer includes this one (P7). */
export function includedIn(view: AnyView, offer: string): Subscription | undefined {
  const including = view.programme.offers.filter(({ includes }) => includes.includes(offer));
  return including.map(({ id }) => liveSubscription(view, id)).find((live) => live !== undefined);
}

function eligibility(view: AnyView, offer: Offer): Refusal | undefined {
  const level = levelLacking(view, offer);
  if (level === undefined) return undefined;
  const nearest = nearestArea(view, level);
  return refuse('NOT_ELIGIBLE', {
    offer: offer.id,
    level,
    area: nearest?.area ?? null,
    shortfall: nearest?.shortfall ?? [],
  });
}

function noUpgrade(view: AnyView, offer: Offer): Refusal | undefined {
  if (!offer.upgrade || !isPurchased(view, offer.upgrade.from)) return undefined;
  return refuse('UPGRADE_INSTEAD', { offer: offer.id, ...offer.upgrade });
}

function upgradable(view: AnyView, offer: Offer): Refusal | undefined {
  const from = offer.upgrade?.from;
  return from !== undefined && isPurchased(view, from)
    ? undefined
    : refuse('NOT_SUBSCRIBED', { offer: from ?? offer.id });
}

function priced(view: AnyView, offer: Offer): readonly Gate[] {
  if (view.paidElsewhere) return [];
  const country = view.book?.account.country ?? '*';
  const known = priceOn(offer, country, view.today);
  return [
    {
      code: 'PRICE',
      refusal: known ? undefined : refuse('PRICE_NOT_KNOWN', { offer: offer.id, country, on: view.today }),
    },
  ];
}

function owned(view: AnyView, offer: Offer): Refusal | undefined {
  return view.book && subscriptionOf(view.book, offer.id) ? undefined : refuse('NOT_SUBSCRIBED', { offer: offer.id });
}

/** Said of what is owned alone: nothing else has a window. */
function windowOpen(view: AnyView, offer: Offer): readonly Gate[] {
  const held = view.book && subscriptionOf(view.book, offer.id);
  return held ? [{ code: 'WINDOW', refusal: renewable(held, under(view, held).programme, view.today) }] : [];
}

/** Said of what was bought in a programme that the account has left, alone. */
function sameProgramme(view: AnyView, offer: Offer): readonly Gate[] {
  const held = view.book && subscriptionOf(view.book, offer.id);
  const refusal = held && leftBehind(view, held);
  return refusal ? [{ code: 'SAME_PROGRAMME', refusal }] : [];
}

function isOwnedIn(view: AnyView, held: Subscription): boolean {
  return leftBehind(view, held) === undefined;
}

/** D34: what was bought in a programme that the account has left ends there. */
function leftBehind({ book }: AnyView, held: Subscription): Refusal | undefined {
  if (!book || !isLeftBehind({ book }, held)) return undefined;
  const { offer, programme } = held;
  return refuse('PROGRAMME_LEFT', { offer, programme, to: book.account.programme, until: runsTo(held) });
}

/** The same of a subscription as its account has it: why its next term cannot be paid by hand today. */
export function renewableIn(view: View, held: Subscription): Refusal | undefined {
  return leftBehind(view, held) ?? renewable(held, under(view, held).programme, view.today);
}

/** Why the term after the last paid one cannot be paid by hand today; undefined where it can (P1, D4). */
export function renewable(subscription: Subscription, programme: Programme, today: Day): Refusal | undefined {
  const { policy } = programme;
  const last = lastTerm(subscription);
  const { opens, closes } = renewalWindow(last, policy);
  const { offer, superseded, cancelled } = subscription;
  if (superseded) return refuse('ALREADY_UPGRADED', { offer, ...superseded });
  if (cancelled) return refuse('SUBSCRIPTION_CANCELLED', { offer, from: cancelled.from });
  if (standing(subscription, policy, today).kind === 'expired') {
    return refuse('WINDOW_CLOSED', { offer, anniversary: last.end, closed: closes });
  }
  if (today >= opens) return undefined;
  const before = subscription.terms.at(-2);
  const renewedInThisWindow = before !== undefined && today <= renewalWindow(before, policy).closes;
  return renewedInThisWindow
    ? refuse('ALREADY_RENEWED', { offer, paidTo: last.end, opens })
    : refuse('WINDOW_NOT_OPEN', { offer, anniversary: last.end, opens, closes });
}
