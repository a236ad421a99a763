import { tmpdir } from 'node:os';
import { LedgerError } from '../store.js';
import type { Connection } from './connect.js';
import { loadEngine } from './open.js';

/** So many are sorted in memory. */
const FEW = 1000;

/** What of it the engine keeps in memory, and as much again while it sorts. */
const CACHE_KIB = 2 * 1024;

/**
 * Rows in the order of a text of theirs, those with the same text as they came, however many there are: more than a few
 * wait on the disk, in a file of the machine's temporary folder that only this process sees and that goes with it.
 * @throws LedgerError FILE_UNWRITABLE where there is no room for them
 */
export async function* sorted<T extends object>(
  rows: AsyncIterable<T>,
  keyOf: (row: T) => string,
): AsyncGenerator<T, void> {
  let waiting: (readonly [key: string, row: T])[] = [];
  let disk: Connection | undefined;
  try {
    for await (const row of rows) {
      waiting.push([keyOf(row), row]);
      if (waiting.length < FEW) continue;
      disk ??= await emptyTable();
      put(disk, waiting);
      waiting = [];
    }
    if (disk) {
      put(disk, waiting);
      waiting = [];
      yield* inOrder<T>(disk);
    } else for (const [, row] of waiting.sort(([one], [other]) => (one < other ? -1 : Number(one > other)))) yield row;
  } finally {
    disk?.close();
  }
}

/** An empty name is a file without one. */
async function emptyTable(): Promise<Connection> {
  const engine = await loadEngine(tmpdir());
  const disk = new engine('');
  disk.pragma(`cache_size = -${CACHE_KIB}`);
  disk.exec('CREATE TABLE rows (place INTEGER PRIMARY KEY, key TEXT NOT NULL, row TEXT NOT NULL)');
  return disk;
}

function put(disk: Connection, rows: readonly (readonly [key: string, row: object])[]): void {
  withRoom(() => {
    disk.exec('BEGIN');
    const insert = disk.prepare('INSERT INTO rows (key, row) VALUES (?, ?)');
    for (const [key, row] of rows) insert.run(key, JSON.stringify(row));
    disk.exec('COMMIT');
  });
}

function* inOrder<T>(disk: Connection): Generator<T, void> {
  const all = withRoom(() => disk.prepare('SELECT row FROM rows ORDER BY key, place').pluck().iterate());
  for (const row of all) yield JSON.parse(String(row)) as T;
}

function withRoom<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!String((cause as { readonly code?: unknown }).code).startsWith('SQLITE_')) throw cause;
    throw new LedgerError('FILE_UNWRITABLE', tmpdir(), String(cause), { cause });
  }
}
