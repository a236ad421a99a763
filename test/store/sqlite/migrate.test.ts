import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { emptyBook } from '../../../src/core/book.js';
import { packageRoot } from '../../../src/files/package-root.js';
import { hashOf, type AuditRow } from '../../../src/store/sql/audit.js';
import { readMigrations, shippedMigrations } from '../../../src/store/sql/migrations.js';
import { dryRunStore } from '../../../src/store/dry-run.js';
import type { Store } from '../../../src/store/store.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { codeOf } from '../contract/tried.js';
import type { Entry } from '../../../src/core/entry.js';
import { account, AT, later, START } from '../samples.js';
import { append, fill, joining } from '../sample-entries.js';
import { create, tamper, using } from './folder.js';
import { run } from './process.js';
import { quickFolder } from '../../support/folders.js';
import { member } from '../../support/in-process.js';

const fixtures = join(packageRoot(), 'test', 'store', 'fixtures');
const shipped = readMigrations(shippedMigrations('sqlite'));

async function filled(): Promise<string> {
  const file = join(quickFolder('store'), 'ledger.db');
  await using(create(file), fill);
  return file;
}

/** The migrations as that version of the program shipped them. */
function asOfVersion(last: number): string {
  const folder = mkdtempSync(join(quickFolder('store'), 'migrations-'));
  for (const { name } of shipped.slice(0, last))
    copyFileSync(join(shippedMigrations('sqlite'), name), join(folder, name));
  return folder;
}

/** The shipped migrations and one more, as the next version of the program would bring them. */
function nextVersion(sql: string): string {
  const folder = asOfVersion(shipped.length);
  writeFileSync(join(folder, `${String(shipped.length + 1).padStart(4, '0')}-next.sql`), sql);
  return folder;
}

test('F7 a new ledger of the shipped program is made at once, and is what the migrations make one after the other', async () => {
  const { ledgerFile } = await member();
  const inTurn = new Database(':memory:');
  for (const { sql } of shipped) inTurn.exec(sql);
  const schema = (db: Database.Database) =>
    db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
  expect(tamper(ledgerFile, schema)).toEqual(schema(inTurn));
  expect(tamper(ledgerFile, (db) => db.pragma('user_version', { simple: true }))).toBe(shipped.length);
  inTurn.close();
});

/** The same rows in the tables of an earlier version, which had fewer of them. */
function asItWas(file: string, version: number): string {
  const older = join(quickFolder('store'), 'older.db');
  tamper(older, (db) => {
    db.exec(`ATTACH '${file}' AS newer; PRAGMA defer_foreign_keys = ON`);
    for (const { sql } of readMigrations(asOfVersion(version))) db.exec(sql);
    const names = db.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    for (const table of names.pluck().all() as string[]) {
      const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all().join();
      if (table === 'audit') chainOfAll(db, columns);
      else db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM newer.${table}`);
    }
    db.pragma(`application_id = ${String(db.pragma('newer.application_id', { simple: true }))}`);
    db.pragma(`user_version = ${version}`);
  });
  return older;
}

/** In earlier versions all accounts had one chain. */
function chainOfAll(db: Database.Database, columns: string): void {
  let prev_hash = String(db.prepare('SELECT genesis FROM newer.meta').pluck().get());
  const rows = db.prepare('SELECT * FROM newer.audit ORDER BY sequence').all() as AuditRow[];
  const values = columns.replaceAll(/\w+/g, '@$&');
  for (const row of rows) {
    const hash = hashOf({ ...row, number: null, prev_hash });
    db.prepare(`INSERT INTO main.audit (${columns}) VALUES (${values})`).run({ ...row, prev_hash, hash });
    prev_hash = hash;
  }
}

const NEXT =
  'CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT) STRICT; ALTER TABLE accounts ADD COLUMN nickname TEXT;';
/** Brings a ledger to that version, as the first write does. */
const upgraded = (file: string, migrations: string) =>
  using(openLedger(file, { migrations }), (store) => store.write(async () => undefined));
const versionOf = (file: string) => tamper(file, (db) => db.pragma('user_version', { simple: true }));
const backups = (file: string) =>
  readdirSync(dirname(file))
    .filter((name) => name.endsWith('.bak'))
    .toSorted();

test('G18 a newer ledger is refused and not touched', async () => {
  const file = await filled();
  tamper(file, (db) => db.pragma(`user_version = ${shipped.length + 1}`));
  const before = readFileSync(file);
  expect(await codeOf(openLedger(file))).toBe('LEDGER_NEWER');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('G18 a ledger without a version is damaged', async () => {
  const file = await filled();
  tamper(file, (db) => db.pragma('user_version = 0'));
  expect(await codeOf(openLedger(file))).toBe('LEDGER_CORRUPT');
});

test('G18 an older ledger is migrated after a backup that opens as it was', async () => {
  const file = await filled();
  const migrations = nextVersion(NEXT);
  await using(openLedger(file, { migrations }), async (store) => {
    expect(await store.check()).toEqual([]);
    await append(store, joining(2));
    expect((await store.read((ledger) => ledger.accounts())).length).toBe(2);
  });
  expect(versionOf(file)).toBe(shipped.length + 1);
  expect(backups(file)).toEqual([`ledger.db.v${shipped.length}.bak`]);
  const backup = join(dirname(file), `ledger.db.v${shipped.length}.bak`);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  await using(openLedger(backup), async (store) => {
    expect(await store.check()).toEqual([]);
    expect((await store.read((ledger) => ledger.accounts())).length).toBe(1);
  });
});

test('G18 a backup of before is never overwritten', async () => {
  const file = await filled();
  writeFileSync(`${file}.v${shipped.length}.bak`, 'mine');
  await upgraded(file, nextVersion(NEXT));
  expect(backups(file)).toEqual([`ledger.db.v${shipped.length}.2.bak`, `ledger.db.v${shipped.length}.bak`]);
  expect(readFileSync(`${file}.v${shipped.length}.bak`, 'utf8')).toBe('mine');
});

test('G18 whoever only looks at an older ledger sees all of it, and not a byte of its folder changes', async () => {
  const file = await filled();
  const before = readFileSync(file);
  const migrations = nextVersion(`${NEXT} UPDATE accounts SET nickname = 'somebody';`);
  await using(openLedger(file, { migrations }), async (store) => {
    expect(await store.check()).toEqual([]);
    expect((await store.read((ledger) => ledger.book(account().id)))?.orders.length).toBe(2);
    expect(await store.read((ledger) => ledger.book(account().id))).toBeDefined();
  });
  await using(openLedger(file, { migrations }), async (store) => {
    const rehearsed = dryRunStore(store, { notes: [], isNew: false, onEntry: () => undefined });
    await rehearsed.write((ledger) => ledger.append(joining(2)[0] as Entry, AT, 'admin'));
    expect(await rehearsed.read((ledger) => ledger.accounts())).toHaveLength(2);
  });
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
});

test('G18 whoever looks at an older ledger sees what is written there meanwhile, and who brought it up to date', async () => {
  const file = await filled();
  const migrations = nextVersion(NEXT);
  await using(openLedger(file, { migrations }), async (looking) => {
    const accounts = () => looking.read((ledger) => ledger.accounts());
    expect(await accounts()).toHaveLength(1);
    await using(openLedger(file), (store) => append(store, joining(2)));
    expect(await accounts()).toHaveLength(2);
    await using(openLedger(file, { migrations }), (store) => append(store, joining(3)));
    expect(await accounts()).toHaveLength(3);
    await append(looking, joining(4));
    expect(await accounts()).toHaveLength(4);
  });
  expect(backups(file)).toEqual([`ledger.db.v${shipped.length}.bak`]);
});

test('G18 the first write migrates an older ledger once, and says where the copy of before is', async () => {
  const file = await filled();
  const told: unknown[] = [];
  const onUpgrade = (from: number, copy: string) => told.push([from, copy]);
  await using(openLedger(file, { migrations: nextVersion(NEXT), onUpgrade }), async (store) => {
    await store.read((ledger) => ledger.accounts());
    expect(told).toEqual([]);
    await append(store, joining(2));
    await append(store, joining(3));
  });
  expect(told).toEqual([[shipped.length, `${file}.v${shipped.length}.bak`]]);
});

test('G18 G19 upgrades that fail or are killed again and again leave one copy, and nothing half made', async () => {
  const file = await filled();
  for (let time = 0; time < 3; time += 1) {
    // By its message: the engine's failure may be an Error of another realm.
    const failing = upgraded(file, nextVersion(`${NEXT} CREATE TABLE notes (id);`));
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining('notes') });
    expect((await run('migrate', file, `${nextVersion(NEXT)}|migrated:${shipped.length + 1}`)).signal).toBe('SIGKILL');
  }
  await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
  await using(openLedger(file), (store) => append(store, joining(2)));
  expect(readdirSync(dirname(file)).toSorted()).toEqual(['ledger.db', `ledger.db.v${shipped.length}.bak`]);
  await upgraded(file, nextVersion(NEXT));
  expect(backups(file)).toEqual([`ledger.db.v${shipped.length}.2.bak`, `ledger.db.v${shipped.length}.bak`]);
});

test('G18 processes that migrate at the same time migrate once', async () => {
  const file = await filled();
  const migrations = nextVersion(NEXT);
  const ended = await Promise.all([1, 2, 3, 4].map(() => run('migrate', file, migrations)));
  expect(ended.map(({ said }) => said)).toEqual([{ done: null }, { done: null }, { done: null }, { done: null }]);
  expect(backups(file)).toEqual([`ledger.db.v${shipped.length}.bak`]);
});

test('G18 a process that waited for the lock reads the version again', async () => {
  const file = await filled();
  const other = new Database(file);
  other.exec(`BEGIN IMMEDIATE; ${NEXT}`);
  other.pragma(`user_version = ${shipped.length + 1}`);
  const waiting = run('migrate', file, nextVersion(NEXT));
  await new Promise((passed) => setTimeout(passed, 700));
  other.exec('COMMIT');
  other.close();
  expect((await waiting).said).toEqual({ done: null });
  expect(backups(file)).toEqual([]);
});

test('G19 a migration that fails leaves the ledger as it was', async () => {
  const file = await filled();
  const twice = upgraded(file, nextVersion(`${NEXT} CREATE TABLE notes (id);`));
  await expect(twice).rejects.toHaveProperty('message', expect.stringContaining('notes'));
  const orphan = `INSERT INTO turned_off (written, subscription_id, term, at, by) SELECT 1, 'nobody', 0, at, by FROM turned_off;`;
  expect(await codeOf(upgraded(file, nextVersion(orphan)))).toBe('LEDGER_CORRUPT');
  expect(versionOf(file)).toBe(shipped.length);
  await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
});

describe('G19 a migration that is killed half way is either old or new', () => {
  // More than the engine's cache holds, so that the killed process has written half of it into the file.
  const rows = 'WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 25000)';
  const large = `${NEXT} INSERT INTO notes ${rows} SELECT i, printf('%.1000c', 'x') FROM n;`;
  const next = shipped.length + 1;

  test.each([
    [`migrate:${next}`, 'old'],
    [`migrated:${next}`, 'old'],
    ['commit', 'old'],
    ['committed', 'new'],
  ])('G19 killed at %s it is %s', async (step, expected) => {
    const file = await filled();
    const size = statSync(file).size;
    const migrations = nextVersion(large);
    expect((await run('migrate', file, `${migrations}|${step}`)).signal).toBe('SIGKILL');
    const halfWritten = step === `migrated:${next}` || step === 'commit';
    if (halfWritten) expect(statSync(file).size).toBeGreaterThan(size);
    if (expected === 'old') await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
    expect(versionOf(file)).toBe(expected === 'old' ? shipped.length : next);
    await using(openLedger(file, { migrations }), async (store) => {
      expect(await store.check()).toEqual([]);
      expect((await store.read((ledger) => ledger.book(account().id)))?.orders.length).toBe(2);
    });
  });
});

test.each([['0001-ledger.sql', '0003-late.sql'], ['0002-only.sql'], ['0001-one.sql', '0001-other.sql']])(
  'G18 migrations whose numbers have a gap are refused: %s %s',
  (...names) => {
    const folder = quickFolder('store');
    for (const name of names) writeFileSync(join(folder, name), '');
    expect(() => readMigrations(folder)).toThrow('is not number');
  },
);

test('J6 in an older ledger, whoever has joined is a user, under each address that they came with', async () => {
  const file = join(quickFolder('store'), 'ledger.db');
  const ended = { kind: 'membership-ended', accountId: account().id, on: START } as const;
  const back = (email: string) => ({ kind: 'account-joined', account: { ...account(), email } }) as const;
  const same = account().email.toUpperCase();
  const entries = [...joining(), ended, back(same), ended, back('other@example.org'), ...joining(2)];
  const before = await using(create(file), async (store) => {
    await append(store, entries);
    return store.read((ledger) => ledger.users(account().id));
  });
  expect(before.map(({ email }) => email)).toEqual([account().email, 'other@example.org']);
  const older = asItWas(file, 4);
  await using(openLedger(older), async (store) => {
    expect(await store.check()).toEqual([]);
    expect(await store.read((ledger) => ledger.users(account().id))).toEqual(before);
  });
});

describe('G24 the first epoch, when all accounts had one chain', () => {
  async function ofVersion10(): Promise<string> {
    const file = join(quickFolder('store'), 'ledger.db');
    tamper(file, (db) => db.exec(readFileSync(join(fixtures, 'ledger-v10.sql'), 'utf8')));
    return file;
  }

  test('G24 its entries keep their hashes, each account goes on from its own last, and the first seal names its end', async () => {
    const file = await ofVersion10();
    const chain = () =>
      tamper(file, (db) => db.prepare('SELECT * FROM audit ORDER BY sequence').all()) as (AuditRow & object)[];
    const before = chain();
    const last = before.at(-1);
    await using(openLedger(file), async (store) => {
      await append(store, joining(2));
      await append(store, [{ kind: 'membership-ended', accountId: account(2).id, on: START }], later(400));
      expect(await store.check()).toEqual([]);
    });
    const after = chain();
    expect(after.slice(0, before.length)).toEqual(before.map((row) => ({ ...row, number: null })));
    expect(after.slice(before.length).map(({ number }) => number)).toEqual(
      [...joining(2), undefined].map((_, index) => index + 1),
    );
    const seals = tamper(file, (db) => db.prepare('SELECT heads FROM seals ORDER BY number').pluck().all()) as string[];
    expect(JSON.parse(seals[0] ?? '')[0]).toEqual({ account: null, sequence: last?.sequence, hash: last?.hash });
    expect(seals).toHaveLength(2);
  });

  test('G24 it cannot be made shorter by an entry that is given a place of its own', async () => {
    const file = await ofVersion10();
    await using(openLedger(file), (store) => append(store, joining(2)));
    tamper(file, (db) =>
      db.exec(`DROP TRIGGER audit_is_final;
        UPDATE audit SET by = 'other@contoso.example' WHERE sequence = 7;
        UPDATE audit SET number = 2 WHERE sequence = 2`),
    );
    expect(await using(openLedger(file), (store) => store.check())).toEqual(
      expect.arrayContaining([
        { where: 'audit entry 2', problem: 'It is of the first epoch, and has a place in a chain of later.' },
        { where: 'audit entry 7', problem: 'Its hash is not that of what it says.' },
      ]),
    );
  });

  test('G24 an entry of it that was cut off is missed, though the head of its account was made to fit', async () => {
    const file = await ofVersion10();
    await using(openLedger(file), (store) => append(store, joining(2)));
    const last = tamper(file, (db) => {
      const sequence = Number(db.prepare('SELECT max(sequence) FROM audit WHERE number IS NULL').pluck().get());
      db.exec('DROP TRIGGER audit_stays; DROP TRIGGER audit_is_final');
      db.exec(`DELETE FROM audit WHERE sequence = ${sequence}`);
      return sequence;
    });
    const found = await using(openLedger(file), (store) => store.check());
    expect(found).toContainEqual({
      where: 'audit',
      problem: `Seal 1 names its entry ${last}, which is not there as it was.`,
    });
  });

  test('G24 an account of it goes on in a chain of its own', async () => {
    const file = await ofVersion10();
    await using(openLedger(file), async (store) => {
      const { length } = await store.read((ledger) => ledger.entries({ accountId: account().id, limit: 1000 }));
      const accountId = account().id;
      await append(store, [{ kind: 'clock-corrected', accountId, since: 1, until: 1 }], later(400));
      expect(await store.check()).toEqual([]);
      const rows = tamper(file, (db) => db.prepare('SELECT number, prev_hash FROM audit ORDER BY sequence DESC').all());
      const before = tamper(file, (db) =>
        db
          .prepare('SELECT hash FROM audit WHERE account_id = ? AND number IS NULL ORDER BY sequence DESC')
          .pluck()
          .get(accountId),
      );
      expect(rows[0]).toEqual({ number: length + 1, prev_hash: before });
    });
  });
});

describe('G18 a ledger of every version that was released still opens', () => {
  const numberIn = (name: string) => Number(/\d+/.exec(name)?.[0]);
  const released = readdirSync(fixtures)
    .filter((name) => name.endsWith('.sql'))
    .toSorted((left, right) => numberIn(left) - numberIn(right));

  test('G18 there is a fixture of each', () => {
    expect(released).toEqual(shipped.map(({ version }) => `ledger-v${version}.sql`));
  });

  test.each(released)('G18 %s', async (name) => {
    const file = join(quickFolder('store'), 'ledger.db');
    const db = new Database(file);
    db.exec(readFileSync(join(fixtures, name), 'utf8'));
    db.close();
    const expected = JSON.parse(readFileSync(join(fixtures, name.replace('.sql', '.json')), 'utf8'));
    // A file that a statement of it names was never kept: there was nothing to keep it in.
    const sound = async (store: Store) =>
      expect((await store.check()).filter(({ where }) => !where.startsWith('evidence '))).toEqual([]);
    await using(openLedger(file), async (store) => {
      await sound(store);
      // What came with a later version is empty.
      const whole = { ...emptyBook(account()), ...expected };
      expect(await store.read((ledger) => ledger.book(account().id))).toEqual(whole);
      await append(store, joining(2));
      await sound(store);
    });
  });
});
