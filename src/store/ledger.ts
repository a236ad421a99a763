import type { Identity } from './sql/audit.js';
import type { Session } from './sql/session.js';
import type { Rights, Shelf, Standing, Store } from './store.js';

/** What is done with all of a ledger: its rows, and the files of its evidence. */
export type Whole<T> = (session: Session, shelf: Shelf) => Promise<T>;

/** A ledger as its engine has it, for what concerns all of it at once. */
export interface Ledger extends Store {
  /** A consistent view, as in `read`. */
  look<T>(work: Whole<T>): Promise<T>;
  /** One transaction in which nobody else writes, of a ledger that was moved, too; all or nothing. Never run again. */
  alone<T>(work: Whole<T>): Promise<T>;
  /** The same for a whole history at once: entries come with their numbers, and no guard asks for one step after the other. */
  fill<T>(work: Whole<T>): Promise<T>;
  /** Brings it to the version of this program. @returns that which it had, as nobody else changed it meanwhile */
  upgrade(): Promise<Standing['format']>;
  /** What keeps it, and how that is. */
  standing(): Promise<Standing>;
  /** Who may do what there; undefined where whoever has the ledger may do everything. */
  readonly rights?: Rights;
}

/** Where a ledger may lie. */
export interface Place {
  /** As a person would name it, without a password. */
  readonly location: string;
  /** One that a copy has not finished, too. @throws LedgerError `MISSING`, or whatever stands in the way */
  open(): Promise<Ledger>;
  /** An empty one; where somebody else is first, that one is opened. */
  create(identity: Identity): Promise<Ledger>;
  /** Takes away a copy that was not finished, and nothing else. */
  discard(): Promise<void>;
}
