import type { Store } from '../../../src/store/store.js';
import { account } from '../samples.js';
import { append } from '../sample-entries.js';
import { membership } from './membership.js';
import { payments } from './payments.js';
import { subscriptions } from './subscriptions.js';
import { transactions } from './transactions.js';
import { codeOf, type Opener, type Tried } from './tried.js';

const PARTS = { transactions, payments, subscriptions, membership };
type Part = keyof typeof PARTS;

/** What every engine of the ledger promises; run it with each. `parts`: all of it, unless that would take too long. */
export function storeContract(engine: string, opener: Opener, parts = Object.keys(PARTS) as readonly Part[]): void {
  describe(`a ledger on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await opener.create();
    });
    afterEach(async () => {
      expect(await store.check()).toEqual([]);
      await store.close();
    });

    const at: Tried = {
      get store() {
        return store;
      },
      opener,
      book: (id = account().id) => store.read((ledger) => ledger.book(id)),
      refused: (...entries) => codeOf(append(store, entries)),
    };
    for (const part of parts) PARTS[part](at);
  });
}
