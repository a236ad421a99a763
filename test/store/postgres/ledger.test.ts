import { openServerLedger } from '../../../src/store/postgres/open.js';
import type { Store } from '../../../src/store/store.js';
import { addressOf, freshDatabase, withServer, type Database } from '../../support/server.js';
import { storeContract } from '../contract/store.js';
import { IDENTITY } from '../samples.js';

let database: Database;
let ledgers = 0;

(withServer ? describe : describe.skip)('on a server', () => {
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  const opener = {
    create: () => openServerLedger(database.address(`ledger_${(ledgers += 1)}`), { create: IDENTITY, patienceMs: 300 }),
    again: (store: Store) => openServerLedger(addressOf(store.location), { patienceMs: 300 }),
  };
  // The everyday run takes what differs most between engines.
  storeContract('PostgreSQL', opener, process.env['CI'] ? undefined : ['transactions']);
});
