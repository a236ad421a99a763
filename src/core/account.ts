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
  /** As it stands on what is issued; where nobody stated them, nothing does. */
  readonly address?: string;
  readonly vatId?: string;
  /** Who is written to besides those who can act, by e-mail address. */
  readonly recipients?: readonly string[];
  /** What was issued before a fact changed, and what it says: the oldest first. */
  readonly former?: readonly FormerBuyer[];
}

/** What a document says of the company that it was issued to. */
export type Buyer = Pick<Account, 'company' | 'country' | 'address' | 'vatId'>;

export interface FormerBuyer extends Buyer {
  /** Orders, by their receipts, and refunds, by their credit notes. */
  readonly documents: readonly string[];
}

/** What of an account may be stated anew; null where what need not be stated no longer is. */
export type AccountFacts = Partial<Pick<Account, 'company' | 'country' | 'email'>> & {
  readonly [K in 'address' | 'vatId']?: string | null;
};

/** To whom a document was issued: what held then, whatever has changed since. */
export function buyerOf(account: Account, document: string): Buyer {
  return account.former?.find(({ documents }) => documents.includes(document)) ?? account;
}

/** The account with other facts. What was issued until now keeps what it says. @param issued the documents, by id */
export function stating(account: Account, facts: AccountFacts, issued: readonly string[]): Account {
  const { former = [], company, country, address, vatId } = account;
  const kept = new Set(former.flatMap(({ documents }) => documents));
  const documents = issued.filter((id) => !kept.has(id));
  const before: FormerBuyer = {
    company,
    country,
    ...(address === undefined ? {} : { address }),
    ...(vatId === undefined ? {} : { vatId }),
    documents,
  };
  const { address: at = address, vatId: tax = vatId, ...others } = facts;
  const { address: _address, vatId: _vatId, ...rest } = account;
  return {
    ...rest,
    ...others,
    ...(typeof at === 'string' ? { address: at } : {}),
    ...(typeof tax === 'string' ? { vatId: tax } : {}),
    ...(documents.length === 0 ? {} : { former: [...former, before] }),
  };
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
