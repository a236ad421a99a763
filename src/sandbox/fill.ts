import type { CardOnFile } from '../core/payment-method.js';
import type { ChargeOutcome, ChargeRequest } from '../payments/gateway.js';
import type { CompanyWords } from './company-words.js';
import type { Asking } from './gateway/asking.js';
import { cleared, isUnused, takeOver, type Keeper } from './gateway/books.js';
import { copied, everything, idFrom, keepAs } from './gateway/books-rows.js';
import type { SandboxCard } from './gateway/cards.js';
import { FileKeeper } from './gateway/file-keeper.js';
import type { BooksElsewhere } from './gateway/sandbox.js';
import { settle } from './gateway/settle.js';

/**
 * The sandbox while it is filled with a made-up past: it answers as always, at once, and everything it has recorded is
 * committed together at the end.
 */
export interface SandboxFiller {
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
   * Runs `work` over the sandbox's books, as `fillSandbox`. A dry run only notes it: it is many entries, and what they are
   * the command has said by its number.
   */
  fill<T>(installation: string, work: (filler: SandboxFiller) => Promise<T>): Promise<T | 'noted' | undefined>;
  /** As `settleFilled`. */
  settle(installation: string): Promise<void>;
}

export interface FillOptions {
  /** The file of its books, or where else they are kept. */
  readonly books: string | BooksElsewhere;
  readonly cards: readonly SandboxCard[];
}

const TIMEOUT_MS = 20_000;

/**
 * Runs `work` over books that are empty, or hold only what was to fill that ledger before and does not stand in it;
 * undefined, and nothing is done, where they hold anything else. What was charged is believed once the ledger holds it.
 * @param installation the ledger, by its name: one that holds nothing
 * @throws GatewayBooksError where they cannot be used
 */
export async function fillSandbox<T>(
  { books: place, cards }: FillOptions,
  installation: string,
  work: (filler: SandboxFiller) => Promise<T>,
): Promise<T | undefined> {
  if (typeof place !== 'string') return filledElsewhere({ books: place, cards }, installation, work);
  const books = await FileKeeper.open(place, 'create', TIMEOUT_MS);
  if (!books) throw new Error('the books of the sandbox were not created');
  try {
    return await books.writeLong(async () =>
      books.now(cleared(place, installation)) ? work(fillerOf(books, cards)) : undefined,
    );
  } finally {
    books.close();
  }
}

/** Notes that the ledger holds what the books were filled with. @throws GatewayBooksError */
export async function settleFilled(place: FillOptions['books'], installation: string): Promise<void> {
  const books = await opened(place);
  try {
    await books?.write(takeOver(books.place, installation));
  } finally {
    books?.close();
  }
}

/** Whether books could be filled. @throws GatewayBooksError where they cannot be used */
export async function isUnfilled(place: FillOptions['books'], installation: string): Promise<boolean> {
  const books = await opened(place);
  try {
    return (await books?.read(isUnused(installation))) ?? true;
  } finally {
    books?.close();
  }
}

function opened(place: FillOptions['books']): Promise<Keeper | undefined> {
  return typeof place === 'string' ? FileKeeper.open(place, 'leave', TIMEOUT_MS) : place.open('leave');
}

/** They are written in memory first, and brought there all at once. */
async function filledElsewhere<T>(
  { books: place, cards }: FillOptions & { readonly books: BooksElsewhere },
  installation: string,
  work: (filler: SandboxFiller) => Promise<T>,
): Promise<T | undefined> {
  const memory = await FileKeeper.inMemory(place.place);
  try {
    const books = await place.open('create');
    if (!books || !(await books.read(isUnused(installation)))) return undefined;
    const result = await memory.writeLong(() => work(fillerOf(memory, cards)));
    const found = await memory.read(everything());
    return (await books.write(brought(place.place, installation, found))) ? result : undefined;
  } finally {
    memory.close();
    place.close();
  }
}

function* brought(place: string, installation: string, found: Parameters<typeof copied>[0]): Asking<boolean> {
  if (!(yield* cleared(place, installation))) return false;
  yield* copied(found);
  return true;
}

function fillerOf(books: FileKeeper, cards: readonly SandboxCard[]): SandboxFiller {
  const refOf = (serial: number) => idFrom('pm_sandbox', 'filled', serial);
  return {
    refOf,
    attach: (serial, card) => ({ ...books.now(keepAs(refOf(serial), card)), brand: card.brand, holder: card.holder }),
    charge: (request) => books.now(settle(cards, request, 'honoured', () => undefined)),
  };
}
