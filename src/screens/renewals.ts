import { type Day, type Instant, dayOf } from '../core/day.js';
import type { Due } from '../core/outlook.js';
import type { Money } from '../core/money.js';
import { awaitedPage, openAttempt } from '../core/order.js';
import { amountOn } from '../core/plan.js';
import { findOffer } from '../core/programme.js';
import { vendorRenewal } from '../core/subscription.js';
import type { DueRenewal, Held, MissedRenewal } from '../journeys/renewals.js';
import type { RunItem } from '../journeys/renewals-run.js';
import type { Block, Column, Screen } from '../io/blocks.js';
import { sh } from '../language/command-line.js';
import type { Context } from '../cli/context.js';
import type { Voice } from '../language/words.js';

/** A due renewal as scripts read it. */
export interface ShownDue {
  readonly accountId: string;
  readonly mpnId: string;
  readonly subscriptionId: string;
  readonly offer: string;
  readonly anniversary: Day;
  readonly chargeOn: Day;
  /** What a run would do, or did. */
  readonly result: 'charge' | 'charged' | 'found' | 'declined' | 'unknown' | 'waiting' | 'skipped';
  readonly amount: Money | null;
  readonly paymentMethod: string | null;
  /** Why it is skipped, declined or unknown: a code. */
  readonly reason: string | null;
  readonly nextTry: Instant | null;
  readonly orderId: string | null;
  readonly receiptNumber: string | null;
}

/** The same of a list in which there may be what is the vendor's to charge, too, and what nobody charges any more. */
export type ShownListed = Omit<ShownDue, 'result'> & { readonly result: ShownDue['result'] | 'expected' | 'missed' };

/** What a run would do now. */
export function shownDue(found: DueRenewal): ShownDue {
  const { due } = found;
  return { ...basics(found), result: resultOf(due), ...reasonOf(due) };
}

function resultOf(due: Due): ShownDue['result'] {
  if (due.kind === 'charge') return 'charge';
  if (due.kind !== 'open') return 'skipped';
  if (awaitedPage(due.order)) return 'waiting';
  return openAttempt(due.order)?.state === 'unknown' ? 'unknown' : 'skipped';
}

/** What the vendor is expected to have charged: no run does anything about it. */
export function shownExpected(held: Held): ShownListed {
  const { account, subscription, anniversary } = held;
  const offer = findOffer(held.programme, subscription.offer);
  return {
    ...unsettled(held),
    chargeOn: anniversary,
    result: 'expected',
    reason: vendorRenewal(subscription) === 'on' ? null : 'VENDOR_RENEWAL_UNKNOWN',
    amount: offer ? amountOn(held, offer, account.country, anniversary) : null,
  };
}

/** What nothing charges by itself any more, and why it was not. */
export function shownMissed(held: MissedRenewal): ShownListed {
  const { since, why } = held.missed;
  return {
    ...unsettled(held),
    chargeOn: since,
    result: 'missed',
    amount: null,
    reason: missedReason(why),
    orderId: 'order' in why ? why.order : null,
  };
}

function missedReason(why: MissedRenewal['missed']['why']): string {
  switch (why.code) {
    case 'DECLINED':
      return why.declineCode;
    case 'REFUSED':
      return why.rule;
    case 'PAYMENT_OPEN':
      return 'unknown';
    default:
      return why.code;
  }
}

/** The command that buys it again, after those that look for its transfer (P9) and record what the vendor has renewed (D30); or, of several accounts, that tells of the first. */
export function buyAgain({ words, speech }: Context, missed: readonly ShownListed[], everybody: boolean): Screen {
  const first = missed.find(({ reason }) => reason !== 'unknown');
  if (!first) return [];
  const said = words.renewals;
  if (everybody)
    return [{ kind: 'text', text: said.buyAgain(speech.here(sh`partner status --account ${first.mpnId}`)) }];
  const again = said.buyAgain(speech.here(speech.act(first.offer, 'subscribe')));
  const unsaid = missed.find(({ reason }) => reason === 'NOT_RECORDED');
  const record = unsaid && speech.here(sh`partner orders record ${unsaid.subscriptionId}`);
  const awaited = missed.find(({ reason }) => reason === 'NO_FUNDS')?.orderId;
  const lines = [
    ...(awaited ? [said.transferFirst(awaited, speech.here(sh`partner orders show ${awaited}`))] : []),
    ...(record === undefined ? [] : [words.elsewhere.says.recordLate(record)]),
    again,
  ];
  return lines.map((text) => ({ kind: 'text', text }));
}

/** What a run did. */
export function shownItem(item: RunItem): ShownDue {
  const { result } = item;
  if (result.kind === 'unlisted') return { ...basics(item), result: 'skipped', reason: 'NOT_LISTED' };
  if (result.kind === 'skipped') return { ...basics(item), result: 'skipped', ...reasonOf(result.due) };
  const { order } = result;
  return {
    ...basics(item),
    result: result.kind,
    amount: order.total,
    paymentMethod: order.paymentMethodId,
    reason: reasonFor(result),
    nextTry: result.kind === 'declined' ? result.nextTry : null,
    orderId: order.id,
    receiptNumber: order.receiptNumber,
  };
}

/** The same of a dry run, in which nothing was charged. */
export function wouldCharge(item: ShownDue): ShownDue {
  return item.result === 'charged' ? { ...item, result: 'charge', orderId: null, receiptNumber: null } : item;
}

function reasonFor(result: Exclude<RunItem['result'], { kind: 'skipped' | 'unlisted' }>): string | null {
  if (result.kind === 'declined') return result.declineCode;
  return result.kind === 'charged' || result.kind === 'found' ? null : result.kind;
}

function basics({ due, plan, ...held }: DueRenewal): ShownDue {
  return {
    ...unsettled(held),
    chargeOn: due.chargeOn,
    result: 'skipped',
    amount: plan?.total ?? null,
    paymentMethod: due.kind === 'charge' ? due.method.id : null,
  };
}

/** Whose it is, and of what, before anything came of it. */
function unsettled({ account, subscription, anniversary }: Pick<Held, 'account' | 'subscription' | 'anniversary'>) {
  return {
    accountId: account.id,
    mpnId: account.mpnId,
    subscriptionId: subscription.id,
    offer: subscription.offer,
    anniversary,
    paymentMethod: null,
    reason: null,
    nextTry: null,
    orderId: null,
    receiptNumber: null,
  };
}

/** What stands against charging what is due. */
function reasonOf(due: Due): Pick<ShownDue, 'reason' | 'nextTry' | 'orderId'> {
  switch (due.kind) {
    case 'charge':
      return { reason: null, nextTry: null, orderId: null };
    case 'later':
      return { reason: due.declineCode, nextTry: due.from, orderId: null };
    case 'given-up':
      return { reason: due.declineCode, nextTry: null, orderId: null };
    case 'refused':
      return { reason: due.refusal.code, nextTry: null, orderId: null };
    case 'open':
      return {
        reason: awaitedPage(due.order) ? 'waiting' : (openAttempt(due.order)?.state ?? null),
        nextTry: null,
        orderId: due.order.id,
      };
  }
}

type Table = Extract<Block, { readonly kind: 'table' }>;

/** What is due, or what came of it, a line each. */
export function dueTable(context: Context, items: readonly ShownListed[]): Table {
  const { words, speech } = context;
  const said = words.renewals;
  const rows = items.map((item) => [
    resultInWords(context, item),
    item.mpnId,
    item.offer,
    speech.day(item.anniversary),
    item.amount ? speech.money(item.amount) : '',
    noteOn(context, item),
  ]);
  const columns: readonly Column[] = [
    { title: said.result },
    { title: said.mpnId },
    { title: said.offer },
    { title: said.anniversary },
    { title: said.amount, align: 'right' },
    { title: said.reason },
  ];
  return { kind: 'table', columns, rows };
}

/** What a run did not charge: who, and why. */
export function troubleTable(context: Context, items: readonly ShownListed[]): Table {
  const { renewals: said, general } = context.words;
  const rows = items.map((item) => [
    resultInWords(context, item),
    general.partner(item.mpnId),
    item.offer,
    noteOn(context, item),
  ]);
  return {
    kind: 'table',
    columns: [said.result, said.account, said.offer, said.reason].map((title) => ({ title })),
    rows,
  };
}

/** What the vendor may have renewed is not expected of it. */
function resultInWords({ words: { renewals: said } }: Context, { result, reason }: ShownListed): string {
  return reason === 'VENDOR_RENEWAL_UNKNOWN' ? said.maybeAtVendor : said.results[result];
}

/** Why what is due is not charged now, and when it is tried again. */
export function reasonInWords(voice: Voice, due: Due): string {
  return noteOn(voice, reasonOf(due));
}

type Noted = Pick<ShownDue, 'reason' | 'nextTry'> & { readonly result?: ShownListed['result'] };

function noteOn({ words, speech }: Voice, { reason, nextTry, result }: Noted): string {
  if (reason === null) return '';
  const { reasons, open, ...said } = words.renewals;
  if (reason === 'unknown' || reason === 'waiting') return open[reason](speech);
  const stated: Readonly<Record<string, string>> = reasons;
  if (stated[reason] !== undefined) return stated[reason];
  // What was missed was tried as long as there was time: its tries may not have been all.
  if (result === 'missed') return declineInWords({ words }, reason);
  const next = nextTry ? said.nextTry(speech.day(dayOf(nextTry))) : said.noMoreTries;
  return `${declineInWords({ words }, reason)}, ${next}`;
}

/** Why a bank declined; a code that has no words of ours stands for itself. */
export function declineInWords({ words }: Pick<Voice, 'words'>, code: string): string {
  const declines: Readonly<Record<string, string>> = words.renewals.declines;
  return declines[code] ?? code;
}
