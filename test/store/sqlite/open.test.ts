import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { packageRoot } from '../../../src/files/package-root.js';
import { makeDurable, requireSafeEngine } from '../../../src/store/sqlite/connect.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { codeOf } from '../contract/tried.js';
import { IDENTITY } from '../samples.js';
import { append, fill, joining } from '../sample-entries.js';
import { create, tamper, using } from './folder.js';
import { quickFolder } from '../../support/folders.js';

const path = () => join(quickFolder('store'), 'ledger.db');

/** Opens with and without `create`, and sees that neither touched the file. */
async function refusals(file: string): Promise<unknown[]> {
  const before = readFileSync(file);
  const codes = [await codeOf(openLedger(file)), await codeOf(create(file))];
  expect(readFileSync(file).equals(before)).toBe(true);
  return codes;
}

describe('F1 every connection is durable', () => {
  const settings = (db: Database.Database) =>
    ['journal_mode', 'synchronous', 'foreign_keys'].map((name) => db.pragma(name, { simple: true }));

  test('F1 a ledger that somebody turned to WAL is opened with a deleted journal, EXTRA and foreign keys', async () => {
    const file = path();
    await using(create(file), fill);
    tamper(file, (db) => db.pragma('journal_mode = WAL'));
    await using(openLedger(file), async (store) => {
      const { db } = Reflect.get(store, 'opened') as { db: Database.Database };
      expect(settings(db)).toEqual(['delete', 3, 1]);
      expect(await store.check()).toEqual([]);
    });
    expect(readdirSync(join(file, '..'))).toEqual(['ledger.db']);
  });

  test('F1 an engine that says otherwise gets no ledger', async () => {
    const db = new Database(':memory:');
    expect(await codeOf(Promise.resolve().then(() => makeDurable(db, 'here')))).toBe('LEDGER_UNWRITABLE');
    db.close();
  });
});

test('F2 SQLite before 3.51.3 is refused', () => {
  for (const version of ['3.51.2', '3.50.9', '2.99.99'])
    expect(() => requireSafeEngine(version, 'here')).toThrow(version);
  for (const version of ['3.51.3', '3.52.0', '4.0.0']) expect(() => requireSafeEngine(version, 'here')).not.toThrow();
});

test('F2 the engine is loaded when there is a ledger to open, not when the program starts', () => {
  const module = join(packageRoot(), 'build', 'src', 'store', 'sqlite', 'open.js');
  const script = `import { createRequire } from 'node:module';
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((name) => name.includes('better-sqlite3'));
    const { openLedger } = await import(process.argv[1]);
    const seen = [loaded()];
    await openLedger(process.argv[2]).catch(() => undefined);
    seen.push(loaded());
    await openLedger(process.argv[2], { create: JSON.parse(process.argv[3]) });
    process.stdout.write([...seen, loaded()].join());`;
  const said = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, module, path(), JSON.stringify(IDENTITY)],
    {
      encoding: 'utf8',
    },
  );
  expect(said).toBe('false,false,true');
});

describe('F7 what is not a sound ledger is refused and never written', () => {
  test('F7 a missing ledger is not made unless that is asked for', async () => {
    const file = path();
    expect(await codeOf(openLedger(file))).toBe('LEDGER_MISSING');
    expect(await codeOf(openLedger(join(file, 'deeper', 'ledger.db')))).toBe('LEDGER_MISSING');
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  test('F7 an empty file', async () => {
    const file = path();
    writeFileSync(file, '');
    expect(await refusals(file)).toEqual(['LEDGER_FOREIGN', 'LEDGER_FOREIGN']);
  });

  test.each([
    ['a short text', 'hello'],
    ['a long text', 'hello '.repeat(2000)],
    ['bytes', Buffer.alloc(8192, 7)],
  ])('F7 %s', async (_, content) => {
    const file = path();
    writeFileSync(file, content);
    expect(await refusals(file)).toEqual(['LEDGER_FOREIGN', 'LEDGER_FOREIGN']);
  });

  test.each(['delete', 'wal'])('F7 the database of another program, journal mode %s', async (mode) => {
    const file = path();
    tamper(file, (db) => {
      db.pragma(`journal_mode = ${mode}`);
      db.exec('CREATE TABLE theirs (id); INSERT INTO theirs VALUES (1)');
    });
    expect(await refusals(file)).toEqual(['LEDGER_FOREIGN', 'LEDGER_FOREIGN']);
  });

  test('F7 the database of another program with a log that waits to be written', async () => {
    const file = path();
    const theirs = new Database(file);
    theirs.pragma('journal_mode = WAL');
    theirs.exec('CREATE TABLE theirs (id)');
    expect(await refusals(file)).toEqual(['LEDGER_FOREIGN', 'LEDGER_FOREIGN']);
    expect(theirs.prepare('SELECT count(*) FROM theirs').pluck().get()).toBe(0);
    theirs.close();
  });

  test('F7 a folder', async () => {
    const file = path();
    mkdirSync(file);
    expect(await codeOf(create(file))).toBe('LEDGER_FOREIGN');
  });

  test('G17 a ledger that was cut short', async () => {
    const file = path();
    await using(create(file), fill);
    truncateSync(file, 3 * 4096);
    expect(await refusals(file)).toEqual(['LEDGER_CORRUPT', 'LEDGER_CORRUPT']);
  });

  test('G17 a ledger whose schema was overwritten', async () => {
    const file = path();
    await using(create(file), fill);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(file, bytes);
    expect(await refusals(file)).toEqual(['LEDGER_CORRUPT', 'LEDGER_CORRUPT']);
  });

  test('G17 a ledger with a damaged page opens, and check finds the damage', async () => {
    const file = path();
    await using(create(file), fill);
    const root = tamper(file, (db) =>
      Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'orders'`).pluck().get()),
    );
    const bytes = readFileSync(file);
    bytes.fill(0xff, (root - 1) * 4096, root * 4096);
    writeFileSync(file, bytes);
    await using(openLedger(file), async (store) => {
      expect((await store.check()).map(({ where }) => where)).toContain('database');
      expect(await codeOf(store.read((ledger) => ledger.order('order-1-0')))).toBe('LEDGER_CORRUPT');
    });
  });

  test('G17 a ledger that lost a table', async () => {
    const file = path();
    await using(create(file), fill);
    tamper(file, (db) => db.exec('DROP TABLE turned_off'));
    await using(openLedger(file), async (store) => {
      expect((await store.check()).map(({ where }) => where)).toContain('table turned_off');
      expect(await codeOf(store.read((ledger) => ledger.book('account-1')))).toBe('LEDGER_CORRUPT');
    });
  });
});

test('a link to a ledger is followed, a link that leads nowhere is not', async () => {
  const folder = quickFolder('store');
  await using(create(join(folder, 'real.db')), (store) => append(store, joining()));
  symlinkSync('real.db', join(folder, 'link.db'));
  symlinkSync('nowhere.db', join(folder, 'dangling.db'));
  await using(openLedger(join(folder, 'link.db')), async (store) => expect(await store.check()).toEqual([]));
  expect(await codeOf(openLedger(join(folder, 'dangling.db'), { create: IDENTITY }))).toBe('LEDGER_UNWRITABLE');
  expect(readdirSync(folder).toSorted()).toEqual(['dangling.db', 'link.db', 'real.db']);
});
