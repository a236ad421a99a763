import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { Connection } from '../../src/store/postgres/connect.js';
import { locatePaths, withLedger } from '../../src/env/paths.js';
import { openServerLedger } from '../../src/store/postgres/open.js';
import { beginAlone } from '../../src/store/postgres/schema.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import type { Store } from '../../src/store/store.js';
import type { Answered, Asked } from './clerk.js';
import { addressOf } from './server.js';

/**
 * Where the homes of a test file have their ledgers: each in a file below it, or in a database of its own on the server of
 * the run, where that is said before others are imported (`test/servers`).
 */
let server: string | undefined;

/** From now on, on the server with that address (`postgres://user@host:port`). */
export function keepOnServer(address: string): void {
  server = address;
}

/** For what is said of a file, its folder or its bytes: left out where the ledgers are on a server. */
export const ofFiles = {
  get test() {
    return isOnServer() ? test.skip : test;
  },
  get describe() {
    return isOnServer() ? describe.skip : describe;
  },
};

export function isOnServer(): boolean {
  return server !== undefined;
}

export function ledgerOf(home: string): string {
  return join(home, 'data', 'partner', 'ledger.db');
}

export function booksOf(home: string): string {
  return join(home, 'data', 'partner', 'ledger.sandbox.db');
}

/** Where a job of a home keeps what it did, in a folder that is there as once the job was written. */
export function jobLogOf(home: string): string {
  const usual = locatePaths({ env: { XDG_DATA_HOME: join(home, 'data') }, home, platform: 'linux' });
  const { runLog } = withLedger(usual, environmentOf(home).PARTNER_DATABASE);
  mkdirSync(dirname(runLog), { recursive: true, mode: 0o700 });
  return runLog;
}

/** Commands whose lines in tests say of the ledger that it is a file: they copy it, or name it, or it has no roles. */
const OF_FILES = ['db backup', 'db restore', 'db copy', 'db grant', 'db revoke'];

/** Whether a command's lines are of the ledgers of this run. */
export function isOfThisEngine(path: string): boolean {
  return !isOnServer() || !OF_FILES.includes(path);
}

const homes = new Set<string>();

/** What a program has to be told to find the ledger of a home; made there, empty, when it is first asked for. */
export function environmentOf(home: string): { readonly PARTNER_DATABASE?: string } {
  if (server === undefined) return {};
  if (!homes.has(home)) create(home, 'template1');
  return { PARTNER_DATABASE: urlOf(home) };
}

/** All that a home holds, and its ledger. */
export function copyHome(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  if (server === undefined || !homes.has(from)) return;
  if (homes.has(to)) ask('postgres', `DROP DATABASE "${basename(to)}" WITH (FORCE)`);
  create(to, basename(from));
}

export function hasLedger(home: string): boolean {
  if (server === undefined) return existsSync(ledgerOf(home));
  return rowsOnServer(home, `SELECT 1 WHERE to_regclass('partner.migrations') IS NOT NULL`).length > 0;
}

/** The ledger of a home, by the engine that keeps it. */
export function openLedgerOf(home: string): Promise<Store> {
  const { PARTNER_DATABASE: address } = environmentOf(home);
  return address === undefined ? openLedger(ledgerOf(home)) : openServerLedger(addressOf(address));
}

/** What a statement finds in the database of a home. @throws Error with what the server says */
export function rowsOnServer<T extends object>(home: string, sql: string): readonly T[] {
  environmentOf(home);
  return ask(basename(home), sql) as readonly T[];
}

/** The same in its ledger, or in its books, by whichever engine keeps them: as somebody with another program. */
export function rowsIn<T extends object>(home: string, where: 'ledger' | 'books', sql: string): readonly T[] {
  if (isOnServer())
    return rowsOnServer(home, `SET search_path TO ${where === 'ledger' ? 'partner' : 'partner_sandbox'}; ${sql}`);
  const db = new Database(where === 'ledger' ? ledgerOf(home) : booksOf(home), { fileMustExist: true });
  try {
    const statement = db.prepare<[], T>(sql);
    if (statement.reader) return statement.all();
    statement.run();
    return [];
  } finally {
    db.close();
  }
}

/** Nobody else writes to a home's ledger, or to its books, until what comes back is called. */
export async function held(home: string, where: 'ledger' | 'books'): Promise<() => Promise<void>> {
  if (isOnServer()) return heldOnServer(home, where === 'ledger' ? 'partner' : 'partner_sandbox');
  const db = new Database(where === 'ledger' ? ledgerOf(home) : booksOf(home));
  db.exec('BEGIN IMMEDIATE');
  return async () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

/** By the lock at which whoever writes meets whoever has to be alone. */
async function heldOnServer(home: string, schema: string): Promise<() => Promise<void>> {
  const connection = await Connection.open({ ...addressOf(urlOf(home)), schema }, { patienceMs: 10_000 });
  await beginAlone(connection);
  return () => connection.end();
}

/** Nobody else even looks into a home's ledger until what comes back is called. */
export async function shut(home: string): Promise<() => Promise<void>> {
  if (isOnServer()) {
    const connection = await Connection.open({ ...addressOf(urlOf(home)), schema: 'partner' }, { patienceMs: 10_000 });
    await connection.run('BEGIN');
    await connection.run('LOCK TABLE partner.accounts, partner.users IN ACCESS EXCLUSIVE MODE');
    return () => connection.end();
  }
  const db = new Database(ledgerOf(home));
  db.exec('BEGIN EXCLUSIVE');
  return async () => void db.close();
}

function create(home: string, template: string): void {
  ask('postgres', `CREATE DATABASE "${basename(home)}" TEMPLATE "${template}"`);
  homes.add(home);
}

function urlOf(home: string): string {
  return `${server ?? ''}/${basename(home)}`;
}

interface Clerk {
  readonly worker: Worker;
  readonly bell: Int32Array;
  readonly answers: MessagePort;
}
let clerk: Clerk | undefined;

/** Waits with this thread standing still: homes are copied in the middle of what waits for nothing. */
function ask(database: string, sql: string): readonly object[] {
  const { worker, bell, answers } = (clerk ??= employed());
  Atomics.store(bell, 0, 0);
  worker.postMessage({ url: `${server ?? ''}/${database}`, sql } satisfies Asked);
  Atomics.wait(bell, 0, 0);
  const answer = receiveMessageOnPort(answers)?.message as Answered;
  if ('rows' in answer) return answer.rows;
  throw new Error(`${sql}: ${answer.code} ${answer.message}`);
}

function employed(): Clerk {
  const { port1: answers, port2: theirs } = new MessageChannel();
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { bell, answers: theirs };
  const worker = new Worker(new URL('./clerk.js', import.meta.url), { workerData, transferList: [theirs] });
  worker.unref();
  answers.unref();
  return { worker, bell, answers };
}

const DROPPING_MS = 120_000;

// Gone with the test file that made them.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    for (const home of homes) ask('postgres', `DROP DATABASE IF EXISTS "${basename(home)}" WITH (FORCE)`);
    homes.clear();
    await clerk?.worker.terminate();
    clerk?.answers.close();
    clerk = undefined;
  }, DROPPING_MS);
}
