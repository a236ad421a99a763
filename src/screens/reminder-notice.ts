import type { Voice } from '../language/voice.js';
import { dayOf, type Day } from '../core/day.js';
import { declineOf } from '../core/decline.js';
import { outlook } from '../core/outlook.js';
import type { Notice } from '../core/dispatch.js';
import type { Order } from '../core/order.js';
import type { DueReminder } from '../journeys/reminders.js';
import type { Message } from '../notify/notifier.js';
import { declineInWords } from './renewal-tables.js';

/** What a notice says in place of a day's reminder: what happened, when the next try is, and what to do (P12, G3). */
export interface NoticeInWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts: Message['facts'];
  readonly data: Readonly<Record<string, unknown>>;
}

/** undefined for a reminder of a day. */
export function noticeInWords(voice: Voice, due: DueReminder): NoticeInWords | undefined {
  const { notice } = due.reminder;
  if (!notice) return undefined;
  const { words, speech } = voice;
  const said = words.reminders.notices;
  const order = due.book.orders.find(({ id }) => id === notice.about);
  const nextTry = nextTryOn(due, notice);
  const reason = reasonInWords(voice, notice, order);
  return {
    subject: said.subjects[notice.kind](speech.offer(due.subscription.offer)),
    paragraphs: [
      [whatHappened(voice, due, notice, order, reason), ...whatComes(voice, notice, nextTry)].join(' '),
      whatToDo(voice, due, notice),
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
    },
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

function whatComes({ words, speech }: Voice, { kind }: Notice, nextTry: Day | undefined): readonly string[] {
  const said = words.reminders.notices;
  if (kind === 'declined' && nextTry !== undefined) return [said.nextTry(speech.day(nextTry))];
  if (kind === 'last-try') return [said.noMoreTries];
  return kind === 'not-charged' ? [said.eachRun] : [];
}

/** The last day on which it helps comes with it. */
function whatToDo(
  { words, speech }: Voice,
  { subscription, announced: { window } }: DueReminder,
  { kind }: Notice,
): string {
  const said = words.reminders.notices;
  if (kind === 'unknown') return said.doNotPay('partner recover');
  const renew = words.reminders.says.renewBy(speech.day(window.closes), speech.act(subscription.offer, 'renew'));
  return `${said.card('partner payment-methods add --default')}\n${renew}`;
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
  return next.kind === 'later' ? dayOf(next.from) : due.today;
}
