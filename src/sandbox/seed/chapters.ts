import type { Company } from './company.js';
import type { TermSpan } from '../../core/subscription.js';
import type { CompanyWords } from '../company-words.js';
import type { Day, Instant } from '../../core/day.js';
import type { Offer, Programme } from '../../core/programme.js';
import type { SandboxCard } from '../gateway/cards.js';
import { worthARetry } from '../../core/decline.js';

/** A made-up world: everything in it follows from these values. */
export interface SeedWorld {
  readonly seed: number;
  readonly accounts: number;
  /** Nothing is written of this day: what is due on it is still to be charged. */
  readonly today: Day;
  readonly programme: Programme;
  readonly offer: Offer;
  readonly companies: CompanyWords;
  /** How many renew by themselves today, tomorrow and so on. */
  readonly due: readonly number[];
  /** Everybody else: of every kind, some of them due on those days as well; or renewed on time, none of them due. */
  readonly others: 'mixed' | 'renewed';
  readonly cards: SeedCards;
}

/** Which test cards stand for what, as the gateway's own list has them. */
interface SeedCards {
  readonly good: readonly SeedCardKind[];
  /** Declined at every charge, for good. */
  readonly refused: readonly SeedCardKind[];
  /** Declined at every charge, and worth another try each time. */
  readonly short: readonly SeedCardKind[];
}

export interface SeedCardKind {
  readonly brand: string;
  readonly last4: string;
}

export interface SeedCard extends SeedCardKind {
  readonly expMonth: number;
  readonly expYear: number;
  readonly at: Instant;
}

/**
 * story: what happened to one account, from its joining to the day before today.
 * chapter: what happened to it at one moment.
 */
export interface Story {
  readonly index: number;
  readonly company: Company;
  readonly chapters: readonly Chapter[];
  readonly cards: readonly SeedCard[];
  readonly enrolments: readonly Enrolment[];
}

export interface Enrolment {
  readonly boughtAt: Instant;
  /** Paid, each with the chapter that paid it. */
  readonly terms: readonly (TermSpan & { readonly chapter: number })[];
}

export type Chapter = { readonly at: Instant } & (
  | { readonly kind: 'joined' }
  /** A card takes the place of the one before. */
  | { readonly kind: 'card'; readonly card: number }
  | { readonly kind: 'order'; readonly order: OrderChapter }
  | { readonly kind: 'turned-off'; readonly enrolment: number; readonly term: number }
  | { readonly kind: 'left'; readonly on: Day }
);

export interface OrderChapter {
  readonly enrolment: number;
  /** Terms of the enrolment that were paid before. */
  readonly paid: number;
  readonly card: number;
  /** Counted over all tries for the same term, from 1. */
  readonly ordinal: number;
  readonly automatic: boolean;
}

/** What the gateway's test cards stand for in a made-up world. */
export function seedCards(cards: readonly SandboxCard[]): SeedCards {
  const attached = cards.flatMap((card) => (card.onAttach === 'attached' ? [card] : []));
  const declining = attached.flatMap((card) => (card.onCharge === 'declined' ? [card] : []));
  return {
    good: attached.filter(({ note }) => note === 'succeeds' || note === 'confirmed-once').map(kindOf),
    refused: declining.filter(({ declineCode }) => !worthARetry(declineCode)).map(kindOf),
    short: declining.filter(({ declineCode }) => worthARetry(declineCode)).map(kindOf),
  };
}

function kindOf({ brand, number }: SandboxCard): SeedCardKind {
  return { brand, last4: number.slice(-4) };
}
