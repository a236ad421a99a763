import { dirname } from 'node:path';
import type { Instant } from '../../core/day.js';
import type { BooksFault } from '../../core/gateway.js';
import {
  GatewayBooksError,
  type Asked,
  type Attached,
  type ChargeOutcome,
  type Found,
  type FoundCharge,
  type FoundRefunds,
  type Gateway,
  type Listed,
  type ListedCharge,
  type MayGo,
  type PageState,
  type PaymentSource,
  type RefundOutcome,
  type Unknown,
  type UnknownReason,
} from '../../payments/gateway.js';
import type { Asking } from './asking.js';
import { Books, type Keeper, type LedgerMark } from './books.js';
import { isBusy } from './books-file.js';
import { cardOnFile, charges, holdsCharges, keep, refundsOf, succeeded, type SandboxCharge } from './books-rows.js';
import { FileKeeper } from './file-keeper.js';
import { identify, last4Of, type SandboxCard } from './cards.js';
import { answer, type Fault } from './faults.js';
import { close, confirm, keyPaid, pageFor, pageNamed, pagesAmong } from './pages.js';
import { refund, NO_SUCH_CARD, settle } from './settle.js';

/** Where a test may stop the process, in the order of a payment. Between `recorded` and `charged` lies the commit. */
export const SANDBOX_STEPS = [
  'gateway:before-attach',
  'gateway:attached',
  'gateway:before-find',
  'gateway:before-charge',
  'gateway:charge-recorded',
  'gateway:charged',
] as const;

/** The same for a refund. */
export const SANDBOX_REFUND_STEPS = [
  'gateway:before-refunds',
  'gateway:before-refund',
  'gateway:refund-recorded',
  'gateway:refunded',
] as const;

/** The same where a cardholder is asked. */
export const SANDBOX_PAGE_STEPS = ['gateway:before-page', 'gateway:before-close', 'gateway:before-confirm'] as const;

export type SandboxStep =
  (typeof SANDBOX_STEPS)[number] | (typeof SANDBOX_REFUND_STEPS)[number] | (typeof SANDBOX_PAGE_STEPS)[number];

/** Books that are in no file. */
export interface BooksElsewhere {
  /** As errors name it. */
  readonly place: string;
  /** undefined where there are none yet and none are to be created. @throws GatewayBooksError */
  open(missing: 'create' | 'leave'): Promise<Keeper | undefined>;
  /** What time it is there. */
  now(): Promise<Instant | undefined>;
  close(): void;
}

type Look = () => Promise<LedgerMark | undefined>;

const TIMEOUT_MS = 20_000;

export interface SandboxOptions {
  /** The file of its books, or where else they are kept; created with the first card on file. */
  readonly books: string | BooksElsewhere;
  readonly cards: readonly SandboxCard[];
  readonly fault?: Fault | undefined;
  readonly onStep?: ((name: SandboxStep) => void) | undefined;
  /** Told a file or a folder of the books that others had a right to, once they have it no more. */
  readonly onClosed?: ((path: string) => void) | undefined;
  /** How long to wait for an answer, or for books that another process holds; 20 seconds where it is left out. */
  readonly timeoutMs?: number | undefined;
  /** The ledger whose gateway it is, as far as there is one: its books are used, and no others (G3, G17). */
  readonly ledger?: Look | undefined;
  /** Where the clock of the ledger whose gateway it is was frozen: it is the sandbox's own. */
  readonly frozenAt?: (() => Promise<Instant | undefined>) | undefined;
  /** The time that the file system gives to what is written in a folder; undefined where it cannot tell. */
  readonly fileTime?: ((folder: string) => Instant | undefined) | undefined;
}

/** It keeps no customers, and finds a charge by its reference alone. */
export interface SandboxGateway extends Gateway {
  attach(source: PaymentSource, at: Instant): Promise<Attached>;
  find(reference: string): Promise<Found>;
}

/**
 * The gateway that moves no money: it knows the published test cards alone and does with each what is published of it.
 * The same calls give the same answers and the same identifiers: time is the `at` of each call, and chance has no part.
 *
 * Books that are missing, another ledger's, damaged or not writable are never taken for empty ones: ready and attach
 * throw GatewayBooksError, and what moves money or looks for it is unknown (G3, G17).
 */
export async function openSandbox(options: SandboxOptions): Promise<SandboxGateway> {
  const { cards, fault, onStep = () => undefined, timeoutMs = TIMEOUT_MS } = options;
  const kept =
    typeof options.books === 'string' ? booksInFile(options.books, { ...options, timeoutMs }) : options.books;
  let opened: Books | undefined;
  /** Whose books they are was looked at. */
  let isTheirs = false;

  async function opening(missing: 'create' | 'leave'): Promise<Books | undefined> {
    const keeper = await kept.open(missing);
    return keeper && new Books(keeper);
  }

  async function books(missing: 'create' | 'leave'): Promise<Books | undefined> {
    if (opened && isTheirs) return opened;
    const mark = await options.ledger?.();
    const used = mark?.lastCard !== undefined;
    const found = opened ?? (await opening(used ? 'leave' : missing));
    if (!found && used) throw new GatewayBooksError(kept.place, 'missing', 'the ledger has used some');
    // Two calls at once may both have opened them: the first connection stays.
    opened ??= found;
    if (found && found !== opened) found.close();
    isTheirs = options.ledger === undefined || (opened !== undefined && (await belong(opened, mark, options.ledger)));
    return opened;
  }

  /** A page with what is done about it. */
  function changed(step: SandboxStep, work: Asking<PageState>): Promise<PageState> {
    onStep(step);
    return told<PageState>({ kind: 'unknown', reason: 'timed_out' }, async () => {
      const into = await books('leave');
      return into ? into.write(work) : { kind: 'over' };
    });
  }

  return {
    async inspect(source, at) {
      const known = identify(cards, source, at);
      return 'code' in known ? { refusal: known } : { card: known.card };
    },

    async ready() {
      await unlessBusy(undefined, () => books('leave'));
    },

    async attach(source, at) {
      const known = identify(cards, source, at);
      if ('code' in known) return { kind: 'refused', refusal: known };
      const { row, card } = known;
      if (row.onAttach === 'declined') return { kind: 'declined', declineCode: row.declineCode };
      onStep('gateway:before-attach');
      return unlessBusy<Attached>({ kind: 'unknown', reason: 'timed_out' }, async () => {
        const into = (await books('create')) as Books;
        const { gatewayRef } = await into.write(keep(card, at));
        onStep('gateway:attached');
        return { kind: 'attached', card: { gatewayRef, ...card } };
      });
    },

    async charge(request) {
      onStep('gateway:before-charge');
      if (await isHeldBack(request)) return { kind: 'not_executed', reason: 'not_sent' };
      if (fault === 'cut-before') return { kind: 'unknown', reason: 'connection_cut' };
      const outcome = await told<ChargeOutcome>({ kind: 'not_executed', reason: 'busy' }, async () => {
        const into = await books('leave');
        if (!into) return NO_SUCH_CARD;
        const keys = fault === 'ignore-keys' ? 'ignored' : 'honoured';
        const recorded = () => onStep('gateway:charge-recorded');
        return into.write(settle(cards, request, keys, recorded), request.reference);
      });
      onStep('gateway:charged');
      return answer(outcome, fault, timeoutMs);
    },

    async askCardholder(request) {
      onStep('gateway:before-page');
      return told<Asked>({ kind: 'not_executed', reason: 'busy' }, async () => {
        const page = await (await books('leave'))?.read(pageFor(request));
        return page ?? { kind: 'not_executed', reason: 'no_such_charge' };
      });
    },

    async page(ref, at) {
      return told<PageState>({ kind: 'unknown', reason: 'timed_out' }, async () => {
        const found = await books('leave');
        return found ? found.read(pageNamed(ref, at)) : { kind: 'over' };
      });
    },

    closePage: (ref, at) => changed('gateway:before-close', close(ref, at)),

    confirmForCardholder: (ref, at) => changed('gateway:before-confirm', confirm(ref, at)),

    async refund(request) {
      onStep('gateway:before-refund');
      if (await isHeldBack(request)) return { kind: 'refused', reason: 'not_sent' };
      if (fault === 'cut-before') return { kind: 'unknown', reason: 'connection_cut' };
      const outcome = await told<RefundOutcome>({ kind: 'refused', reason: 'busy' }, async () => {
        const into = await books('leave');
        if (!into) return { kind: 'refused', reason: 'no_such_charge' };
        const keys = fault === 'ignore-keys' ? 'ignored' : 'honoured';
        return into.write(refund(cards, request, keys, () => onStep('gateway:refund-recorded')));
      });
      onStep('gateway:refunded');
      return answer(outcome, fault, timeoutMs);
    },

    async refunds(chargeId) {
      onStep('gateway:before-refunds');
      if (fault === 'find-fails') return { kind: 'unknown', reason: 'connection_cut' };
      return told<FoundRefunds>({ kind: 'unknown', reason: 'timed_out' }, async () => {
        const made = (await (await books('leave'))?.read(refundsOf(chargeId))) ?? [];
        const standing = made.filter(({ outcome }) => outcome === 'refunded');
        return {
          kind: 'found',
          refunds: standing.map(({ refundId, key, amount, at }) => ({ refundId, key, amount, at })),
        };
      });
    },

    async find(reference) {
      onStep('gateway:before-find');
      if (fault === 'find-fails') return { kind: 'unknown', reason: 'connection_cut' };
      return told<Found>({ kind: 'unknown', reason: 'timed_out' }, async () => {
        const found = await (await books('leave'))?.read(madeFor(cards, reference));
        return { kind: 'found', charges: [], pages: [], declines: [], ...found };
      });
    },

    async list(from, limit) {
      if (fault === 'find-fails') return { kind: 'unknown', reason: 'connection_cut' };
      return told<Listed>({ kind: 'unknown', reason: 'timed_out' }, async () => {
        const page = listedAfter(cards, Number(from ?? 0), limit);
        const { charges: listed, last } = (await (await books('leave'))?.read(page)) ?? {
          charges: [],
          last: undefined,
        };
        return { kind: 'listed', charges: listed, next: last };
      });
    },

    async now() {
      return (await options.frozenAt?.()) ?? kept.now();
    },

    close() {
      opened?.close();
      opened = undefined;
      kept.close();
    },
  };
}

/** Books in a file; what is written there has the time of the file system. */
export function booksInFile(
  path: string,
  { onClosed, fileTime, timeoutMs = TIMEOUT_MS }: Pick<SandboxOptions, 'onClosed' | 'fileTime' | 'timeoutMs'> = {},
): BooksElsewhere {
  return {
    place: path,
    open: (missing) => FileKeeper.open(path, missing, timeoutMs, onClosed),
    now: async () => fileTime?.(dirname(path)),
    close: () => undefined,
  };
}

/**
 * Whether it is known now whose books they are. Where they hold charges and no ledger was there, it is looked for again:
 * another process may have created one, and charged for it, since the first look.
 */
async function belong(books: Books, mark: LedgerMark | undefined, ledger: Look): Promise<boolean> {
  if (!mark && !(await books.read(holdsCharges()))) return false;
  const theirs = mark ?? (await ledger());
  await books.belongTo(theirs);
  return true;
}

async function isHeldBack({ mayGo }: { readonly mayGo?: MayGo }): Promise<boolean> {
  return mayGo !== undefined && !(await mayGo());
}

function* madeFor(
  cards: readonly SandboxCard[],
  reference: string,
): Asking<Omit<Extract<Found, { readonly kind: 'found' }>, 'kind'>> {
  const made = yield* charges('reference', reference);
  const declines = made.flatMap(({ key, at, declineCode }) => (declineCode === null ? [] : [{ key, at, declineCode }]));
  return { charges: yield* standing(cards, made), pages: yield* pagesAmong(made), declines };
}

/** The charges for a reference that succeeded. The sandbox gives a charge back whole, or not at all. */
function* standing(cards: readonly SandboxCard[], made: readonly SandboxCharge[]): Asking<readonly FoundCharge[]> {
  const found: FoundCharge[] = [];
  for (const charge of made) {
    if (charge.outcome !== 'succeeded') continue;
    const isReturned = (yield* refundsOf(charge.chargeId)).some(({ outcome }) => outcome === 'refunded');
    const returned = isReturned ? charge.amount : null;
    found.push({ ...(yield* asFound(cards, charge)), key: keyPaid(charge, made), returned });
  }
  return found;
}

/** A page of every charge that succeeded and was not refunded, and where the next one begins. */
function* listedAfter(
  cards: readonly SandboxCard[],
  after: number,
  limit: number,
): Asking<{ readonly charges: readonly ListedCharge[]; readonly last: string | undefined }> {
  const made = yield* succeeded(after, limit);
  const listed: ListedCharge[] = [];
  for (const charge of made)
    listed.push({ ...(yield* asFound(cards, charge)), reference: charge.reference, returned: null });
  const last = made.at(-1);
  return { charges: listed, last: last && String(last.sequence) };
}

function* asFound(
  cards: readonly SandboxCard[],
  { chargeId, key, amount, at, gatewayRef }: SandboxCharge,
): Asking<Omit<FoundCharge, 'returned'>> {
  const kept = yield* cardOnFile(gatewayRef);
  const brand = kept && cards.find((card) => last4Of(card) === kept.last4)?.brand;
  const card = kept && brand !== undefined ? { ...kept, brand, holder: null } : null;
  return { chargeId, key, amount, at, card };
}

/** Books that another process held for the whole timeout were not touched: that is an answer, not an error. */
async function unlessBusy<T>(busy: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isBusy(error)) return busy;
    throw error;
  }
}

const UNREADABLE: Readonly<Record<BooksFault, UnknownReason>> = {
  missing: 'books_missing',
  others: 'books_others',
  moved: 'books_others',
  unfinished: 'books_others',
  'not-ours': 'books_unreadable',
  unwritable: 'books_unreadable',
  unreachable: 'books_unreadable',
  'no-locks': 'books_unreadable',
  unsafe: 'books_unreadable',
};

/** Whatever became of books that failed half way is not known, and books that are not there say nothing (G3). */
async function told<T>(busy: T, work: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await unlessBusy(busy, work);
  } catch (error) {
    if (!(error instanceof GatewayBooksError)) throw error;
    return { kind: 'unknown', reason: UNREADABLE[error.reason] };
  }
}
