import type { Voice } from '../language/words.js';
import { sh } from '../language/command-line.js';
import { ADD_DEFAULT_CARD } from '../language/said.js';
import { orderToldOf, type Notice } from '../core/dispatch.js';
import { dunningAhead, outlook } from '../core/outlook.js';
import { asksForRecord, tellsOfMissed } from '../core/reminder.js';
import type { DueReminder } from '../journeys/reminders.js';
import type { Message } from '../notify/notifier.js';
import { dayOf, type Day } from '../core/day.js';
import { declineOf, LAST_CHARGE_GIVEN_BACK } from '../core/decline.js';
import { awaitedPage, type Order, type PaymentPage } from '../core/order.js';
import { shownDunning } from './dunning.js';
import { declineInWords } from './renewals.js';
import { standIn } from './stand-in.js';
import { transferFirst } from './under-way.js';

/** What a notice says in place of a day's reminder: what happened, when the next try is, and what to do (P12, G3). */
interface NoticeInWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts: Message['facts'];
  readonly data: Readonly<Record<string, unknown>>;
}

/** undefined for a reminder of a day. */
export function noticeInWords(voice: Voice, due: DueReminder): NoticeInWords | undefined {
  const { notice } = due.reminder;
  if (!notice) return undefined;
  if (asksForRecord(notice)) return recordAskedFor(voice, due, notice);
  const { words, speech } = voice;
  const said = words.reminders.notices;
  const order = due.book.orders.find(({ id }) => id === orderToldOf(notice));
  const page = order && awaitedPage(order);
  if (order && page) return cardholderAsked(voice, due, order, page);
  const nextTry = nextTryOn(due, notice);
  const reason = reasonInWords(voice, notice, order);
  return {
    subject: said.subjects[notice.kind](speech.offer(due.subscription.offer)),
    paragraphs: [
      [
        whatHappened(voice, due, notice, order, reason),
        ...whatComes(voice, notice, nextTry),
        ...whatElseComes(voice, due, notice),
      ].join(' '),
      whatToDo(voice, due, notice, order),
    ],
    facts: [
      ...(order ? [[said.order, order.id] as const] : []),
      ...(reason === undefined ? [] : [[said.reason, reason] as const]),
      ...(nextTry === undefined ? [] : [[said.nextTryOn, speech.day(nextTry)] as const]),
    ],
    data: {
      orderId: order?.id ?? null,
      reason: order ? (order.attempts.at(-1)?.declineCode ?? null) : notice.about,
      nextTry: nextTry ?? null,
      dunning: shownDunning(due, due.subscription),
    },
  };
}

/** P12: what the programme does about a decline besides another try. */
function whatElseComes({ words, speech }: Voice, due: DueReminder, { kind }: Notice): readonly string[] {
  if (kind !== 'declined' && kind !== 'last-try') return [];
  const said = words.renewals.dunning;
  const { benefitsUntil, ends } = dunningAhead(due, due.subscription);
  return [
    ...(benefitsUntil ? [said.benefitsUntil(speech.day(benefitsUntil))] : []),
    ...(ends ? [said.ends(speech.day(ends))] : []),
  ];
}

/** The bank wants the cardholder's word: whoever reads this may be the one, or know them. */
function cardholderAsked(
  { words, speech }: Voice,
  { account, subscription, book }: DueReminder,
  order: Order,
  page: PaymentPage,
): NoticeInWords {
  const { url, until } = page;
  const said = words.cardholder.reminder;
  const offer = speech.offer(subscription.offer);
  const card = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  return {
    subject: said.subject(offer),
    paragraphs: [
      said.asked(offer, account.company, speech.money(order.total), card ? words.screens.card(card) : ''),
      [said.open(speech.instant(until)), url, ...standIn({ words, speech }, order, page)].join('\n'),
      said.otherwise(speech.here(sh`partner orders pay ${order.id}`)),
    ],
    facts: [
      [words.reminders.notices.order, order.id],
      [words.cardholder.until, speech.instant(until)],
    ],
    data: {
      notice: 'action-required',
      orderId: order.id,
      reason: 'authentication_required',
      nextTry: null,
      payUrl: url,
      payUntil: until,
    },
  };
}

/** Its window has closed: only a record can tell now that the vendor has renewed it (D30). */
function recordAskedFor(
  { words, speech }: Voice,
  { account, subscription, announced }: DueReminder,
  { about }: Notice,
): NoticeInWords {
  const { says, subjects } = words.elsewhere;
  const offer = speech.offer(subscription.offer);
  const ended = speech.day(announced.anniversary);
  return {
    subject: subjects.unconfirmed(offer, ended),
    paragraphs: [
      `${says.unconfirmed(offer, account.company, ended)} ${says.presumed}`,
      [
        says.recordLate(speech.here(sh`partner orders record ${subscription.id}`)),
        says.elseBuy(speech.here(speech.act(subscription.offer, 'subscribe'))),
      ].join('\n'),
    ],
    facts: [],
    data: { orderId: null, reason: about, nextTry: null },
  };
}

function whatHappened(
  { words, speech }: Voice,
  { account, subscription, book }: DueReminder,
  notice: Notice,
  order: Order | undefined,
  reason = '',
): string {
  const said = words.reminders.notices;
  const offer = speech.offer(subscription.offer);
  const card = book.paymentMethods.find(({ id }) => id === order?.paymentMethodId);
  if (notice.kind === 'unknown') return said.unknown(offer, account.company, notice.about);
  if (!card) return said.refused(offer, account.company, reason);
  return said.declined(offer, account.company, words.screens.card(card), reason);
}

function whatComes({ words, speech }: Voice, notice: Notice, nextTry: Day | undefined): readonly string[] {
  const said = words.reminders.notices;
  const { kind } = notice;
  if (kind === 'declined' && nextTry !== undefined) return [said.nextTry(speech.day(nextTry))];
  if (kind === 'last-try' || kind === 'declined') return [said.noMoreTries];
  return kind === 'not-charged' && !tellsOfMissed(notice) ? [said.eachRun] : [];
}

/** The last day on which it helps comes with it. */
function whatToDo(
  { words, speech }: Voice,
  { subscription, announced }: DueReminder,
  notice: Notice,
  order: Order | undefined,
): string {
  const said = words.reminders.notices;
  if (notice.kind === 'unknown') return said.doNotPay(speech.here('partner recover'));
  if (tellsOfMissed(notice))
    return [
      ...transferFirst({ words, speech }, announced),
      said.buyAgain(speech.here(speech.act(subscription.offer, 'subscribe'))),
    ].join('\n');
  const renew = words.reminders.says.renewBy(
    speech.day(announced.window.closes),
    speech.here(speech.act(subscription.offer, 'renew')),
  );
  const givenBack = order && declineOf(order) === LAST_CHARGE_GIVEN_BACK;
  if (givenBack) return `${said.compare(speech.here('partner reconcile'))}\n${renew}`;
  return `${said.card(speech.here(ADD_DEFAULT_CARD))}\n${renew}`;
}

function reasonInWords(voice: Voice, { kind, about }: Notice, order: Order | undefined): string | undefined {
  if (kind === 'unknown') return undefined;
  if (order) return declineInWords(voice, declineOf(order));
  const rules: Readonly<Record<string, string>> = voice.words.renewals.reasons;
  return rules[about] ?? about;
}

function nextTryOn(due: DueReminder, { kind }: Notice): Day | undefined {
  if (kind !== 'declined') return undefined;
  const next = outlook(due, due.subscription);
  if (next.kind === 'given-up') return undefined;
  return next.kind === 'later' ? dayOf(next.from) : due.today;
}
