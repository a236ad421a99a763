import { join } from 'node:path';
import { openLedger } from '../../src/store/sqlite/open.js';
import { runAgain } from '../support/run-again.js';
import { storeContract } from './contract/store.js';
import { create } from './sqlite/folder.js';
import { quickFolder } from '../support/folders.js';

storeContract('an engine that runs every transaction again', {
  create: async () => runAgain(await create(join(quickFolder('store'), 'ledger.db'), { busyTimeoutMs: 50 })),
  again: async (store) => runAgain(await openLedger(store.location, { busyTimeoutMs: 50 })),
  backups: {
    freeName: (store) => `${store.location}.copy`,
    restored: async (file) => runAgain(await openLedger(file)),
  },
});
