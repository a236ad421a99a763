import type { Block, Fact, Screen } from '../io/blocks.js';
import { activatedAmong, holdingsOf } from '../core/benefit.js';
import { datesOfTerm } from '../core/dates.js';
import { dayOf, daysBetween, type Day } from '../core/day.js';
import { nextCharge, outlook } from '../core/outlook.js';
import { renewable } from '../core/gate.js';
import type { AnyView, View } from '../core/view.js';
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
export function windowTimeline({ words, speech }: Context, view: View, subscription: Subscription): Block {
  const { opens, closes } = words.screens.subscription;
  const labels = { opens, anniversary: words.glossary.anniversaryDate, closes };
  const marks = datesOfTerm(lastTerm(subscription), view.programme.policy).flatMap(({ what, day }) =>
    what === 'reminder' ? [] : [{ day, label: labels[what] }],
  );
  const first = marks[0]?.day ?? view.today;
  const points = marks.map(({ day, label }) => ({ day: speech.day(day), label, offset: daysBetween(first, day) }));
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
  if (!view.programme.policy.automaticRenewal) return said.notOffered;
  const next = outlook(view, subscription);
  switch (next.kind) {
    case 'over':
    case 'window-closed':
      return said.ended;
    case 'ends':
      return said.cancelled(speech.day(runsTo(subscription)));
    case 'by-hand':
      return next.off ? said.off(speech.day(dayOf(next.off.at))) : said.notOffered;
    case 'awaits-funds':
      return withoutFunds(context, view, subscription);
    case 'planned':
    case 'price-rose':
    case 'charge':
      return chargeInWords(context, view, subscription, next.chargeOn);
    default:
      return said.dueSince(speech.day(next.chargeOn), reasonInWords(context, next));
  }
}

function chargeInWords({ words, speech }: Context, view: View, held: Subscription, chargeOn: Day): string {
  const said = words.screens.subscription;
  const day = speech.day(chargeOn);
  const { amount, card } = nextCharge(view, held) ?? { amount: null };
  if (!amount) return said.chargesNoPrice(day);
  const money = speech.money(amount);
  if (!card) return said.chargesNoCard(money, day);
  const name = words.screens.card(card);
  return chargeOn < view.today ? said.dueSince(day, said.atNextRun(money, name)) : said.charges(money, name, day);
}

/** P9: funds may yet come for the coming term; the card is only charged where they do not. */
function withoutFunds({ words, speech }: Context, view: View, subscription: Subscription): string {
  const { on, amount, card } = nextCharge(view, subscription) ?? { amount: null };
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
