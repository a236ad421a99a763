import { realpathSync, rmSync, statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf, firstLook, isBusy, LocklessError } from '../../files/locks.js';
import { makeFolder } from '../../files/folders.js';
import { closeToOthers, requireOwnJournals } from '../../files/ownership.js';
import { publish } from '../../files/publish.js';
import { withJournals } from '../../files/reserved.js';
import { sweep } from '../../files/workshop.js';
import { type Identity, genesisHash } from '../sql/audit.js';
import type { OnStep } from '../sql/writer.js';
import { meta } from '../sql/reader.js';
import type { Ledger, Place } from '../ledger.js';
import { requireWhole, type Marks } from '../sql/marks.js';
import { LedgerError, type Store } from '../store.js';
import {
  makeDurable,
  requireOurs,
  requireSafeConnection,
  type Connection,
  type Engine,
  APPLICATION_ID,
} from './connect.js';
import { asLedgerError, translating } from './failures.js';
import { SqliteLedger } from './ledger.js';
import { readMigrations, shippedMigrations, type Migration } from '../sql/migrations.js';
import { isOlder } from './migrate.js';
import { make, schemaMadeBy } from './schema.js';
import { inTransaction } from './transaction.js';

export interface OpenOptions {
  /** Make the ledger where there is none. Without it, a missing ledger is an error. */
  readonly create?: Identity;
  /** How long to wait for another process; 10 s where nothing is said. */
  readonly busyTimeoutMs?: number;
  /** The engine; where nothing is said, better-sqlite3. */
  readonly engine?: Engine;
  /** The folder of the migrations; where nothing is said, the one that this program brings along. */
  readonly migrations?: string;
  /** Called before and after each step that writes: `append:order-placed`, `appended:order-placed`, `commit`, `committed` … */
  readonly onStep?: OnStep;
  /** Called when a write has migrated an older ledger: from which version, and where the copy of before lies (G18). */
  readonly onUpgrade?: (from: number, copy: string) => void;
  /** Called with a file or a folder of ours that others had a right to, once they have it no more. */
  readonly onClosed?: (path: string) => void;
  /** A copy that is not finished is opened, too: by whoever makes it. */
  readonly evenUnfinished?: boolean;
}

/**
 * Opens the ledger in a file. Loads the engine when called, never before.
 * @throws LedgerError `MISSING`, `FOREIGN`, `CORRUPT`, `NEWER`, `UNFINISHED`, `BUSY`, `LOCKLESS`, `UNSAFE`, `UNWRITABLE` or `ENGINE_MISSING`; a file that is not a sound ledger
 * is neither replaced nor written (F7, G17)
 */
export async function openLedger(path: string, options: OpenOptions = {}): Promise<Ledger> {
  // A relative path needs a current folder, and that may be gone.
  const file = translating(path, () => resolve(path));
  if (!options.create && !isThere(file)) throw missing(file);
  const engine = options.engine ?? (await loadEngine(file));
  const migrations = readMigrations(options.migrations ?? shippedMigrations('sqlite'));
  return translating(file, () => {
    const stats = lookAt(file) ?? created(engine, file, options.create, migrations);
    const linkless = realpathSync(file);
    requireOwnJournals(linkless);
    requireLedger(engine, file, options);
    closeToOthers(linkless, stats, { others: 'not-read', told: options.onClosed ?? (() => undefined) });
    sweep(dirname(file));
    return connected(engine, file, options, migrations);
  });
}

/** Whether there is anything of that name. @throws LedgerError where nobody can tell */
export function isThere(path: string): boolean {
  return translating(path, () => statOf(resolve(path)) !== undefined);
}

/** A new ledger that is nowhere but in memory, under the name of the file that it would be in: for a dry run. */
export async function ledgerInMemory(file: string, identity: Identity): Promise<Store> {
  const engine = await loadEngine(file);
  const migrations = readMigrations(shippedMigrations('sqlite'));
  const db = new engine(':memory:');
  fillLedger(db, { engine, identity, migrations });
  const nobody = () => undefined;
  return new SqliteLedger({ db, engine, location: file, migrations, onStep: nobody, onUpgrade: nobody, timeoutMs: 0 });
}

/** A file that may hold a ledger. */
export function filePlace(path: string, options: Pick<OpenOptions, 'onClosed'> = {}): Place {
  const open = (more: OpenOptions) => openLedger(path, { ...options, ...more, evenUnfinished: true });
  return {
    location: path,
    open: () => open({}),
    create: (create) => open({ create }),
    async discard() {
      const left = await open({});
      try {
        if ((await left.look(meta)).copied_from === null) throw new LedgerError('LEDGER_EXISTS', path, 'it is whole');
      } finally {
        await left.close();
      }
      translating(path, () => withJournals(path).forEach((file) => rmSync(file, { force: true })));
    },
  };
}

export async function loadEngine(file: string): Promise<Engine> {
  try {
    return (await import('better-sqlite3')).default;
  } catch (error) {
    throw asLedgerError(error, file);
  }
}

function created(
  engine: Engine,
  file: string,
  identity: Identity | undefined,
  migrations: readonly Migration[],
): Stats {
  if (!identity) throw missing(file);
  createLedger(engine, file, identity, migrations);
  const stats = lookAt(file);
  if (!stats)
    throw new LedgerError('LEDGER_UNWRITABLE', file, 'its name is taken by a symbolic link that leads nowhere');
  return stats;
}

function missing(file: string): LedgerError {
  return new LedgerError('LEDGER_MISSING', file, 'there is no such file');
}

/** undefined where nothing is there. An empty file would open as an empty database, so it is refused here (F7). */
function lookAt(file: string): Stats | undefined {
  const stats = statOf(file);
  if (!stats) return undefined;
  if (!stats.isFile()) throw new LedgerError('LEDGER_FOREIGN', file, 'it is not a file');
  if (stats.size === 0) throw new LedgerError('LEDGER_FOREIGN', file, 'it is empty');
  return stats;
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/**
 * Looks for our mark over a connection that cannot write: an ordinary one would already roll back or checkpoint a
 * stranger's database. The engine does the reading, since closing a file that it has open would drop its locks.
 */
function requireLedger(engine: Engine, file: string, options: OpenOptions): void {
  const db = new engine(file, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    firstLook(engine, db, { file, patienceMs: patience(options), look: () => requireOurs(db, file) });
  } catch (error) {
    if (codeOf(error) === 'SQLITE_NOTADB')
      throw new LedgerError('LEDGER_FOREIGN', file, 'it is not a database', { cause: error });
    // A crash left something to roll back, which only the next connection may do; it looks for the mark again.
    if (!/^SQLITE_(READONLY|CANTOPEN)/.test(codeOf(error))) throw error;
  } finally {
    db.close();
  }
}

function connected(engine: Engine, file: string, options: OpenOptions, migrations: readonly Migration[]): Ledger {
  const onStep = options.onStep ?? (() => undefined);
  const db = new engine(file, { fileMustExist: true, timeout: patience(options) });
  try {
    prepare(db, file);
    const { onUpgrade = () => undefined } = options;
    isOlder(db, { location: file, migrations });
    const version = versionOf(db);
    const marks = marksOf(db);
    if (!options.evenUnfinished) requireWhole(file, marks);
    return new SqliteLedger({
      db,
      engine,
      location: file,
      migrations,
      onStep,
      onUpgrade,
      timeoutMs: patience(options),
      ...(marks.moved_to === null ? { hereAt: version } : {}),
    });
  } catch (error) {
    db.close();
    throw asLedgerError(error, file);
  }
}

/** Another number once another connection has written. */
function versionOf(db: Connection): number {
  return Number(db.pragma('data_version', { simple: true }));
}

/** What an older ledger cannot say yet, it does not say. */
function marksOf(db: Connection): Marks {
  return { moved_to: null, copied_from: null, ...(db.prepare('SELECT * FROM meta').get() as Partial<Marks>) };
}

/** What of it the engine keeps in memory: the pages of a few accounts, and the way to them. */
const CACHE_KIB = 4 * 1024;

function prepare(db: Connection, file: string): void {
  requireSafeConnection(db, file);
  requireOurs(db, file);
  makeDurable(db, file);
  db.pragma(`cache_size = -${CACHE_KIB}`);
}

function patience({ busyTimeoutMs }: OpenOptions): number {
  return busyTimeoutMs ?? 10_000;
}

/**
 * Makes an empty ledger. Where another process is first, its ledger stays and nothing is thrown: whoever called opens
 * the one that is there.
 */
export function createLedger(engine: Engine, file: string, identity: Identity, migrations: readonly Migration[]): void {
  makeFolder(dirname(file));
  try {
    publish(file, (temporary) => build(engine, temporary, identity, migrations));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function build(engine: Engine, file: string, identity: Identity, migrations: readonly Migration[]): void {
  // Nobody else knows of it: what says that it is busy is a folder without locks.
  const db = new engine(file, { timeout: 0 });
  try {
    requireSafeConnection(db, file);
    makeDurable(db, file);
    fillLedger(db, { engine, identity, migrations });
  } catch (error) {
    throw isBusy(codeOf(error)) ? new LocklessError(file, { cause: error }) : error;
  } finally {
    db.close();
  }
}

interface NewLedger {
  readonly engine: Engine;
  readonly identity: Identity;
  readonly migrations: readonly Migration[];
}

/** Makes a ledger of an empty database. */
function fillLedger(db: Connection, { engine, identity, migrations }: NewLedger): void {
  inTransaction(db, 'IMMEDIATE', () => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    make(db, schemaMadeBy(migrations, engine));
    db.pragma(`user_version = ${migrations.length}`);
    const { installation, gateway, at, copiedFrom = null } = identity;
    const columns = 'id, installation, gateway, created_at, genesis, copied_from';
    const sql = `INSERT INTO meta (${columns}) VALUES (1, ?, ?, ?, ?, ?)`;
    db.prepare(sql).run(installation, gateway, at, genesisHash(identity), copiedFrom);
  });
}
