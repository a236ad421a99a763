import { canonical } from '../core/plan.js';
import { GatewayBooksError } from '../payments/gateway.js';
import type { Asking } from './gateway/asking.js';
import { filledFor, goneWith, takeOver, type Hold, type Keeper } from './gateway/books.js';
import { inserted, noteOwner, ownerOf, pageOf, TABLES, type Kept, type KeptTable } from './gateway/books-rows.js';
import type { BooksElsewhere } from './gateway/sandbox.js';

/** The books of a ledger that is copied, and where the copy's are to lie. */
export interface BooksCopy {
  readonly from: BooksElsewhere;
  readonly to: BooksElsewhere;
  /** The ledger whose books they are, by its name. */
  readonly installation: string;
  /** The rest of them: whoever would still write to the old ones finds that they are of no ledger any more. */
  readonly last: boolean;
  /** Called between the pages. */
  readonly pulse: () => Promise<unknown>;
}

const ROWS_AT_ONCE = 500;

/**
 * Brings to the books of a copy what they lack of those that they are a copy of: nothing is ever taken out of books, so
 * what is there already is how the others begin. Nobody writes to the old ones meanwhile.
 * @throws GatewayBooksError `others` where they are not of that ledger, or hold something else
 */
export async function copyBooks({ from, to, installation, last, pulse }: BooksCopy): Promise<void> {
  const source = await from.open('leave');
  if (!source) return;
  try {
    await source.hold(async (ask) => {
      const owner = await ask(ownerOf());
      const gone = goneWith(installation);
      const filled = filledFor(installation);
      if (owner !== undefined && ![installation, gone, filled].includes(owner)) throw others(from);
      const target = (await to.open('create')) as Keeper;
      try {
        await target.write(takeOver(to.place, installation, 'back'));
        if (owner === filled) await target.write(noteOwner(owner));
        for (const table of TABLES) await bring(table, { ask, target, to, pulse });
      } finally {
        target.close();
      }
      if (last) await ask(noteOwner(gone));
    });
  } finally {
    source.close();
  }
}

interface Bringing {
  readonly ask: Hold;
  readonly target: Keeper;
  readonly to: BooksElsewhere;
  readonly pulse: () => Promise<unknown>;
}

async function bring(table: KeptTable, { ask, target, to, pulse }: Bringing): Promise<void> {
  let [after, there]: [number, number | undefined] = [0, 0];
  for (;;) {
    const page = await ask(pageOf(table, after, ROWS_AT_ONCE));
    // One more than there may be: what the others do not have is not theirs.
    const held: readonly Kept[] = there === undefined ? [] : await target.read(pageOf(table, there, page.length + 1));
    if (held.length > page.length && page.length < ROWS_AT_ONCE) throw others(to);
    const known = held.slice(0, page.length);
    if (known.some((row, index) => said(row) !== said(page[index]))) throw others(to);
    if (page.length === 0) return;
    if (known.length < page.length) await target.write(allInserted(table, page.slice(known.length)));
    after = page.at(-1)?.place ?? after;
    there = known.length < page.length ? undefined : known.at(-1)?.place;
    await pulse();
  }
}

function* allInserted(table: KeptTable, rows: readonly Kept[]): Asking<void> {
  for (const row of rows) yield* inserted(table, row);
}

function said(kept: Kept | undefined): string {
  return kept ? canonical(kept.row) : '';
}

function others({ place }: BooksElsewhere): GatewayBooksError {
  return new GatewayBooksError(place, 'others', 'they are not those of the ledger that is copied');
}
