import type { Book } from '../core/book.js';
import type { Day } from '../core/day.js';
import { postingsOf, type Posting } from '../core/posting.js';
import type { Store } from '../store/store.js';
import { accountPages } from './accounts.js';

/**
 * The postings of one account, or of all where none is named; a page of books is in memory at a time.
 * @param onBook told of each book that was gone through
 */
export async function* postings(
  ledger: Store,
  accountId: string | undefined,
  { from, to }: { readonly from: Day; readonly to: Day },
  onBook: (book: Book) => void,
): AsyncGenerator<Posting> {
  for await (const page of idsIn(ledger, accountId))
    yield* await ledger.read(async (reader) => {
      await reader.ahead(page);
      const found: Posting[] = [];
      for (const id of page) {
        const book = await reader.book(id);
        if (!book) continue;
        onBook(book);
        found.push(...postingsOf(book, from, to));
      }
      return found;
    });
}

async function* idsIn(ledger: Store, accountId: string | undefined): AsyncGenerator<readonly string[], void> {
  if (accountId === undefined) for await (const page of accountPages(ledger)) yield page.map(({ id }) => id);
  else yield [accountId];
}
