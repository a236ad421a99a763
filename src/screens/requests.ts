import type { Voice } from '../language/words.js';
import type { Book } from '../core/book.js';
import type { Day, Instant } from '../core/day.js';
import type { Money } from '../core/money.js';
import { requestStatus, type RequestEntry, type SupportRequest } from '../core/support-request.js';
import type { ShownAutorenew } from './subscriptions.js';
import type { Block, Fact, Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { View } from '../core/view.js';
import { plannedCharge } from '../core/outlook.js';
import type { Subscription } from '../core/subscription.js';

/** A request as scripts read it. */
interface ShownRequest {
  readonly id: string;
  readonly number: number;
  readonly problem: SupportRequest['problem'];
  readonly status: ReturnType<typeof requestStatus>;
  /** The subscription that is to be cancelled, and its offer; null where none is. */
  readonly cancels: string | null;
  readonly offer: string | null;
  /** The upgrade that took its place while the request was open; null where none did. */
  readonly superseded: SupportRequest['superseded'] | null;
  readonly text: string;
  readonly filedAt: Instant;
  readonly filedBy: string;
  /** What was given back with its answer; null where nothing was. */
  readonly refund: { readonly order: string; readonly amount: Money; readonly creditNoteNumber: string | null } | null;
  readonly entries: readonly (Omit<RequestEntry, 'requestId' | 'on'> & { readonly on: Day | null })[];
}

export function shownRequest(book: Book, request: SupportRequest): ShownRequest {
  const { id, number, problem, cancels, text, filedAt, filedBy } = request;
  const entries = request.entries.map(({ requestId: _, on = null, ...entry }) => ({ ...entry, on }));
  const status = requestStatus(request);
  const superseded = (status === 'superseded' && request.superseded) || null;
  const about = { cancels, offer: offerOf(book, request), superseded };
  const returned = book.refunds.find((one) => one.requestId === id && one.state === 'refunded');
  const refund = returned
    ? { order: returned.orderId, amount: returned.amount, creditNoteNumber: returned.creditNoteNumber ?? null }
    : null;
  return { id, number, problem, status, ...about, text, filedAt, filedBy, refund, entries };
}

/** What will be charged while nobody has answered; null where nothing will. */
interface ShownCharge {
  readonly on: Day;
  readonly amount: Money | null;
  readonly paymentMethod: string | null;
}

export function shownCharge({ nextChargeOn, amount, paymentMethod }: ShownAutorenew): ShownCharge | null {
  return nextChargeOn === null ? null : { on: nextChargeOn, amount, paymentMethod };
}

/** What a request is about, in a few words. */
export function aboutRequest({ words, speech }: Voice, book: Book, request: SupportRequest): string {
  const offer = offerOf(book, request);
  return offer === null ? words.support.problems[request.problem] : words.support.cancel(speech.offer(offer));
}

function offerOf(book: Book, { cancels }: SupportRequest): string | null {
  return book.subscriptions.find(({ id }) => id === cancels)?.offer ?? null;
}

/** A request with everything that was added to it, oldest first. */
export function requestScreen(context: Context, book: Book, request: SupportRequest): Screen {
  const { words, speech } = context;
  const said = words.support;
  const rows = request.entries.map((entry) => [
    entry.on ? words.general.happened(speech.day(entry.on), speech.instant(entry.at)) : speech.instant(entry.at),
    entry.by,
    entry.text ?? (entry.outcome === null ? '' : said.statuses[entry.outcome]),
  ]);
  const columns = [said.when, said.by, said.what].map((title) => ({ title }));
  return [
    { kind: 'title', left: said.request(request.number) },
    {
      kind: 'facts',
      rows: [
        [said.status, said.statuses[requestStatus(request)]],
        [said.problem, said.problems[request.problem]],
        ...(request.cancels === null ? [] : [[said.about, aboutRequest(context, book, request)] as const]),
        ...(request.text === '' ? [] : [[said.text, request.text] as const]),
        [said.opened, speech.instant(request.filedAt)],
        ...(requestStatus(request) === 'superseded' && request.superseded
          ? [
              [
                said.end,
                said.supersededBy(speech.offer(request.superseded.by), speech.day(request.superseded.on)),
              ] as const,
            ]
          : []),
        [said.by, request.filedBy],
        ...refundOf(context, book, request),
        ...endOf(context, book, request),
      ],
    },
    ...(rows.length === 0 ? [] : [{ kind: 'table', title: said.log, columns, rows } as const]),
  ];
}

/** From when what it asked to cancel is so, once that is approved. */
function endOf({ words, speech }: Context, { subscriptions }: Book, request: SupportRequest): readonly Fact[] {
  const cancelled = subscriptions.find(({ id }) => id === request.cancels)?.cancelled;
  if (requestStatus(request) !== 'approved' || !cancelled) return [];
  return [[words.support.cancelledFrom, speech.day(cancelled.from)]];
}

/** What was given back with its answer, and the paper of it. */
function refundOf({ words, speech }: Context, { refunds }: Book, request: SupportRequest): readonly Fact[] {
  const { creditNote } = words.screens;
  const returned = refunds.find(({ requestId, state }) => requestId === request.id && state === 'refunded');
  if (!returned && request.cancels !== null && requestStatus(request) === 'approved')
    return [[creditNote.total, words.support.nothingBack]];
  if (!returned) return [];
  const { amount, creditNoteNumber } = returned;
  const paper = [creditNote.title, creditNoteNumber ?? ''] as const;
  return [[creditNote.total, speech.money(amount)], ...(creditNoteNumber === undefined ? [] : [paper])];
}

/** D9: what will be charged while nobody has answered: when, how much and on which card. */
export function chargeWarning({ words, speech }: Context, view: View, held: Subscription): Block | undefined {
  const said = words.support;
  const charge = plannedCharge(view, held);
  if (!charge) return undefined;
  const {
    amount,
    paying: { card },
  } = charge;
  const [offer, day] = [speech.offer(held.offer), speech.day(charge.on)];
  const text =
    amount && card
      ? said.mayBeCharged(offer, speech.money(amount), words.screens.card(card), day)
      : said.mayBeChargedSomehow(offer, day);
  return { kind: 'warning', text, command: speech.here(`${speech.act(held.offer, 'autorenew')} off`) };
}
