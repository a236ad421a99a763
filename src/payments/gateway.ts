import type { Instant } from '../core/day.js';
import type { CHARGE_DIFFERS, NotMade } from '../core/decline.js';
import type { BooksFault } from '../core/gateway.js';
import type { Money } from '../core/money.js';
import type { PaymentPage } from '../core/order.js';
import type { Seen } from '../core/seen.js';
import type { CardOnFile, TypedCard } from '../core/payment-method.js';
import type { Refusal } from '../core/refusal.js';

/**
 * Where money moves. One port; one contract suite runs over every adapter.
 *
 * No method that moves money or looks for it throws for anything that the network, the other side or its books can do:
 * what is not known is an outcome (G3). `ready`, `inspect` and `attach`, which come before any payment, throw
 * GatewayBooksError and GatewayUnreachableError.
 */
export interface Gateway {
  /**
   * Nothing where a payment may be asked of it.
   * @throws GatewayBooksError where its own books cannot be used
   * @throws GatewayUnreachableError where it does not answer, or not to us
   */
  ready(): Promise<void>;
  /** What a card or token is, without keeping it: for the review, before anything is written. */
  inspect(source: PaymentSource, at: Instant): Promise<Inspected>;
  /**
   * Keeps a card for later charges. The same source may be attached again: it is another card on file.
   * @param payer whose card it is, for a gateway that keeps customers
   */
  attach(source: PaymentSource, at: Instant, payer: () => Promise<Payer>): Promise<Attached>;
  /** A page of the gateway's own on which a card is entered; only where none is typed here (D19). */
  cardPage?(): Promise<CardPage>;
  /** Charges once for a key: the same key and the same request give the same answer, another request is refused (G4). */
  charge(request: ChargeRequest): Promise<ChargeOutcome>;
  /**
   * Opens a page of its own on which the cardholder pays what their bank wants their word for (`action_required`): once
   * for the key of that charge, and one charge at most is made on it.
   */
  askCardholder(request: PageRequest): Promise<Asked>;
  /** What became of a page, by the gateway's own name of it. */
  page(ref: string, at: Instant): Promise<PageState>;
  /** Nothing can be paid on it any more once it is `over`; what was paid on it before stays paid. */
  closePage(ref: string, at: Instant): Promise<PageState>;
  /** The cardholder's part, for whoever stands in for them where it is only rehearsed. */
  confirmForCardholder?(ref: string, at: Instant): Promise<PageState>;
  /**
   * Gives the whole of a charge back, once for a key. A gateway gives no charge back twice, so that the same request may
   * be sent again at any time.
   */
  refund(request: RefundRequest): Promise<RefundOutcome>;
  /** Every refund of a charge that was made or is on its way. */
  refunds(chargeId: string): Promise<FoundRefunds>;
  /**
   * Every charge that succeeded for a reference, with what was given back of it; and every page that was opened for it.
   * @param card the gateway's own name of any card that whoever pays for it has or had; undefined where none is known
   */
  find(reference: string, card: () => Promise<string | undefined>): Promise<Found>;
  /** Every charge that succeeded and was not refunded, whatever it was for: a page, from where the last one ended. */
  list(from: string | undefined, limit: number): Promise<Listed>;
  /** What an event of its own is about, read anew; only where it tells by itself. Nothing that an event says is believed. */
  readonly toldOf?: (event: ToldEvent) => Promise<ToldOf>;
  /** What it shows of a charge that succeeded; only where it tells by itself. */
  readonly seen?: (chargeId: string) => Promise<FoundSeen>;
  /**
   * What time it is by the gateway's own clock, or by whatever tells its time apart from this program's; undefined
   * where it cannot tell. A clock that is wrong here is seen by it (G15).
   */
  now(): Promise<Instant | undefined>;
  close(): void;
}

export type PaymentSource =
  | { readonly kind: 'card'; readonly card: TypedCard }
  /** `agreed`: its holder has agreed on the gateway's own page to be charged while nobody is there. */
  | { readonly kind: 'token'; readonly token: string; readonly agreed?: true };

/** Open for a while; whoever has its address can enter a card. */
export interface CardPage {
  readonly url: string;
  /** The card, once it is there; `over` where the page has closed without one. @throws GatewayUnreachableError */
  entered(): Promise<PaymentSource | 'over' | undefined>;
}

/** Who pays. A gateway that keeps customers keeps one for each, whatever cards they have. */
export interface Payer {
  /** In words that survive a restored ledger: what each of their references begins with (F6). */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The gateway's own name of a card that they have or had, where there is one. */
  readonly card: string | undefined;
}

export type Inspected = { readonly card: Omit<CardOnFile, 'gatewayRef'> } | { readonly refusal: Refusal };

export type Attached =
  | { readonly kind: 'attached'; readonly card: CardOnFile }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'declined'; readonly declineCode: string }
  | Unknown;

/** Immutable: sent again byte for byte when the answer was lost. */
export interface ChargeRequest {
  readonly key: string;
  readonly reference: string;
  readonly amount: Money;
  /** The gateway's own name of the card. */
  readonly gatewayRef: string;
  readonly at: Instant;
  readonly mayGo?: MayGo;
}

/**
 * The sender's last word, and no part of what is sent: asked right before the first byte goes out. Where it may not go
 * any more, nothing is sent, and the outcome says that nothing was done.
 */
export type MayGo = () => Promise<boolean>;

/** The charge that wants its cardholder's word, and what to say of it on the page. Immutable, as that is. */
export interface PageRequest extends Omit<ChargeRequest, 'mayGo'> {
  readonly label: string;
}

export type PageState =
  | { readonly kind: 'open'; readonly page: PaymentPage }
  | { readonly kind: 'paid'; readonly chargeId: string }
  /** It was closed, or its time has passed. */
  | { readonly kind: 'over' }
  | Unknown;

/** `not_executed`: it is certain that there is no page. */
export type Asked = PageState | { readonly kind: 'not_executed'; readonly reason: string };

export type ChargeOutcome =
  /** `found`: it was there already when somebody looked, and was made by whoever asked for it. */
  | { readonly kind: 'succeeded'; readonly chargeId: string; readonly found?: FoundCharge }
  | { readonly kind: 'declined'; readonly declineCode: string }
  | { readonly kind: 'action_required' }
  /** It is certain that nothing was charged: the request never left, or the gateway refused it as malformed. */
  | { readonly kind: 'not_executed'; readonly reason: NotMade }
  | Unknown;

/** Immutable, as a charge is. */
export interface RefundRequest {
  readonly key: string;
  readonly chargeId: string;
  readonly amount: Money;
  readonly at: Instant;
  readonly mayGo?: MayGo;
}

export type RefundOutcome =
  | { readonly kind: 'refunded'; readonly refundId: string }
  /** It is certain that nothing was given back. */
  | { readonly kind: 'refused'; readonly reason: string }
  | Unknown;

export type FoundRefunds = { readonly kind: 'found'; readonly refunds: readonly FoundRefund[] } | Unknown;

interface FoundRefund {
  readonly refundId: string;
  readonly key: string;
  readonly amount: Money;
  readonly at: Instant;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
}

/**
 * `pending`: the gateway has it, and the bank has not said yet how it ends. `busy`, `unreachable`, `key_refused`: it could
 * not be asked, which says nothing of what was sent before. `account_differs`: the gateway knows nothing of this ledger's cards. `books_…`: its own books are missing, are
 * another ledger's, or failed while they were read or written.
 */
export type UnknownReason =
  | 'connection_cut'
  | 'timed_out'
  | 'server_error'
  | 'unreadable_answer'
  | typeof CHARGE_DIFFERS
  | 'key_reused'
  | 'pending'
  | 'busy'
  | 'unreachable'
  | 'key_refused'
  | 'account_differs'
  | 'books_missing'
  | 'books_others'
  | 'books_unreadable';

export type Found =
  | {
      readonly kind: 'found';
      readonly charges: readonly FoundCharge[];
      readonly pages: readonly FoundPage[];
      readonly declines: readonly FoundDecline[];
    }
  | Unknown;

/** A charge that was asked for with that key, at that moment, and declined: for ever, unlike one that waits for somebody. */
export interface FoundDecline extends Pick<ChargeRequest, 'key' | 'at'> {
  readonly declineCode: string;
}

/** A message of the gateway's, as far as it is looked at: what kind of thing it is about, and its name there. */
export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly about: { readonly kind: string; readonly ref: string };
}

/** The reference of what was paid; `nothing`: it is about no payment that bears one. */
export type ToldOf = { readonly kind: 'payment'; readonly reference: string } | { readonly kind: 'nothing' } | Unknown;

export type FoundSeen = { readonly kind: 'found'; readonly seen: Seen } | Unknown;

/** A page that was opened for a reference: what it was asked for with, and the gateway's own name of it. */
export interface FoundPage extends Pick<PageRequest, 'key' | 'gatewayRef' | 'at'> {
  readonly ref: string;
  /** Absent where nothing can be paid on it any more. */
  readonly open?: PaymentPage;
}

export type Listed =
  /** `next`: where the next page begins; undefined after the last. */
  { readonly kind: 'listed'; readonly charges: readonly ListedCharge[]; readonly next: string | undefined } | Unknown;

export interface ListedCharge extends FoundCharge {
  readonly reference: string;
}

export interface FoundCharge {
  readonly chargeId: string;
  readonly key: string;
  readonly amount: Money;
  readonly at: Instant;
  /** What it was charged to; null where the gateway does not tell. */
  readonly card: CardOnFile | null;
  /** What was given back of it; null where all of it was kept. */
  readonly returned: Money | null;
}

/**
 * The same gateway, asked but never told (`--dry-run`): whatever it would be told is assumed to succeed, and what it
 * would answer has a made-up name.
 */
export function dryRunGateway(gateway: Gateway, invent: (what: string) => string): Gateway {
  const confirmed = new Map<string, PageState>();
  return {
    ...gateway,
    page: async (ref, at) => confirmed.get(ref) ?? gateway.page(ref, at),
    ...(gateway.confirmForCardholder
      ? {
          async confirmForCardholder(ref) {
            const paid = { kind: 'paid', chargeId: invent('charge') } as const;
            confirmed.set(ref, paid);
            return paid;
          },
        }
      : {}),
    async attach(source, at) {
      await gateway.ready();
      const known = await gateway.inspect(source, at);
      if ('refusal' in known) return { kind: 'refused', refusal: known.refusal };
      return { kind: 'attached', card: { gatewayRef: invent('card'), ...known.card } };
    },
    charge: async () => ({ kind: 'succeeded', chargeId: invent('charge') }),
    closePage: async () => ({ kind: 'over' }),
    refund: async () => ({ kind: 'refunded', refundId: invent('refund') }),
  };
}

/** The gateway was asked for nothing yet, and cannot be: nothing was charged, and nothing was written. */
export class GatewayUnreachableError extends Error {
  override readonly name = 'GatewayUnreachableError';
  readonly code = 'GATEWAY_UNREACHABLE';
  constructor(
    readonly reason: UnknownReason,
    options?: ErrorOptions,
  ) {
    super(`GATEWAY_UNREACHABLE: ${reason}`, options);
  }
}

/**
 * The gateway's own books cannot be used. They are never replaced (G17), and what they do not say is not known (G3).
 * Only the embedded sandbox keeps books that can fail like this.
 */
export class GatewayBooksError extends Error {
  override readonly name = 'GatewayBooksError';
  readonly code = 'GATEWAY_BOOKS';
  constructor(
    /** The file. */
    readonly location: string,
    readonly reason: BooksFault,
    /** The engine's own words, for `--debug` alone. */
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`GATEWAY_BOOKS: ${location}: ${detail}`, options);
  }
}
