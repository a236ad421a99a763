import { join } from 'node:path';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { storeContract } from '../contract/store.js';
import { create } from './folder.js';
import { quickFolder } from '../../support/folders.js';

storeContract('SQLite', {
  create: () => create(join(quickFolder('store'), 'ledger.db'), { busyTimeoutMs: 50 }),
  again: (store) => openLedger(store.location, { busyTimeoutMs: 50 }),
  backups: {
    freeName: (store) => `${store.location}.copy`,
    restored: (file) => openLedger(file),
  },
});
