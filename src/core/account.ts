import type { Day, Instant } from './day.js';

/**
 * partner account: one company in one programme. A ledger may hold several.
 * mpnId: the company's id in the programme, by which its vendor knows it; what people call that is a language's.
 * member: an account that joined and has not left (R2).
 */
export interface Account {
  readonly id: string;
  readonly mpnId: string;
  readonly company: string;
  /** ISO 3166 alpha-2, the business country: it decides price and tax. */
  readonly country: string;
  readonly email: string;
  readonly programme: string;
  readonly joinedOn: Day;
  readonly leftOn: Day | null;
}

/** Who accepted which text, when (D14). */
export interface Acceptance {
  readonly id: string;
  readonly accountId: string;
  readonly terms: string;
  readonly version: string;
  /** Of the governing text. */
  readonly sha256: string;
  readonly by: string;
  readonly at: Instant;
  /** The order that it was accepted for; null for the network agreement. */
  readonly orderId: string | null;
}

export function isMember(account: Account): boolean {
  return account.leftOn === null;
}

/** Six to ten digits, as partner IDs are written; spaces are taken out. */
export function parseMpnId(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  return /^\d{6,10}$/.test(digits) ? digits : undefined;
}
