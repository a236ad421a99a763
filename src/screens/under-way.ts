import type { Announcement, UnderWay } from '../core/announcement.js';
import type { Day } from '../core/day.js';
import { cameInTime } from '../language/attention.js';
import { sh } from '../language/command-line.js';
import type { Voice } from '../language/words.js';
import type { Message } from '../notify/notifier.js';
import { standIn } from './stand-in.js';

type Of<Kind extends UnderWay['kind']> = Extract<UnderWay, { readonly kind: Kind }>;

export function isUnderWay(renewal: Announcement['renewal']): renewal is UnderWay {
  return renewal.kind === 'awaits-funds' || renewal.kind === 'payment-open';
}

/** What a reminder says of what is ordered or tried already: nobody is invited to pay it a second time (P9, G3). */
export function underWaySubject({ words, speech }: Voice, renewal: UnderWay): string {
  const said = words.reminders;
  if (renewal.kind === 'awaits-funds')
    return said.underWay.transferSubject(speech.offer(renewal.transfer.offer), speech.day(renewal.transfer.due));
  const offer = speech.offer(renewal.order.offer);
  return renewal.page ? words.cardholder.reminder.subject(offer) : said.notices.subjects.unknown(offer);
}

/** Where it stands, and what comes of it where it is not paid so. */
export function underWayNews(
  voice: Voice,
  company: string,
  announced: Announcement,
  renewal: UnderWay,
): readonly string[] {
  return renewal.kind === 'awaits-funds'
    ? transferNews(voice, company, announced, renewal)
    : paymentNews(voice, company, announced, renewal);
}

function transferNews(
  { words, speech }: Voice,
  company: string,
  announced: Announcement,
  { transfer, without }: Of<'awaits-funds'>,
): readonly string[] {
  const { says, underWay: said } = words.reminders;
  const { offer, standing, anniversary } = announced;
  const paid = standing.kind === 'grace' ? says.wasPaidTo : says.paidTo;
  return [
    paid(speech.offer(offer), company, speech.day(anniversary)),
    said.transfer(
      speech.offer(transfer.offer),
      speech.money(transfer.total),
      transfer.reference,
      speech.day(transfer.due),
    ),
    otherwise({ words, speech }, announced, transfer.due, without),
  ];
}

function otherwise(
  { words, speech }: Voice,
  { offer, window: { closes }, price }: Announcement,
  due: Day,
  without: Of<'awaits-funds'>['without'],
): string {
  const said = words.reminders.underWay;
  if (without && price.amount)
    return said.charged(speech.money(price.amount), words.screens.card(without.card), speech.day(without.on));
  return due < closes ? said.renewable(speech.day(closes)) : said.lost(speech.offer(offer));
}

function paymentNews(
  { words, speech }: Voice,
  company: string,
  { offer, window: { closes } }: Announcement,
  { order, card, page }: Of<'payment-open'>,
): readonly string[] {
  const said = words.reminders.underWay;
  const bought = speech.offer(order.offer);
  const unlessPaid = said.unlessPaid(speech.offer(offer), speech.day(closes));
  if (!page) return [said.payment(order.id, bought, company), unlessPaid];
  const holder = card ? words.screens.card(card) : words.screens.dash;
  return [words.cardholder.reminder.asked(bought, company, speech.money(order.total), holder), unlessPaid];
}

/** Each ends with a command to copy. */
export function underWayOut({ words, speech }: Voice, renewal: UnderWay): readonly string[] {
  if (renewal.kind === 'awaits-funds') {
    const { order } = renewal.transfer;
    return [
      words.transfers.next(speech.here(sh`partner orders confirm-transfer ${order}`)),
      words.reminders.underWay.payOtherwise(speech.here(sh`partner orders cancel ${order}`)),
    ];
  }
  const { order, page } = renewal;
  if (!page) return [words.reminders.notices.doNotPay(speech.here('partner recover'))];
  const said = words.cardholder.reminder;
  return [
    said.open(speech.instant(page.until)),
    page.url,
    ...standIn({ words, speech }, order, page),
    said.otherwise(speech.here(sh`partner orders pay ${order.id}`)),
  ];
}

/** P9: a transfer that may have come in time is looked at before anything is paid or bought. */
export function transferFirst({ words, speech }: Voice, { lateTransfer }: Announcement): readonly string[] {
  if (!lateTransfer) return [];
  const { reference, due, order } = lateTransfer;
  return [words.reminders.underWay.first(reference, speech.day(due), speech.here(cameInTime(order)))];
}

export function underWayFacts({ words, speech }: Voice, renewal: UnderWay): Message['facts'] {
  if (renewal.kind === 'payment-open') return [[words.reminders.notices.order, renewal.order.id]];
  const { order, reference, due } = renewal.transfer;
  return [
    [words.reminders.notices.order, order],
    [words.transfers.reference, reference],
    [words.transfers.due, speech.day(due)],
  ];
}

/** The same for programs. */
export function underWayData(renewal: UnderWay): Readonly<Record<string, unknown>> {
  if (renewal.kind === 'awaits-funds') return { orderId: renewal.transfer.order, transfer: renewal.transfer };
  const { order, page } = renewal;
  return { orderId: order.id, ...(page ? { payUrl: page.url, payUntil: page.until } : {}) };
}
