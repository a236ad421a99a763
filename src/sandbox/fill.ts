import type { CardOnFile } from '../core/payment-method.js';
import type { ChargeOutcome, ChargeRequest } from '../payments/gateway.js';
import type { CompanyWords } from './company-words.js';
import { Books, idFrom } from './gateway/books.js';
import type { SandboxCard } from './gateway/cards.js';
import { settle } from './gateway/settle.js';

/**
 * The sandbox while it is filled with a made-up past: it answers as always, at once, and everything it has recorded is
 * committed together at the end.
 */
export interface SandboxFiller {
  /** Notes that the books are of the ledger of that name. */
  belongTo(installation: string): void;
  /**
   * Keeps a card that the sandbox knows.
   * @param serial differs from card to card, so that the gateway's name for it can be told again by `refOf`
   */
  attach(serial: number, card: Omit<CardOnFile, 'gatewayRef'>): CardOnFile;
  refOf(serial: number): string;
  charge(request: ChargeRequest): ChargeOutcome;
}

/** What is made up, as far as a command reaches it. */
export interface Sandbox {
  cards(): Promise<readonly SandboxCard[]>;
  /** The words that made-up companies are named from. */
  companyWords(): Promise<CompanyWords>;
  /**
   * Runs `work` over the sandbox's books while they are empty; undefined, and nothing is done, where they are not. A dry
   * run only notes it: it is many entries, and what they are the command has said by its number.
   */
  fill<T>(work: (filler: SandboxFiller) => Promise<T>): Promise<T | 'noted' | undefined>;
}

export interface FillOptions {
  /** The file of its books. */
  readonly books: string;
  readonly cards: readonly SandboxCard[];
}

const TIMEOUT_MS = 20_000;

/**
 * Runs `work` over books that are empty; undefined, and nothing is done, where they hold anything.
 * @throws GatewayBooksError where they cannot be used
 */
export async function fillSandbox<T>(
  { books: file, cards }: FillOptions,
  work: (filler: SandboxFiller) => Promise<T>,
): Promise<T | undefined> {
  const books = await Books.open(file, 'create', TIMEOUT_MS);
  if (!books) throw new Error('the books of the sandbox were not created');
  try {
    return await books.writeLong(async () => (books.isEmpty() ? work(fillerOf(books, cards)) : undefined));
  } finally {
    books.close();
  }
}

/** Whether books could be filled. @throws GatewayBooksError where they cannot be used */
export async function isUnfilled(file: string): Promise<boolean> {
  const books = await Books.open(file, 'leave', TIMEOUT_MS);
  const isEmpty = books?.isEmpty() ?? true;
  books?.close();
  return isEmpty;
}

function fillerOf(books: Books, cards: readonly SandboxCard[]): SandboxFiller {
  const refOf = (serial: number) => idFrom('pm_sandbox', 'filled', serial);
  return {
    belongTo: (installation) => books.takeOver(installation),
    refOf,
    attach: (serial, card) => ({ ...books.keepAs(refOf(serial), card), brand: card.brand, holder: card.holder }),
    charge: (request) => settle(books, cards, request, 'honoured', () => undefined),
  };
}
