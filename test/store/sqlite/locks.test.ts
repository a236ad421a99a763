import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { connect, createBooks } from '../../../src/sandbox/gateway/books-file.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { codeOf } from '../contract/tried.js';
import { fill } from '../sample-entries.js';
import { create, using } from './folder.js';
import { quickFolder } from '../../support/folders.js';

const path = () => join(quickFolder('store'), 'ledger.db');

/** The engine on a disk whose every lock is refused: as it says it, and as long as it waits before it does. */
function lockless(code: string): typeof Database {
  class Lockless extends Database {
    private readonly patience: number;
    constructor(file: string | Buffer, options: Database.Options = {}) {
      super(file, options);
      this.patience = options.timeout ?? 5000;
    }
    override exec(sql: string): this {
      return this.memory ? super.exec(sql) : this.refuse();
    }
    override pragma(sql: string, options?: Database.PragmaOptions): unknown {
      if (this.memory || sql.startsWith('busy_timeout')) return super.pragma(sql, options);
      return this.refuse();
    }
    private refuse(): never {
      const waits = code === 'SQLITE_BUSY' ? this.patience : 0;
      if (waits > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waits);
      throw new Database.SqliteError('database is locked', code);
    }
  }
  return Lockless as unknown as typeof Database;
}

/** The engine where one folder alone refuses its locks, as a disk of another kind would. */
function locklessIn(folder: string, code: string): typeof Database {
  const refusing = lockless(code);
  const refuse = () => {
    throw new Database.SqliteError('database is locked', code);
  };
  const open = (file: string, options: Database.Options) => {
    if (file.startsWith(folder)) return new refusing(file, options);
    const db = new Database(file, options);
    const prepare = db.prepare.bind(db);
    const copying = { run: refuse } as unknown as Database.Statement;
    return Object.assign(db, {
      prepare: (sql: string) => (sql.startsWith('VACUUM INTO') ? copying : prepare(sql)),
    });
  };
  return new Proxy(Database, { construct: (_, [file, options]) => open(String(file), options as Database.Options) });
}

// As the engine tells ENOLCK, EOPNOTSUPP and EPERM of a lock.
const REFUSALS = ['SQLITE_BUSY', 'SQLITE_IOERR_LOCK', 'SQLITE_PERM'];

describe('G16 a folder that knows no file locks is told as such, and at once', () => {
  let begun = 0;
  beforeEach(() => (begun = Date.now()));
  afterEach(() => expect(Date.now() - begun).toBeLessThan(2000));

  test.each(REFUSALS)('where there is a ledger: %s', async (code) => {
    const file = path();
    await using(create(file), fill);
    expect(await codeOf(openLedger(file, { engine: lockless(code) }))).toBe('LEDGER_LOCKLESS');
    expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
  });

  test.each(REFUSALS)('where none was made yet: %s', async (code) => {
    const file = path();
    expect(await codeOf(create(file, { engine: lockless(code) }))).toBe('LEDGER_LOCKLESS');
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  test.each(REFUSALS)('where a copy is to lie: %s', async (code) => {
    const [file, copies] = [path(), quickFolder('store')];
    await using(create(file), fill);
    const engine = locklessIn(copies, code);
    await using(openLedger(file, { engine, busyTimeoutMs: 300 }), async (store) => {
      const backup = store.backup(join(copies, 'copy.db'));
      await expect(backup).rejects.toMatchObject({ code: 'FILE_LOCKLESS', location: join(copies, 'copy.db') });
    });
    expect(readdirSync(copies)).toEqual([]);
  });

  test.each(REFUSALS)('at the books of the sandbox: %s', (code) => {
    const file = join(quickFolder('store'), 'ledger.sandbox.db');
    createBooks(Database, file);
    const opening = () => connect(lockless(code), file, 5000);
    expect(opening).toThrow(expect.objectContaining({ code: 'GATEWAY_BOOKS', reason: 'no-locks' }));
    expect(readdirSync(dirname(file))).toEqual(['ledger.sandbox.db']);
  });
});

test('G10 what another process holds is waited for, and then it is busy', async () => {
  const file = path();
  await using(create(file), fill);
  const other = new Database(file);
  other.exec('BEGIN EXCLUSIVE');
  const begun = Date.now();
  expect(await codeOf(openLedger(file, { busyTimeoutMs: 300 }))).toBe('LEDGER_BUSY');
  expect(Date.now() - begun).toBeGreaterThanOrEqual(290);
  other.exec('ROLLBACK');
  other.close();
  await using(openLedger(file, { busyTimeoutMs: 300 }), async (store) => expect(await store.check()).toEqual([]));
  expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
});
