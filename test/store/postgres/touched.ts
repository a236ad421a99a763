import { applied } from '../../../src/core/applied.js';
import type { Book } from '../../../src/core/book.js';
import type { Entry } from '../../../src/core/entry.js';
import { changesBetween } from '../../../src/store/sql/book-rows.js';
import type { Store } from '../../../src/store/store.js';
import { closing, fill, funding, joining, ordering, placing, recording, selling } from '../sample-entries.js';
import { attempt, order, transfer } from '../samples.js';

/** What entries of one kind do to one table. */
export interface Touch {
  readonly kind: string;
  readonly relation: string;
  readonly does: 'INSERT' | 'UPDATE';
  /** Of an UPDATE. */
  readonly columns: readonly string[];
}

/** What each entry of the samples does to the tables, as the ledger writes it. */
export async function touchesOfSamples(): Promise<readonly Touch[]> {
  const touched = new Map<string, Touch>();
  const note = (entry: Entry, before: Book | undefined, after: Book) => {
    for (const { kind, table, row } of changesBetween(before, after)) {
      const does = kind === 'made' ? 'INSERT' : 'UPDATE';
      const key = `${entry.kind} ${table.name} ${does}`;
      const changed = does === 'INSERT' ? [] : Object.keys(row).filter((column) => !table.key.includes(column));
      const columns = [...new Set([...(touched.get(key)?.columns ?? []), ...changed])].sort();
      touched.set(key, { kind: entry.kind, relation: table.name, does, columns });
    }
  };
  for (const history of await histories()) {
    let book: Book | undefined;
    for (const entry of history) {
      const after = applied(book, entry);
      note(entry, book, after);
      book = after;
    }
  }
  return [...touched.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function keyOf({ kind, relation, does }: Pick<Touch, 'kind' | 'relation' | 'does'>): string {
  return `${kind} ${relation} ${does}`;
}

/** Several, each of one account. */
export async function histories(): Promise<readonly (readonly Entry[])[]> {
  const filled: Entry[] = [];
  const listening = {
    write: (work: (ledger: { append(entry: Entry): Promise<void> }) => Promise<unknown>) =>
      work({ append: async (entry) => void filled.push(entry) }),
  };
  await fill(listening as unknown as Store);
  const waiting = transfer();
  return [
    [...filled, ...recording()],
    selling(),
    [...joining(), ...ordering(waiting), ...funding(waiting, '2024-000001')],
    [...joining(), ...ordering(waiting), ...closing(waiting, 'expired')],
    [...joining(), ...placing(order()), { kind: 'attempt-unknown', id: attempt(order()).id }],
  ];
}
