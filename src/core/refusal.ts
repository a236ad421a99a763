import type { Shortfall, NoRefund, StatedAgain, RequestOutcome } from './records.js';
import type { Day, Instant, Witness } from './day.js';
import type { BasisPoints, Money } from './money.js';
import type { Act, Role } from './role.js';

/**
 * Every "no" a rule can say: its code, which scripts rely on, and the facts a person needs to understand it.
 * The words for it live in `language/`, one entry a code and a language; a new code does not compile without them.
 */
interface Facts {
  /** `left`: who was a member and left. `noLedgerAt`: where a ledger was looked for and is none. */
  NOT_A_MEMBER: {
    readonly offer?: string;
    readonly left?: { readonly company: string; readonly on: Day };
    readonly noLedgerAt?: string;
  };
  ALREADY_MEMBER: { readonly mpnId: string; readonly company: string; readonly since: Day };
  ALREADY_SUBSCRIBED: {
    readonly offer: string;
    readonly owned: string;
    readonly anniversary: Day;
    readonly opens: Day;
    readonly closes: Day;
    readonly renewable: boolean;
  };
  NOT_SUBSCRIBED: { readonly offer: string };
  NOT_ELIGIBLE: {
    readonly offer: string;
    readonly level: string;
    /** The area that is nearest to it, and what is missing there; null and nothing where none was begun. */
    readonly area: string | null;
    readonly shortfall: readonly Shortfall[];
  };
  /** It is bought as an upgrade of what is owned, which costs less (P7). */
  UPGRADE_INSTEAD: { readonly offer: string; readonly from: string; readonly discount: BasisPoints };
  ALREADY_UPGRADED: { readonly offer: string; readonly by: string; readonly on: Day };
  OFFER_INCLUDED: { readonly offer: string; readonly by: string; readonly until: Day };
  /** It was bought in `programme`; `to`: the one that the account is in; `until`: its last paid day. */
  PROGRAMME_LEFT: { readonly offer: string; readonly programme: string; readonly to: string; readonly until: Day };
  PRICE_NOT_KNOWN: { readonly offer: string; readonly country: string; readonly on: Day };
  /** `act`: what is over; `by`: what takes its place, null where the programme names nothing. */
  OFFER_ENDED: { readonly offer: string; readonly act: 'buy' | 'renew'; readonly on: Day; readonly by: string | null };
  /** Before tax; `limit`: by how much it may rise and still be charged without anybody. */
  PRICE_ROSE: { readonly offer: string; readonly paid: Money; readonly now: Money; readonly limit: BasisPoints };
  /** The cardholder's bank wants what an order was paid with back, or has it. */
  CARD_DISPUTED: {
    readonly offer: string;
    readonly card: { readonly brand: string; readonly last4: string };
    readonly order: string;
    readonly dispute: string;
  };
  WINDOW_NOT_OPEN: { readonly offer: string; readonly anniversary: Day; readonly opens: Day; readonly closes: Day };
  WINDOW_CLOSED: { readonly offer: string; readonly anniversary: Day; readonly closed: Day };
  ALREADY_RENEWED: { readonly offer: string; readonly paidTo: Day; readonly opens: Day };
  AUTORENEW_LOCKED: {
    readonly offer: string;
    readonly turnedOffOn: Day;
    /** It was stated as off, and on that day: nobody said since when (D29). */
    readonly stated: boolean;
    readonly anniversary: Day;
    /** The term has. */
    readonly ended: boolean;
    /** The window has opened. */
    readonly open: boolean;
    readonly opens: Day;
    readonly closes: Day;
  };
  /** Bought elsewhere, and nobody said whether the vendor renews it. `order`: what was recorded of it. */
  AUTORENEW_AT_VENDOR: { readonly offer: string; readonly order: string };
  /** D25; `order`: what is recorded. `by`: its offer, null where that is the same. `refund`: what was given back of it (D31); `open`: it was placed here, and may yet be paid; `said`: what was said and stands otherwise, where it could be stated again of that order. */
  RECORD_CONFLICT: {
    readonly order: string;
    readonly by: string | null;
    readonly said?: StatedAgain;
    readonly refund?: { readonly amount: Money; readonly on: Day };
    readonly open?: true;
  };
  /** D22; `earliest`: the first day on which it can have happened, `since` for what. */
  DAY_TOO_EARLY: { readonly offer: string; readonly on: Day; readonly earliest: Day; readonly since: Since };
  /** D28 */
  /** `command`: the line that says it all again, but for the day. */
  ANNIVERSARY_NOT_KNOWN: { readonly offer: string; readonly command?: string };
  /** D26: a later term stands on the one whose dates were to be moved. */
  TERM_SETTLED: { readonly order: string; readonly offer: string };
  AUTORENEW_NOT_OFFERED: { readonly offer: string; readonly programme: string };
  TERMS_NOT_ACCEPTED: { readonly terms: string; readonly version: string };
  TERMS_OUTDATED: { readonly terms: string; readonly given: string; readonly inForce: string };
  PAYMENT_METHOD_REQUIRED: { readonly offer: string };
  /** `order`: it is being paid with it, and has no answer yet; otherwise it pays a renewal on `chargeOn`. */
  PAYMENT_METHOD_IN_USE: { readonly paymentMethod: string; readonly offer: string } & (
    | { readonly chargeOn: Day; readonly order?: never; readonly waits?: never }
    | { readonly chargeOn: null; readonly order: string; readonly waits: boolean }
  );
  /** `instead`: another one on file that is good. */
  CARD_EXPIRED: {
    readonly card: { readonly brand: string; readonly last4: string };
    readonly lastDay: Day;
    readonly offer: string;
    readonly kind: 'purchase' | 'renewal' | 'upgrade';
    readonly instead: string | null;
  };
  CARD_INVALID: { readonly problem: CardProblem };
  /** `roles`: none, where the person is no user of the account. `who`: the others who can. */
  ROLE_REQUIRED: {
    readonly act: Act;
    readonly user: string;
    readonly roles: readonly Role[];
    readonly needed: readonly Role[];
    readonly who: readonly string[];
  };
  /** `others`: users who could be made one first. */
  LAST_GLOBAL_ADMIN: { readonly user: string; readonly others: readonly string[] };
  ALREADY_USER: { readonly user: string; readonly roles: readonly Role[] };
  /** `renewing`: those of them that are charged again if nobody turns that off. */
  HAS_ACTIVE_OFFERS: {
    readonly offers: readonly string[];
    readonly until: Day;
    readonly renewing: readonly string[];
    /** Nothing of it is owned: these orders have a payment without an answer. */
    readonly unsettled?: readonly string[];
  };
  /** `from`: the first day on which it is cancelled. */
  SUBSCRIPTION_CANCELLED: { readonly offer: string; readonly from: Day };
  /** `on`: the anniversary date, or the first day on which it is cancelled. */
  NOTHING_TO_CANCEL: {
    readonly offer: string;
    readonly why: NotCancellable;
    readonly on: Day;
    /** The offer that took its place. */
    readonly by?: string;
  };
  CANCELLATION_NOT_REQUESTED: { readonly offer: string; readonly order: string };
  REFUND_WINDOW_CLOSED: {
    readonly offer: string;
    readonly order: string;
    readonly why: NoRefund;
    readonly until: Day | null;
  };
  /** A part was given back at the gateway by other hands, so that the whole can't be any more; `left`: what they kept. */
  REFUNDED_IN_PART: {
    readonly order: string;
    readonly request: number;
    readonly returned: Money;
    readonly left: Money;
  };
  TRANSFER_NOT_OFFERED: { readonly offer: string; readonly programme: string };
  /** The bank wants the cardholder's word, on that page. */
  PAYMENT_WAITS: { readonly offer: string; readonly order: string; readonly url: string; readonly until: Instant };
  TRANSFER_PENDING: {
    readonly offer: string;
    readonly order: string;
    readonly reference: string;
    readonly due: Day;
  };
  /**
   * `on`: its due day, or the day on which it was cancelled or paid; null where it was never paid by bank transfer.
   * `inTime`: funds that came by then can still be confirmed.
   */
  TRANSFER_CLOSED: {
    readonly order: string;
    readonly offer: string;
    readonly kind: 'purchase' | 'renewal' | 'upgrade';
    readonly why: NotAwaited;
    readonly on: Day | null;
    readonly inTime?: true;
  };
  PAID_BEFORE: {
    readonly offer: string;
    /** That waits for its transfer; null where none was placed. */
    readonly order: string | null;
    readonly charged: Money;
    readonly on: Day;
    readonly card: { readonly brand: string; readonly last4: string } | null;
  };
  TRANSFER_AMOUNT_DIFFERS: { readonly order: string; readonly wanted: Money; readonly received: Money };
  /** `offers`: those that give it. */
  BENEFIT_NOT_GRANTED: { readonly benefit: string; readonly offers: readonly string[] };
  BENEFIT_NOT_ACTIVATED: { readonly benefit: string; readonly offer: string };
  /** `redeemBy`: the last day on which it could be activated. */
  BENEFIT_LAPSED: { readonly benefit: string; readonly offer: string; readonly redeemBy: Day };
  NOT_A_LICENCE: { readonly benefit: string };
  /** `users`: who holds one. */
  LICENCES_EXHAUSTED: { readonly benefit: string; readonly granted: number; readonly users: readonly string[] };
  REQUEST_CLOSED: { readonly request: number; readonly outcome: RequestOutcome; readonly at: Instant };
  /** `who`: the others who can. */
  OTHER_USER_REQUIRED: { readonly request: number; readonly filedBy: string; readonly who: readonly string[] };
  /** `token`: a token asks, and not a person. `alone`: nobody else of the account may buy. */
  TWO_ADMINS_REQUIRED: { readonly order: string; readonly why: 'alone' | 'token' };
  /** `moving`: to another programme; otherwise the membership was to be ended. */
  HAS_OPEN_REQUESTS: { readonly requests: readonly number[]; readonly moving?: true };
  /** `moved`: where a person moves the clock of a sandbox, which stays where it is. */
  CLOCK_BEHIND_LEDGER: { readonly today: Day; readonly lastEvent: Day; readonly moved?: true };
  /** `known`: the day that something else tells. `movesMoney`: then nobody can say that the clock is right all the same. */
  CLOCK_AHEAD: { readonly today: Day; readonly known: Day; readonly by: Witness; readonly movesMoney: boolean };
  SANDBOX_ONLY: { readonly action: string };
  /**
   * The vendor is paid elsewhere, and nothing is charged here. `offer`: what was to be bought, null where it was about a
   * card. `portal`: the address where it is paid; null where the programme names none. `owned`: the offer is, so that it
   * is recorded, and not adopted; `term-end`: with its anniversary date, to which no rule is known to lead (D28).
   */
  PAID_ELSEWHERE: {
    readonly offer: string | null;
    readonly portal: string | null;
    readonly owned: 'no' | 'yes' | 'term-end';
    /** The day on which the vendor may have renewed it already (D30). */
    readonly maybeRenewedOn?: Day;
  };
  CLOCK_NOT_FROZEN: { readonly asOf: Day };
  LEDGER_NOT_EMPTY: { readonly holds: 'events' | 'charges' };
}

/** Past its anniversary date, with nobody's word whether the vendor renewed it, its window closed, cancelled before, or cancelled and running out. */
export type NotCancellable = 'grace' | 'unconfirmed' | 'expired' | 'cancelled' | 'ending' | 'superseded';

/** Why no funds are awaited for an order; `taken`: its term was bought otherwise since. */
export type NotAwaited = 'expired' | 'taken' | 'cancelled' | 'paid' | 'by-card';

/** What an event day follows from: the payment, the first day of a benefit or of a term, or the renewal. */
export type Since = 'paid' | 'given' | 'started' | 'renewed';

/** `elsewhere`: no number is typed here, since the gateway's own page takes it. `others`: somebody else's at the gateway. */
export type CardProblem =
  'number' | 'not-a-test-number' | 'unknown-token' | 'expiry' | 'expired' | 'cvc' | 'elsewhere' | 'others';

export type RefusalCode = keyof Facts;
export type RefusalOf<C extends RefusalCode> = { readonly code: C; readonly rule: string } & Facts[C];
export type Refusal = { [C in RefusalCode]: RefusalOf<C> }[RefusalCode];

/** The rule or decision behind each code: it is printed with every refusal. */
export const RULE_OF: { readonly [C in RefusalCode]: string } = {
  NOT_A_MEMBER: 'R2',
  ALREADY_MEMBER: 'R2',
  ALREADY_SUBSCRIBED: 'D8',
  NOT_SUBSCRIBED: 'R6',
  NOT_ELIGIBLE: 'R5',
  UPGRADE_INSTEAD: 'P7',
  ALREADY_UPGRADED: 'P7',
  OFFER_INCLUDED: 'P7',
  PROGRAMME_LEFT: 'D34',
  PRICE_NOT_KNOWN: 'P10',
  OFFER_ENDED: 'P10',
  PRICE_ROSE: 'P10',
  CARD_DISPUTED: 'G22',
  WINDOW_NOT_OPEN: 'D4',
  WINDOW_CLOSED: 'P1',
  ALREADY_RENEWED: 'D4',
  AUTORENEW_LOCKED: 'R15',
  AUTORENEW_AT_VENDOR: 'D29',
  RECORD_CONFLICT: 'D25',
  DAY_TOO_EARLY: 'D22',
  ANNIVERSARY_NOT_KNOWN: 'D28',
  TERM_SETTLED: 'D26',
  AUTORENEW_NOT_OFFERED: 'P2',
  TERMS_NOT_ACCEPTED: 'R7',
  TERMS_OUTDATED: 'R7',
  PAYMENT_METHOD_REQUIRED: 'R8',
  PAYMENT_METHOD_IN_USE: 'R8',
  CARD_EXPIRED: 'D7',
  CARD_INVALID: 'D19',
  ROLE_REQUIRED: 'D18',
  LAST_GLOBAL_ADMIN: 'J6',
  ALREADY_USER: 'J6',
  HAS_ACTIVE_OFFERS: 'D12',
  SUBSCRIPTION_CANCELLED: 'D10',
  NOTHING_TO_CANCEL: 'D11',
  CANCELLATION_NOT_REQUESTED: 'R18',
  REFUND_WINDOW_CLOSED: 'P8',
  REFUNDED_IN_PART: 'P8',
  TRANSFER_NOT_OFFERED: 'P9',
  PAYMENT_WAITS: 'G3',
  TRANSFER_PENDING: 'P9',
  TRANSFER_CLOSED: 'P9',
  PAID_BEFORE: 'G1',
  TRANSFER_AMOUNT_DIFFERS: 'P9',
  BENEFIT_NOT_GRANTED: 'P4',
  BENEFIT_NOT_ACTIVATED: 'R21',
  BENEFIT_LAPSED: 'R21',
  NOT_A_LICENCE: 'J5',
  LICENCES_EXHAUSTED: 'D21',
  REQUEST_CLOSED: 'R19',
  OTHER_USER_REQUIRED: 'D10',
  TWO_ADMINS_REQUIRED: 'D18',
  HAS_OPEN_REQUESTS: 'D12',
  CLOCK_BEHIND_LEDGER: 'D17',
  CLOCK_AHEAD: 'G15',
  SANDBOX_ONLY: 'D17',
  PAID_ELSEWHERE: 'D24',
  CLOCK_NOT_FROZEN: 'D17',
  LEDGER_NOT_EMPTY: 'D17',
};

export function refuse<C extends RefusalCode>(code: C, facts: Facts[C]): RefusalOf<C> {
  return { code, rule: RULE_OF[code], ...facts };
}
