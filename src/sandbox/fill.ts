import type { CardOnFile } from '../core/payment-method.js';
import type { ChargeOutcome, ChargeRequest } from '../payments/gateway.js';
import type { CompanyWords } from './company-words.js';
import { takeOver } from './gateway/books.js';
import { copied, everything, idFrom, isEmpty, keepAs, ownerOf } from './gateway/books-rows.js';
import type { SandboxCard } from './gateway/cards.js';
import { FileKeeper } from './gateway/file-keeper.js';
import type { BooksElsewhere } from './gateway/sandbox.js';
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
  /** The file of its books, or where else they are kept. */
  readonly books: string | BooksElsewhere;
  readonly cards: readonly SandboxCard[];
}

const TIMEOUT_MS = 20_000;

/**
 * Runs `work` over books that are empty; undefined, and nothing is done, where they hold anything.
 * @throws GatewayBooksError where they cannot be used
 */
export async function fillSandbox<T>(
  { books: place, cards }: FillOptions,
  work: (filler: SandboxFiller) => Promise<T>,
): Promise<T | undefined> {
  if (typeof place !== 'string') return filledElsewhere(place, cards, work);
  const books = await FileKeeper.open(place, 'create', TIMEOUT_MS);
  if (!books) throw new Error('the books of the sandbox were not created');
  try {
    return await books.writeLong(async () => (books.now(isEmpty()) ? work(fillerOf(books, cards)) : undefined));
  } finally {
    books.close();
  }
}

/** Whether books could be filled. @throws GatewayBooksError where they cannot be used */
export async function isUnfilled(place: FillOptions['books']): Promise<boolean> {
  const books = await (typeof place === 'string' ? FileKeeper.open(place, 'leave', TIMEOUT_MS) : place.open('leave'));
  try {
    return (await books?.read(isEmpty())) ?? true;
  } finally {
    books?.close();
  }
}

/** They are written in memory first, and brought there all at once. */
async function filledElsewhere<T>(
  place: BooksElsewhere,
  cards: readonly SandboxCard[],
  work: (filler: SandboxFiller) => Promise<T>,
): Promise<T | undefined> {
  const memory = await FileKeeper.inMemory(place.place);
  try {
    const books = await place.open('create');
    if (!books || !(await books.read(isEmpty()))) return undefined;
    const result = await memory.writeLong(() => work(fillerOf(memory, cards)));
    await books.write(copied(await memory.read(everything()), await memory.read(ownerOf())));
    return result;
  } finally {
    memory.close();
    place.close();
  }
}

function fillerOf(books: FileKeeper, cards: readonly SandboxCard[]): SandboxFiller {
  const refOf = (serial: number) => idFrom('pm_sandbox', 'filled', serial);
  return {
    belongTo: (installation) => books.now(takeOver(books.place, installation)),
    refOf,
    attach: (serial, card) => ({ ...books.now(keepAs(refOf(serial), card)), brand: card.brand, holder: card.holder }),
    charge: (request) => books.now(settle(cards, request, 'honoured', () => undefined)),
  };
}
