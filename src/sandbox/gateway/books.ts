import { GatewayBooksError } from '../../payments/gateway.js';
import type { Asking } from './asking.js';
import { cardOnFile, emptied, holdsCharges, holdsChargesOf, isEmpty, noteOwner, ownerOf } from './books-rows.js';

/** What tells whose books they are. */
export interface LedgerMark {
  /** The random name that the ledger was given when it was created; every reference begins with it. */
  readonly installation: string;
  /** The card that was kept last, by the gateway's own name; undefined where none ever was. */
  readonly lastCard: string | undefined;
}

/** What keeps the books: a file, or a schema of a server. */
export interface Keeper {
  /** As errors name it. */
  readonly place: string;
  /** One view of them, in which nothing is written (G8). @throws GatewayBooksError */
  read<T>(work: Asking<T>): Promise<T>;
  /**
   * One transaction that holds the books from its first read on, on disk when it returns; all or nothing.
   * @param about the only reference that it is about: then it may be asked beside work that is about others
   * @throws GatewayBooksError
   */
  write<T>(work: Asking<T>, about?: string): Promise<T>;
  /** The same for much at once, while other things are done: nobody else writes before it is over. @throws GatewayBooksError */
  hold<T>(work: (ask: Hold) => Promise<T>): Promise<T>;
  close(): void;
}

/** Asks books that are held. */
export type Hold = <T>(work: Asking<T>) => Promise<T>;

/** The sandbox gateway's own record, apart from the ledger, so that the two can be held against each other (G22). */
export class Books {
  /** The ledger that they were found to be of, by its name. */
  private owner: string | undefined;

  constructor(private readonly keeper: Keeper) {}

  read<T>(work: Asking<T>): Promise<T> {
    return this.keeper.read(work);
  }

  /**
   * The first that writes for a ledger notes whose books they are.
   * @throws GatewayBooksError `others` where another ledger was first
   */
  write<T>(work: Asking<T>, about?: string): Promise<T> {
    return this.keeper.write(this.owned(work), about);
  }

  private *owned<T>(work: Asking<T>): Asking<T> {
    if (this.owner !== undefined) yield* takeOver(this.keeper.place, this.owner);
    return yield* work;
  }

  /**
   * Makes sure that they are the books of that ledger, and writes nothing: what is written next notes it. Books that hold
   * no charge become those of the ledger that comes first, and so do books of an earlier version where the ledger's own
   * charges are in them. Where there is no ledger, books that hold charges are of one that was lost: a new one would buy
   * all of it again (G1).
   * @throws GatewayBooksError `others`
   */
  async belongTo(ledger: LedgerMark | undefined, how: Coming = 'as-they-are'): Promise<void> {
    // One view of them: between two, another process of the same ledger may note it and charge.
    if (ledger) await this.read(this.requireOwn(ledger, how));
    else if (await this.read(holdsCharges()))
      throw others(this.keeper.place, 'they hold charges, and no ledger is here');
    this.owner = ledger?.installation;
  }

  private *requireOwn({ installation, lastCard }: LedgerMark, how: Coming): Asking<void> {
    yield* requireFree(this.keeper.place, installation, how);
    if (lastCard === undefined && (yield* holdsCharges()) && (yield* ownerOf()) === filledFor(installation))
      throw new GatewayBooksError(this.keeper.place, 'unfinished', 'the ledger does not hold what fills them');
    if (lastCard !== undefined && !(yield* cardOnFile(lastCard)))
      throw others(this.keeper.place, 'they do not hold the newest card of the ledger');
  }

  close(): void {
    this.keeper.close();
  }
}

/** `back`: what they lack is brought to them, from where their ledger went with a copy of them. */
type Coming = 'as-they-are' | 'back';

/**
 * Notes that they are the books of the ledger of that name.
 * @throws GatewayBooksError `others`, `moved`
 */
export function* takeOver(place: string, installation: string, how: Coming = 'as-they-are'): Asking<void> {
  if ((yield* ownerOf()) === installation) return;
  yield* requireFree(place, installation, how);
  yield* noteOwner(installation);
}

function* requireFree(place: string, installation: string, how: Coming): Asking<void> {
  const noted = yield* ownerOf();
  const isGone = noted === goneWith(installation);
  if (isGone && how === 'back') return;
  if (isGone) throw new GatewayBooksError(place, 'moved', 'they went with their ledger');
  const own =
    noted === undefined ? yield* holdsChargesOf(installation) : [installation, filledFor(installation)].includes(noted);
  if (!own && (yield* holdsCharges())) throw others(place, `they are of ${noted ?? 'another ledger'}`);
}

/** Whose books they are once a ledger has left them for a copy of them. */
export function goneWith(installation: string): string {
  return `moved/${installation}`;
}

/**
 * Whose books they are from when they are filled with a made-up past until it is known that their ledger, whose
 * transaction ends after theirs, holds it as well.
 */
export function filledFor(installation: string): string {
  return `filled/${installation}`;
}

/**
 * Makes room for a made-up past in books that hold nothing, or nothing but one that may not have come to stand in that
 * ledger, which is empty. false, and nothing is done, where they hold anything else.
 * @throws GatewayBooksError `moved`
 */
export function* cleared(place: string, installation: string): Asking<boolean> {
  if (!(yield* isUnused(installation))) return false;
  yield* requireFree(place, installation, 'as-they-are');
  yield* emptied();
  yield* noteOwner(filledFor(installation));
  return true;
}

/** Whether that could be done. */
export function* isUnused(installation: string): Asking<boolean> {
  return (yield* isEmpty()) || (yield* ownerOf()) === filledFor(installation);
}

function others(place: string, detail: string): GatewayBooksError {
  return new GatewayBooksError(place, 'others', detail);
}
