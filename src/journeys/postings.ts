import type { Day } from '../core/day.js';
import { postingsOf, type Posting } from '../core/posting.js';
import type { Store } from '../store/store.js';

const ACCOUNTS_AT_ONCE = 200;

/** The postings of one account, or of all where none is named; a page of books is in memory at a time. */
export async function* postings(
  ledger: Store,
  accountId: string | undefined,
  { from, to }: { readonly from: Day; readonly to: Day },
): AsyncGenerator<Posting> {
  const ids = accountId === undefined ? await idsIn(ledger) : [accountId];
  for (let at = 0; at < ids.length; at += ACCOUNTS_AT_ONCE) {
    const page = ids.slice(at, at + ACCOUNTS_AT_ONCE);
    yield* await ledger.read(async (reader) => {
      await reader.ahead(page);
      const found: Posting[] = [];
      for (const id of page) {
        const book = await reader.book(id);
        if (book) found.push(...postingsOf(book, from, to));
      }
      return found;
    });
  }
}

async function idsIn(ledger: Store): Promise<readonly string[]> {
  return (await ledger.read((reader) => reader.accounts())).map(({ id }) => id);
}
