import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import type { Ledger, Place } from '../../src/store/ledger.js';
import { lookBeforeMove, moveLedger, type MoveDone } from '../../src/store/move.js';
import { openServerLedger, serverPlace } from '../../src/store/postgres/open.js';
import { shippedMigrations } from '../../src/store/sql/migrations.js';
import { filePlace, openLedger } from '../../src/store/sqlite/open.js';
import { LedgerError, unwatched } from '../../src/store/store.js';
import { quickFolder } from '../support/folders.js';
import { addressOf, freshDatabase, withServer, type Database } from '../support/server.js';
import { append, joining, PAPER } from './sample-entries.js';
import { account, AT, IDENTITY, later } from './samples.js';
import { fillModel, tamper } from './sqlite/folder.js';
import { codeOf } from './contract/tried.js';

type Kind = 'file' | 'server';

/** Whoever needs the server first starts it. */
const START_MS = 120_000;

/** The whole of a ledger as somebody reads it who knows nothing of its engine. */
async function told(ledger: Ledger) {
  const entries = await ledger.read((reader) => reader.entries({ limit: 100_000 }));
  const seals = await ledger.look((session) => session.all('SELECT * FROM seals ORDER BY number'));
  const counters = await ledger.look((session) => session.all('SELECT * FROM receipts ORDER BY year'));
  const notes = await ledger.look((session) => session.all('SELECT * FROM credit_notes ORDER BY year'));
  const paid = await ledger.look((session) => session.all('SELECT * FROM paid_to ORDER BY subscription_id'));
  const identity = await ledger.look((session) =>
    session.get('SELECT installation, gateway, created_at, genesis, frozen_at FROM meta'),
  );
  const books = await ledger.read(async (reader) => {
    const read: unknown[] = [];
    for (const { id } of await reader.accounts()) read.push(await reader.book(id));
    return read;
  });
  return { entries, seals, counters, notes, paid, identity, books };
}

describe('a ledger that is moved', () => {
  let database: Database;
  let folder: string;
  let model: string;
  let schemas = 0;
  const opened: Ledger[] = [];

  beforeAll(async () => {
    if (withServer) database = await freshDatabase();
    model = join(quickFolder('store'), 'model.db');
    await fillModel(model);
    const store = await openLedger(model);
    await store.write((ledger) => ledger.freeze(later(500)));
    await store.close();
  }, START_MS);
  afterAll(() => (withServer ? database.drop() : undefined));
  beforeEach(() => {
    folder = quickFolder('store');
    mkdirSync(join(folder, 'evidence'));
    writeFileSync(join(folder, 'evidence', PAPER.sha256), PAPER.bytes);
  });
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
  });

  const placeOf = (kind: Kind): Place =>
    kind === 'file'
      ? filePlace(join(mkdtempSync(join(folder, 'place-')), 'ledger.db'))
      : serverPlace(addressOf(database.url(`moves_${(schemas += 1)}`)));

  async function keep(opening: Promise<Ledger>): Promise<Ledger> {
    const ledger = await opening;
    opened.push(ledger);
    return ledger;
  }

  /** As anybody opens it. */
  const use = (location: string, patienceMs = 300) =>
    keep(
      location.startsWith('postgres:')
        ? openServerLedger(addressOf(location), { patienceMs })
        : openLedger(location, { busyTimeoutMs: patienceMs }),
    );

  async function aFile(): Promise<Ledger> {
    const file = join(folder, `ledger-${(schemas += 1)}.db`);
    cpSync(model, file);
    return use(file);
  }

  async function aLedger(kind: Kind): Promise<Ledger> {
    const file = await aFile();
    if (kind === 'file') return file;
    const place = placeOf('server');
    await moving(file, place);
    return use(place.location);
  }

  const moving = (
    ledger: Ledger,
    place: Place,
    onStep: (step: string) => void = () => undefined,
    watch = unwatched,
  ): Promise<MoveDone> => moveLedger({ ledger, place, at: later(600), beside: async () => undefined, watch, onStep });

  // The everyday run takes the way that most ledgers go; what the others add are their engines.
  const ways = (
    [
      ['file', 'file'],
      ['file', 'server'],
      ['server', 'file'],
      ['server', 'server'],
    ] as const
  ).filter((way) => withServer || !way.includes('server' as never));
  const everyday = process.env['CI'] ? ways : ways.slice(0, 2);
  const kinds = (['file', 'server'] as const).filter((kind) => withServer || kind === 'file');

  test.each(ways)('G24 from a %s to a %s all of it is there, letter for letter, and sound', async (from, to) => {
    const [ledger, place] = [await aLedger(from), placeOf(to)];
    const before = await told(ledger);
    const done = await moving(ledger, place);
    expect(done).toMatchObject({ changed: true, accounts: before.books.length, entries: before.entries.length });
    const there = await use(place.location);
    expect(await told(there)).toEqual(before);
    expect(await there.check()).toEqual([]);
    await append(there, joining(7), later(601));
    expect(await there.check()).toEqual([]);
  });

  (withServer ? test : test.skip)(
    'a server that was filled knows how much is in its tables, before it checks them',
    async () => {
      const place = placeOf('server');
      await moving(await aFile(), place);
      const { schema } = addressOf(place.location);
      const unknown = `SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'r' AND reltuples < 0`;
      expect(await database.ask(unknown)).toEqual([]);
    },
  );

  test.each(kinds)('G20 a file of evidence that is gone is as gone at a %s, and keeps nothing back', async (to) => {
    const [ledger, place] = [await aLedger('file'), placeOf(to)];
    rmSync(join(folder, 'evidence', PAPER.sha256));
    const missed = await ledger.check();
    expect(missed).toEqual([{ where: expect.stringContaining('evidence'), problem: 'The file is not kept any more.' }]);
    await moving(ledger, place);
    expect(await (await use(place.location)).check()).toEqual(missed);
  });

  test('G1 G18 a copy that is not finished stays so for a later version of the program', async () => {
    const place = placeOf('file');
    await (await place.create({ ...IDENTITY, copiedFrom: 'there.db' })).close();
    const migrations = mkdtempSync(join(folder, 'migrations-'));
    const shipped = shippedMigrations('sqlite');
    cpSync(shipped, migrations, { recursive: true });
    const next = String(readdirSync(shipped).length + 1).padStart(4, '0');
    writeFileSync(join(migrations, `${next}-next.sql`), 'CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT;');
    expect(await codeOf(openLedger(place.location, { migrations }))).toBe('LEDGER_UNFINISHED');
  });

  test.each(ways)('G1 from a %s to a %s it is only read where it was, and says where it went', async (from, to) => {
    const [ledger, place] = [await aLedger(from), placeOf(to)];
    const early = await use(ledger.location);
    await early.read((reader) => reader.accounts());
    await moving(ledger, place);
    for (const old of [ledger, early, await use(ledger.location)]) {
      await expect(append(old, joining(7), later(601))).rejects.toMatchObject({
        code: 'LEDGER_MOVED',
        other: place.location,
      });
      await expect(old.write((writer) => writer.freeze(undefined))).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
      expect(await old.read((reader) => reader.moved())).toEqual({ to: place.location, at: later(600) });
      expect(await old.read((reader) => reader.accounts())).not.toHaveLength(0);
      expect(await old.check()).toEqual([]);
    }
    expect(await moving(ledger, place)).toMatchObject({ changed: false });
    expect(await codeOf(moving(ledger, placeOf('file')))).toBe('LEDGER_MOVED');
  });

  test('G24 numbers that a server left out are no gap in a file, and what is taken out there is missed', async () => {
    if (!withServer) return;
    const server = await aLedger('server');
    const failing = server.write(async (ledger) => {
      await ledger.append(joining(7)[0] as never, later(601), 'admin');
      throw new RangeError('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await append(server, joining(8), later(602));
    const place = placeOf('file');
    await moving(server, place);
    const there = await use(place.location);
    expect(await there.check()).toEqual([]);
    await append(there, joining(9), later(603));
    expect(await there.check()).toEqual([]);
    await there.close();
    tamper(place.location, (db) => db.exec('DROP TRIGGER audit_stays; DELETE FROM audit WHERE sequence = 3'));
    const found = await (await use(place.location)).check();
    expect(found).toContainEqual({ where: 'audit', problem: expect.stringContaining('their numbers go to') });
  });

  test.each(kinds)('G24 entries of the first epoch are verified at a %s as before', async (to) => {
    const file = join(folder, 'old.db');
    const sql = readFileSync(join(packageRoot(), 'test', 'store', 'fixtures', 'ledger-v10.sql'), 'utf8');
    tamper(file, (db) => db.exec(sql));
    const upgraded: number[] = [];
    const ledger = await keep(openLedger(file, { onUpgrade: (version) => upgraded.push(version) }));
    const place = placeOf(to);
    await moving(ledger, place);
    expect(upgraded).toEqual([10]);
    expect(await (await use(place.location)).check()).toEqual([]);
  });

  /** Whatever ends it there: what a killed process leaves is what was committed. */
  class Killed extends Error {}
  const STEPS = ['move:begun', 'move:filled', 'move:copied', 'move:marked', 'move:brought', 'move:usable'];
  const writable = async (location: string) => {
    try {
      const ledger = await use(location);
      await ledger.write(async () => undefined);
      return true;
    } catch (error) {
      if (error instanceof LedgerError) return error.code;
      throw error;
    }
  };

  describe.each(everyday)('from a %s to a %s, ended half way', (from, to) => {
    test.each(STEPS)('G1 G8 at %s: never can both be written, and run again it is done', async (step) => {
      const [ledger, place] = [await aLedger(from), placeOf(to)];
      const stopping = moving(ledger, place, (name) => {
        if (name === step) throw new Killed();
      });
      await expect(stopping).rejects.toBeInstanceOf(Killed);
      const both = [await writable(ledger.location), await writable(place.location)];
      expect(both.filter((one) => one === true).length).toBeLessThan(2);
      expect(['LEDGER_MISSING', 'LEDGER_UNFINISHED', true]).toContain(both[1]);
      // Somebody goes on where the ledger is not marked yet.
      if (both[0] === true) await append(ledger, joining(7), later(601));
      const before = await told(ledger);
      expect(await moving(await use(ledger.location), place)).toMatchObject({ changed: true });
      const there = await use(place.location);
      expect(await told(there)).toEqual(before);
      expect(await there.check()).toEqual([]);
      expect([await writable(ledger.location), await writable(place.location)]).toEqual(['LEDGER_MOVED', true]);
    });
  });

  test.each(everyday)(
    'from a %s to a %s, who writes meanwhile waits, and then hears where it went',
    async (from, to) => {
      const [ledger, place] = [await aLedger(from), placeOf(to)];
      const writer = await use(ledger.location);
      const heard: unknown[] = [];
      await moving(
        ledger,
        place,
        () => undefined,
        async () => {
          if (heard.length === 0) heard.push(await codeOf(append(writer, joining(7), later(601))));
        },
      );
      expect(heard).toEqual(['LEDGER_BUSY']);
      expect(await codeOf(append(writer, joining(7), later(601)))).toBe('LEDGER_MOVED');
    },
  );

  test.each(ways)('from a %s to a %s, of two that move it at once it is moved once', async (from, to) => {
    const [ledger, place] = [await aLedger(from), placeOf(to)];
    const others = [await use(ledger.location, 10_000), await use(ledger.location, 10_000)];
    const ended = await Promise.allSettled(others.map((one) => moving(one, place)));
    expect(ended.some(({ status }) => status === 'fulfilled')).toBe(true);
    // Who comes late finds it moved, or goes on with what the other has begun.
    for (const one of ended) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'LEDGER_MOVED' });
    const there = await use(place.location);
    expect(await told(there)).toEqual(await told(ledger));
    expect(await there.check()).toEqual([]);
    expect(await moving(ledger, place)).toMatchObject({ changed: false });
  });

  test.each(kinds)('G17 nothing is copied over another ledger at a %s', async (to) => {
    const [ledger, place] = [await aLedger('file'), placeOf(to)];
    await (await place.create({ ...IDENTITY, installation: 'another' })).close();
    expect(await codeOf(moving(ledger, place))).toBe('LEDGER_EXISTS');
    expect(await codeOf(lookBeforeMove({ ledger, place }))).toBe('LEDGER_EXISTS');
    expect(await codeOf(moving(ledger, filePlace(ledger.location)))).toBe('LEDGER_EXISTS');
    expect(await writable(ledger.location)).toBe(true);
  });

  test.each(kinds)('G17 a copy of another ledger is not gone on with at a %s', async (to) => {
    const [ledger, place] = [await aLedger('file'), placeOf(to)];
    await (await place.create({ ...IDENTITY, installation: 'another', copiedFrom: 'there.db' })).close();
    await expect(moving(ledger, place)).rejects.toMatchObject({ code: 'LEDGER_UNFINISHED', other: 'there.db' });
    expect(await codeOf(use(place.location).then((one) => one.read((reader) => reader.accounts())))).toBe(
      'LEDGER_UNFINISHED',
    );
  });

  test.each([
    ['a row', `UPDATE accounts SET company = 'Fabrikam'`],
    ['an entry', `UPDATE audit SET by = 'somebody' WHERE sequence = 4`],
    ['a seal', `UPDATE seals SET at = '2020-01-01T00:00:00.000Z'`],
    ['an entry that is gone', `DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)`],
  ])('G24 a ledger in which somebody altered %s is not moved, and nothing of it is left there', async (_, sql) => {
    const file = join(folder, 'altered.db');
    cpSync(model, file);
    tamper(file, (db) => {
      const guards = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
        name: string;
        sql: string;
      }[];
      for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
      db.exec(sql);
      for (const guard of guards) db.exec(guard.sql);
    });
    const [ledger, place] = [await use(file), placeOf('file')];
    await expect(moving(ledger, place)).rejects.toMatchObject({ code: 'LEDGER_CORRUPT', location: file });
    expect(existsSync(place.location)).toBe(false);
    expect(await writable(file)).toBe(true);
  });

  test.each(everyday)(
    'G16 from a %s to a %s that is full: nothing is left there, and it is used on',
    async (from, to) => {
      const [ledger, place] = [await aLedger(from), placeOf(to)];
      const full: Place = {
        ...place,
        async create(identity) {
          const there = await place.create(identity);
          const fill: Ledger['fill'] = (work) =>
            there.fill(async (session, shelf) => {
              await work(session, shelf);
              throw new LedgerError('LEDGER_UNWRITABLE', place.location, 'no space');
            });
          return Object.assign(Object.create(there) as Ledger, { fill });
        },
      };
      expect(await codeOf(moving(ledger, full))).toBe('LEDGER_UNWRITABLE');
      expect(await writable(ledger.location)).toBe(true);
      expect(await writable(place.location)).toBe('LEDGER_MISSING');
      expect(await moving(ledger, place)).toMatchObject({ changed: true });
    },
  );

  test('G8 whoever only looks whether it could be moved changes not a byte', async () => {
    const [ledger, place] = [await aLedger('file'), placeOf('file')];
    const before = [readFileSync(ledger.location), readdirSync(dirname(ledger.location))];
    expect(await lookBeforeMove({ ledger, place })).toMatchObject({ changed: true });
    expect([readFileSync(ledger.location), readdirSync(dirname(ledger.location))]).toEqual(before);
  });

  test('G8 a dry run over a ledger that was moved is refused as it would be', async () => {
    const { dryRunStore } = await import('../../src/store/dry-run.js');
    const [ledger, place] = [await aLedger('file'), placeOf('file')];
    await moving(ledger, place);
    const rehearsed = dryRunStore(ledger, { notes: [], isNew: false, onEntry: () => undefined });
    expect(await codeOf(rehearsed.write((writer) => writer.append(joining(7)[0] as never, AT, 'admin')))).toBe(
      'LEDGER_MOVED',
    );
    expect(await rehearsed.read((reader) => reader.account(account().id))).toBeDefined();
  });
});
