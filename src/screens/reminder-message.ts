import type { Voice } from '../language/words.js';
import { sh } from '../language/command-line.js';
import { ADD_DEFAULT_CARD } from '../language/said.js';
import type { Announcement, BenefitChange } from '../core/announcement.js';
import { reminderKey } from '../core/dispatch.js';
import { taxRateOn, type Benefit } from '../core/programme.js';
import type { DueReminder } from '../journeys/reminders.js';
import type { Message } from '../notify/notifier.js';
import type { Day } from '../core/day.js';
import type { Rehearsal } from '../core/gateway.js';
import { holdersInWords, shownHolders } from './benefits.js';
import { noticeInWords } from './reminder-notice.js';
import { declineInWords } from './renewals.js';
import { succession } from './succession.js';
import {
  isUnderWay,
  transferFirst,
  underWayData,
  underWayFacts,
  underWayNews,
  underWayOut,
  underWaySubject,
} from './under-way.js';

/** A reminder in somebody's words. It says what holds on the day on which it goes out, so it is true though it may be late. */
export function messageFor(
  voice: Voice,
  due: DueReminder,
  to: readonly string[],
  rehearsal: Rehearsal | undefined,
): Message {
  const { words, speech } = voice;
  const { account, subscription, reminder, channel, announced } = due;
  const told = noticeInWords(voice, due);
  return {
    key: reminderKey({ subscriptionId: subscription.id, ...reminder, channel }),
    lang: speech.lang,
    to,
    subject: told?.subject ?? subjectOf(voice, announced),
    // A mail keeps no line breaks within a paragraph: after a command to copy nothing goes on.
    paragraphs: [
      ...(told?.paragraphs ?? paragraphsOf(voice, account.company, announced)).flatMap((text) => text.split('\n')),
      ...(rehearsal ? [words.reminders.says.rehearsal[rehearsal]] : []),
    ],
    facts: [...factsOf(voice, due), ...(told?.facts ?? [])],
    labelled: (label, value) => words.reminders.labelled(label, value),
    data: {
      accountId: account.id,
      mpnId: account.mpnId,
      company: account.company,
      subscriptionId: subscription.id,
      ...dataOf(announced),
      term: reminder.term,
      days: reminder.days,
      day: reminder.day,
      notice: reminder.notice?.kind ?? null,
      ...(told?.data ?? {}),
      sandbox: rehearsal !== undefined,
    },
  };
}

/** What happens, what changes, and what to type. */
export function paragraphsOf(voice: Voice, company: string, announced: Announcement): readonly string[] {
  const sentences = [
    [...newsOf(voice, company, announced), ...moneyOf(voice, announced)].join(' '),
    announced.renewal.kind === 'left' ? '' : benefitsOf(voice, announced.benefits).join(' '),
    holdersInWords(voice, losing(announced)).join(' '),
    redeeming(voice, announced).join(' '),
    // Each ends with a command to copy, after which nothing goes on.
    [...transferFirst(voice, announced), ...wayOut(voice, announced)].join('\n'),
    succession(voice, announced.succeededBy, true).join('\n'),
  ];
  return sentences.filter((some) => some !== '');
}

/** R21: what is lost unless somebody activates it soon. */
function redeeming({ words, speech }: Voice, { offer, lapsing }: Announcement): readonly string[] {
  if (!lapsing) return [];
  return [words.attention.BENEFITS_LAPSE({ code: 'BENEFITS_LAPSE', offer, ...lapsing }, speech)];
}

/** Whom a renewal by itself takes nothing from, nobody is told of. */
function losing({ holders }: Announcement): Announcement['holders'] {
  return holders.filter(({ until }) => until !== null);
}

function subjectOf({ words, speech }: Voice, announced: Announcement): string {
  const { subjects } = words.reminders;
  const offer = speech.offer(announced.offer);
  switch (announced.renewal.kind) {
    case 'charge': {
      const day = speech.day(announced.renewal.on);
      return announced.price.amount
        ? subjects.charge(offer, day, speech.money(announced.price.amount))
        : subjects.chargeOfUnknownAmount(offer, day);
    }
    case 'unpaid':
      return subjects.unpaid(offer, speech.day(announced.renewal.on));
    case 'overdue':
      return subjects.overdue(offer, speech.day(announced.renewal.since));
    case 'awaits-funds':
    case 'payment-open':
      return underWaySubject({ words, speech }, announced.renewal);
    case 'at-vendor':
      return words.elsewhere.subjects[announced.renewal.sure ? 'expected' : 'unknown'](
        offer,
        speech.day(announced.renewal.on),
      );
    case 'unconfirmed':
      return words.elsewhere.subjects.unconfirmed(offer, speech.day(announced.renewal.since));
    case 'left':
      return subjects.left(offer, speech.day(announced.anniversary));
    case 'needs-person':
    case 'by-hand':
      return announced.standing.kind === 'grace'
        ? subjects.lastDays(offer, speech.day(announced.window.closes))
        : subjects.byHand(offer, speech.day(announced.anniversary));
  }
}

/** What will happen, and what has (R16, P2). */
function newsOf({ words, speech }: Voice, company: string, announced: Announcement): readonly string[] {
  const { says } = words.reminders;
  const offer = speech.offer(announced.offer);
  const { renewal } = announced;
  switch (renewal.kind) {
    case 'charge':
    case 'unpaid':
      return [says[renewal.kind](offer, company, speech.day(renewal.on))];
    case 'overdue':
      return renewal.declined
        ? declinedNews({ words, speech }, offer, company, renewal.declined)
        : [says.overdue(offer, company, speech.day(renewal.since))];
    case 'awaits-funds':
    case 'payment-open':
      return underWayNews({ words, speech }, company, announced, renewal);
    case 'at-vendor':
      return [words.elsewhere.says[renewal.sure ? 'expected' : 'unknown'](offer, company, speech.day(renewal.on))];
    case 'unconfirmed':
      return [words.elsewhere.says.unconfirmed(offer, company, speech.day(renewal.since))];
    case 'needs-person': {
      const paid = announced.standing.kind === 'grace' ? says.wasPaidTo : says.paidTo;
      return [paid(offer, company, speech.day(announced.anniversary)), says.needsPerson[renewal.why]];
    }
    case 'left': {
      const paid = announced.standing.kind === 'grace' ? says.wasPaidTo : says.paidTo;
      return [paid(offer, company, speech.day(announced.anniversary)), says.left(renewal.to)];
    }
    case 'by-hand': {
      const paid = announced.standing.kind === 'grace' ? says.wasPaidTo : says.paidTo;
      return [
        paid(offer, company, speech.day(announced.anniversary)),
        renewal.turnedOff ? says.turnedOff : says.notOffered,
      ];
    }
  }
}

/** P12: why it was not charged, and when it is tried again. */
function declinedNews(
  { words, speech }: Voice,
  offer: string,
  company: string,
  { card, code, nextTry }: NonNullable<Extract<Announcement['renewal'], { readonly kind: 'overdue' }>['declined']>,
): readonly string[] {
  const said = words.reminders.notices;
  return [
    said.declined(offer, company, words.screens.card(card), declineInWords({ words }, code)),
    nextTry === null ? said.noMoreTries : said.nextTry(speech.day(nextTry)),
  ];
}

/** Paid at the vendor, which knows its price (D24). */
function elsewhere(renewal: Announcement['renewal']): boolean {
  return renewal.kind === 'by-hand'
    ? renewal.elsewhere === true
    : renewal.kind === 'at-vendor' || renewal.kind === 'unconfirmed';
}

/** How much, on which card, and what it was before (D16, D7). */
function moneyOf({ words, speech }: Voice, { renewal, price }: Announcement): readonly string[] {
  const { says } = words.reminders;
  if (renewal.kind === 'left' || isUnderWay(renewal)) return [];
  if (!price.amount && elsewhere(renewal)) return price.paid ? [says.paidLast(speech.money(price.paid))] : [];
  if (!price.amount) return [says.noPrice(speech.day(price.on))];
  const amount = speech.money(price.amount);
  const change = price.changes && price.paid ? [says.priceChanges(speech.money(price.paid), amount)] : [];
  if (renewal.kind === 'charge') return [says.willBeCharged(amount, words.screens.card(renewal.card)), ...change];
  if (renewal.kind !== 'unpaid') return [says.costs(amount), ...change];
  const { card, expires } = renewal;
  const why =
    card && expires ? says.cardExpires(words.screens.card(card), speech.day(expires), speech) : says.noCard(speech);
  return [says.willCost(amount), ...change, why];
}

/** What the coming term gives that the running one does not, and the other way round. */
export function benefitsOf({ words, speech }: Voice, changes: readonly BenefitChange[]): readonly string[] {
  const { says } = words.reminders;
  const name = (benefit: Benefit) => benefitInWords({ words, speech }, benefit);
  const added = changes.flatMap((change) => (change.kind === 'added' ? [name(change.after)] : []));
  const removed = changes.flatMap((change) => (change.kind === 'removed' ? [name(change.before)] : []));
  const changed = changes.flatMap((change) =>
    change.kind === 'changed' ? [says.benefitChange(name(change.before), name(change.after))] : [],
  );
  return [
    ...(added.length === 0 ? [] : [says.added(speech.list(added))]),
    ...(removed.length === 0 ? [] : [says.removed(speech.list(removed))]),
    ...(changed.length === 0 ? [] : [says.changed(speech.list(changed))]),
  ];
}

function benefitInWords({ words, speech }: Voice, { name, quantity, credit }: Benefit): string {
  const { says } = words.reminders;
  if (credit)
    return says.credit(speech.text(name), speech.money(credit.money), words.screens.offers.every[credit.every]);
  return says.benefit(speech.text(name), quantity === undefined ? undefined : speech.number(quantity));
}

/** What to type, and until when it helps. */
function wayOut({ words, speech }: Voice, announced: Announcement): readonly string[] {
  const { offer, subscription, renewal, standing, window } = announced;
  const { says } = words.reminders;
  const record = speech.here(sh`partner orders record ${subscription}`);
  if (renewal.kind === 'at-vendor') return [words.elsewhere.says.record(record)];
  if (renewal.kind === 'unconfirmed')
    return [
      words.elsewhere.says.recordBy(speech.day(window.closes), record),
      words.elsewhere.says.notRenewed(speech.here(`${speech.act(offer, 'autorenew')} off`)),
    ];
  if (renewal.kind === 'by-hand' && renewal.elsewhere)
    return [words.elsewhere.says.renewThere(speech.day(window.opens), speech.day(window.closes), record)];
  if (isUnderWay(renewal)) return underWayOut({ words, speech }, renewal);
  if (renewal.kind === 'left') return [says.buyThere(speech.here('partner offers list --available'))];
  if (renewal.kind === 'charge' || renewal.kind === 'unpaid')
    return [says.turnOff(speech.here(`${speech.act(offer, 'autorenew')} off`))];
  const keeps = announced.holders.length > 0 ? ' --keep-holders' : '';
  const renew = speech.here(`${speech.act(offer, 'renew')}${keeps}`);
  const closes = speech.day(window.closes);
  const declined = renewal.kind === 'overdue' && renewal.declined !== undefined;
  return [
    ...(declined ? [words.reminders.notices.card(speech.here(ADD_DEFAULT_CARD))] : []),
    standing.kind === 'grace' ? says.renewBy(closes, renew) : says.renew(speech.day(window.opens), closes, renew),
  ];
}

function factsOf({ words, speech }: Voice, { account, programme, announced }: DueReminder): Message['facts'] {
  const { facts } = words.reminders;
  const { price, renewal, window } = announced;
  const taxed = taxRateOn(programme, account.country, price.on) !== undefined;
  const due = amountOf(announced);
  const amount = due && speech.money(due);
  const card = 'card' in renewal ? renewal.card : null;
  return [
    [facts.company, account.company],
    [facts.mpnId, account.mpnId],
    [facts.offer, speech.offer(announced.offer)],
    [facts.anniversary, speech.day(announced.anniversary)],
    [facts.window, words.screens.subscription.fromTo(speech.day(window.opens), speech.day(window.closes))],
    ...(amount === null ? [] : [[facts.amount, taxed ? amount : facts.withoutTax(amount)] as const]),
    ...(price.changes && price.paid ? [[facts.before, speech.money(price.paid)] as const] : []),
    ...(card ? [[facts.card, words.screens.card(card)] as const] : []),
    ...(isUnderWay(renewal) ? underWayFacts({ words, speech }, renewal) : []),
  ];
}

/** What is to come in, where it is ordered; otherwise what it costs. */
function amountOf({ renewal, price }: Announcement) {
  if (renewal.kind === 'awaits-funds') return renewal.transfer.total;
  return renewal.kind === 'payment-open' ? renewal.order.total : price.amount;
}

/** The same for programs; the keys never change with the language. */
function dataOf(announced: Announcement): Readonly<Record<string, unknown>> {
  const { offer, anniversary, window, renewal, price, benefits, lapsing, succeededBy } = announced;
  const card = 'card' in renewal ? renewal.card : null;
  return {
    offer,
    anniversary,
    windowOpens: window.opens,
    windowCloses: window.closes,
    renewal: renewal.kind,
    chargeOn: chargeOf(renewal),
    amount: amountOf(announced),
    paid: price.paid,
    priceChanges: price.changes,
    card: card ? { brand: card.brand, last4: card.last4 } : null,
    succeededBy,
    holders: shownHolders(losing(announced)),
    lapsing,
    benefits: benefits.map((change) => ({
      change: change.kind,
      before: 'before' in change ? shownBenefit(change.before) : null,
      after: 'after' in change ? shownBenefit(change.after) : null,
    })),
    ...(isUnderWay(renewal) ? underWayData(renewal) : {}),
  };
}

function chargeOf(renewal: Announcement['renewal']): Day | null {
  if (renewal.kind === 'awaits-funds') return renewal.without?.on ?? null;
  return renewal.kind === 'charge' ? renewal.on : null;
}

function shownBenefit({ id, name, quantity, credit }: Benefit) {
  return { id, name: name.en, quantity: quantity ?? null, credit: credit ?? null };
}
