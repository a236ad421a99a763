import type { Account } from '../core/account.js';
import type { Reader, Store } from '../store/store.js';

const PAGE = 50;

/** Every account, as pages in the order in which they joined; each is a look of its own, so that nobody waits for all. */
export async function* accountPages(ledger: Pick<Store, 'read'>): AsyncGenerator<readonly Account[], void> {
  yield* pages((after) => ledger.read((reader) => reader.accounts(PAGE, after)));
}

/** Every member in one view of the ledger, a page in memory at a time. */
export async function* everyMember(reader: Pick<Reader, 'members'>): AsyncGenerator<Account, void> {
  for await (const page of pages((after) => reader.members(PAGE, after))) yield* page;
}

async function* pages(
  next: (after: string | undefined) => Promise<readonly Account[]>,
): AsyncGenerator<readonly Account[], void> {
  for (let after: string | undefined; ;) {
    const page = await next(after);
    if (page.length > 0) yield page;
    after = page.at(-1)?.id;
    if (after === undefined || page.length < PAGE) return;
  }
}
