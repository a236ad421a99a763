import Database from 'better-sqlite3';
import { openLedger, type OpenOptions } from '../../../src/store/sqlite/open.js';
import type { Store } from '../../../src/store/store.js';
import { append, fill, funding, joining, ordering, recording } from '../sample-entries.js';
import { IDENTITY, later, transfer } from '../samples.js';

export function create(file: string, options: OpenOptions = {}): Promise<Store> {
  return openLedger(file, { create: IDENTITY, ...options });
}

/** Changes a database as somebody with another program would. */
export function tamper<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = MEMORY');
    return work(db);
  } finally {
    db.close();
  }
}

/** Closes a store whatever the test did with it. */
export async function using<T>(opening: Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A ledger in which every table holds a row, an order by transfer among them. */
export async function fillModel(file: string): Promise<void> {
  await using(create(file), async (store) => {
    await fill(store);
    const ordered = transfer(3);
    const paid = [...joining(3), ...ordering(ordered), ...funding(ordered, '2024-000002')];
    await append(store, [...paid, ...recording()], later(368));
  });
}
