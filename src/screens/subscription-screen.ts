import type { Block, Fact, Screen } from '../io/blocks.js';
import { automaticRenewal } from '../core/automatic-renewal.js';
import { activatedAmong, holdingsOf } from '../core/benefit.js';
import { dayOf, daysBetween, noonOf } from '../core/day.js';
import { dueRenewal } from '../core/due.js';
import { renewable } from '../core/gate.js';
import type { AnyView, View } from '../core/view.js';
import { defaultMethod } from '../core/payment-method.js';
import {
  isOver,
  lastTerm,
  renewalWindow,
  runsTo,
  standing,
  type Standing,
  type Subscription,
} from '../core/subscription.js';
import { awaitedFor } from '../core/transfer.js';
import { reasonInWords } from './renewal-tables.js';
import type { Context } from '../cli/context.js';
import { shownAutorenew } from './subscriptions.js';

/** State, what is paid, what happens next and when: the block that `status` and `show` have in common. */
export function subscriptionTree(context: Context, view: View, subscription: Subscription): Block {
  const { words, speech } = context;
  const said = words.screens.subscription;
  const state = standing(subscription, view.programme.policy, view.today);
  const held = holdingsOf(view, subscription);
  const [left, right] = [speech.offer(subscription.offer), words.screens.states[state.kind]];
  if (state.kind === 'cancelled') return { kind: 'tree', left, right, rows: [[said.since, speech.day(state.since)]] };
  if (state.kind === 'superseded')
    return { kind: 'tree', left, right, rows: [[right, paidTo(context, state, subscription)]] };
  const rows: readonly Fact[] = [
    [said.paidTo, paidTo(context, state, subscription)],
    [said.automaticRenewal, renewalInWords(context, view, subscription)],
    ...(subscription.cancelled ? [] : [[said.byHand, windowInWords(context, view, subscription)] as const]),
    ...(isOver(state) ? [] : [[said.benefits, said.benefitCount(activatedAmong(held), held.length)] as const]),
  ];
  return { kind: 'tree', left, right, rows };
}

/** Nothing can be paid for it any more: over, or cancelled and still running. */
export function comesToAnEnd(subscription: Subscription, { programme, today }: AnyView): boolean {
  return subscription.cancelled !== undefined || isOver(standing(subscription, programme.policy, today));
}

/** The renewal window to scale, with the anniversary date in it. */
export function windowTimeline(context: Context, view: View, subscription: Subscription): Block {
  const said = context.words.screens.subscription;
  const term = lastTerm(subscription);
  const { opens, closes } = renewalWindow(term, view.programme.policy);
  const marks = [
    { on: opens, label: said.opens },
    { on: term.end, label: context.words.glossary.anniversaryDate },
    { on: closes, label: said.closes },
  ];
  const points = marks.map(({ on, label }) => ({ day: context.speech.day(on), label, offset: daysBetween(opens, on) }));
  return { kind: 'timeline', points };
}

export function subscriptionScreen(context: Context, view: View, subscription: Subscription): Screen {
  const { words, speech } = context;
  const said = words.screens.subscription;
  const rows = subscription.terms.map((term) => {
    const order = view.book.orders.find((candidate) => candidate.id === term.orderId);
    const paidOn = order?.paidAt ? speech.day(dayOf(order.paidAt)) : '';
    return [String(term.number + 1), speech.day(term.start), speech.day(term.end), term.orderId, paidOn];
  });
  const columns = [said.term, said.paidFrom, said.paidUntil, said.order, said.paidOn].map((title) => ({ title }));
  return [
    subscriptionTree(context, view, subscription),
    ...(comesToAnEnd(subscription, view) ? [] : [windowTimeline(context, view, subscription)]),
    { kind: 'table', title: said.terms, columns, rows },
    { kind: 'facts', rows: [[said.id, subscription.id]] },
  ];
}

/** Whether, when, how much and on which card: never only "on". */
export function renewalInWords(context: Context, view: View, subscription: Subscription): string {
  const { words, speech } = context;
  const said = words.screens.subscription;
  const state = automaticRenewal(subscription, view.programme.policy, view.today);
  if (state.kind === 'not-offered') return said.notOffered;
  if (state.kind === 'ended' || isOver(standing(subscription, view.programme.policy, view.today))) return said.ended;
  if (state.kind === 'cancelled') return said.cancelled(speech.day(runsTo(subscription)));
  if (state.kind === 'off') return said.off(speech.day(dayOf(state.since.at)));
  if (awaitedFor(view.book, subscription, view.today)) return withoutFunds(context, view, subscription);
  const due = dueRenewal(view, subscription, noonOf(view.today));
  if (due && due.kind !== 'charge') return said.dueSince(speech.day(due.chargeOn), reasonInWords(context, due));
  const { amount } = shownAutorenew(view, subscription);
  const day = speech.day(state.chargeOn);
  if (!amount) return said.chargesNoPrice(day);
  const card = defaultMethod(view.book.paymentMethods);
  if (card && state.chargeOn < view.today)
    return said.dueSince(day, said.atNextRun(speech.money(amount), words.screens.card(card)));
  return card
    ? said.charges(speech.money(amount), words.screens.card(card), day)
    : said.chargesNoCard(speech.money(amount), day);
}

/** P9: funds may yet come for the coming term; the card is only charged where they do not. */
function withoutFunds({ words, speech }: Context, view: View, subscription: Subscription): string {
  const { nextChargeOn: on, amount } = shownAutorenew(view, subscription);
  const card = defaultMethod(view.book.paymentMethods);
  return on && amount && card
    ? words.transfers.chargesWithout(speech.money(amount), words.screens.card(card), speech.day(on))
    : words.transfers.chargesNothing;
}

type Running = Exclude<Standing, { readonly kind: 'cancelled' }>;

function paidTo({ words, speech }: Context, state: Running, subscription: Subscription): string {
  const said = words.screens.subscription;
  const day = speech.day(runsTo(subscription));
  switch (state.kind) {
    case 'active':
      return `${day}  (${said.daysLeft(state.daysLeft)})`;
    case 'grace':
      return `${day}  (${said.graceTo(speech.day(state.closes))})`;
    case 'superseded':
      return said.supersededBy(speech.offer(state.by), speech.day(state.on));
    case 'expired':
      return `${day}  (${words.screens.states.expired} ${said.expiredSince(speech.day(state.since))})`;
  }
}

function windowInWords({ words, speech }: Context, view: View, subscription: Subscription): string {
  const said = words.screens.subscription;
  const { opens, closes } = renewalWindow(lastTerm(subscription), view.programme.policy);
  const due = awaitedFor(view.book, subscription, view.today)?.transfer?.due;
  if (due !== undefined) return words.transfers.waits(speech.day(due));
  const open = renewable(subscription, view.programme, view.today) === undefined;
  return open ? said.nowOpen(speech.day(closes)) : said.fromTo(speech.day(opens), speech.day(closes));
}
