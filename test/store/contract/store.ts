import type { Store } from '../../../src/store/store.js';
import { account } from '../samples.js';
import { append } from '../sample-entries.js';
import { membership } from './membership.js';
import { payments } from './payments.js';
import { subscriptions } from './subscriptions.js';
import { transactions } from './transactions.js';
import { codeOf, type Opener, type Tried } from './tried.js';

/** What every engine of the ledger promises; run it with each. */
export function storeContract(engine: string, opener: Opener): void {
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
    transactions(at);
    payments(at);
    subscriptions(at);
    membership(at);
  });
}
