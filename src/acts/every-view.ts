import type { Context } from '../cli/context.js';
import { programmesOf } from '../cli/visit.js';
import { dayOf } from '../core/day.js';
import type { View } from '../core/view.js';
import { accountPages } from '../journeys/accounts.js';
import type { Store } from '../store/store.js';

/** Every account as it is today, those that have left too; a page of them is in memory at a time. */
export async function* everyView(context: Context, ledger: Store): AsyncGenerator<View> {
  const today = dayOf(await context.clock.now());
  const { charges } = await context.books.kind();
  const where = charges ? {} : { paidElsewhere: true as const };
  for await (const page of accountPages(ledger)) {
    const ids = page.map(({ id }) => id);
    const books = await ledger.read(async (reader) => {
      await reader.ahead(ids);
      return Promise.all(ids.map((id) => reader.book(id)));
    });
    for (const book of books) if (book) yield { ...(await programmesOf(context, book)), book, today, ...where };
  }
}
