import { EventEmitter } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { PassThrough, Readable } from 'node:stream';
import { systemInstant } from '../../src/env/clock.js';
import type { Keyboard } from '../../src/io/questions.js';
import type { Machine } from '../../src/env/machine.js';
import { keptFolder } from './kept.js';
import { booksOf, copyHome, environmentOf, isOnServer, ledgerOf } from './ledgers.js';
import { program } from './program.js';
import { freshHome, plainEnvironment } from './run.js';

/** Noon of the day on which every test machine stands, unless a test says otherwise. */
export const TODAY = '2026-11-22';

export interface InProcessOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string | Buffer;
  /** A day, or a whole instant. */
  readonly now?: string;
  /** What the file system says instead, in the same form. */
  readonly fileTime?: string;
  /** Streams as terminals; nobody answers there, so only what is printed can be looked at. */
  readonly terminal?: {
    readonly stdin?: boolean;
    readonly stdout?: boolean;
    readonly stderr?: boolean;
    readonly columns?: number;
  };
  /** Where the process is asked to end. */
  readonly signals?: EventEmitter;
  /** Chance that is none, to see what a failing machine does. */
  readonly random?: () => number;
  /** Whose folders and whose shells; Linux where nothing is said. */
  readonly platform?: NodeJS.Platform;
}

export interface InProcessRan {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. @throws Error with both streams where it is none */
  json<T = Answer>(): T;
  /** The error that a script reads on stderr. @throws Error where stderr is not exactly one line of it */
  error(): ErrorAnswer;
}

/** Whatever was parsed: a test names what it expects of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

export interface ErrorAnswer {
  readonly code: string;
  readonly exit: number;
  readonly message: string;
  readonly rule: string | null;
  readonly try: readonly string[];
  readonly missing: readonly string[];
  readonly [fact: string]: unknown;
}

const ELSEWHERE = cwd();

/** A small machine of its own: one home, one clock, seeded chance; commands run in this process. */
export class Workplace {
  readonly home = freshHome();
  readonly ledgerFile = ledgerOf(this.home);
  readonly booksFile = booksOf(this.home);
  readonly configFile = join(this.home, 'config', 'partner', 'config.json');
  private readonly random: () => number;

  constructor(
    private readonly usual: InProcessOptions = {},
    private readonly seed = 20_261_122,
  ) {
    this.random = seeded(seed);
  }

  /** The ledger, as `--database` names it. */
  get database(): string {
    return environmentOf(this.home).PARTNER_DATABASE ?? this.ledgerFile;
  }

  /** Runs one command line, given as words or, without quoting, as one text. */
  async run(line: string | readonly string[], options: InProcessOptions = {}): Promise<InProcessRan> {
    const argv = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
    const { run } = await program();
    return this.watch((machine) => run(argv, machine), options, argv);
  }

  /** What comes out of the streams of this machine while `work` uses it. */
  async watch(
    work: (machine: Machine) => Promise<number>,
    options: InProcessOptions = {},
    argv: readonly string[] = [],
  ): Promise<InProcessRan> {
    const said = { ...this.usual, ...options, env: { ...this.usual.env, ...options.env } };
    const stdout = captured(said.terminal?.stdout === true, said.terminal?.columns);
    const stderr = captured(said.terminal?.stderr === true, said.terminal?.columns);
    // It is at home: a file that a command is told to write, such as those of the examples, is written there.
    chdir(this.home);
    try {
      const code = await work(this.machine(said, stdout.stream, stderr.stream));
      return ran(argv, code, stdout.text(), stderr.text());
    } finally {
      chdir(ELSEWHERE);
    }
  }

  /** The same with `--json`, which has to succeed. */
  async json<T = Answer>(line: string | readonly string[], options: InProcessOptions = {}): Promise<T> {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    const answer = await this.run([...argv, '--json'], options);
    if (answer.code !== 0) throw new Error(`partner ${argv.join(' ')} ended with ${answer.code}\n${answer.stderr}`);
    return answer.json<T>();
  }

  /** Several, one after the other, each of which has to succeed; the last answer comes back. */
  async after(...lines: readonly (string | readonly string[])[]): Promise<this> {
    for (const line of lines) {
      const { code, stderr } = await this.run(line);
      if (code !== 0) throw new Error(`partner ${String(line)} ended with ${code}\n${stderr}`);
    }
    return this;
  }

  /** Another world in the same state, which will not give the names once more that this one has given. */
  copy(usual: InProcessOptions = this.usual): Workplace {
    const other = new Workplace(usual, this.seed + 1);
    copyHome(this.home, other.home);
    return other;
  }

  /** Its state, for worlds of other test files. */
  keepIn(folder: string): void {
    cpSync(this.home, folder, { recursive: true });
    writeFileSync(`${folder}.json`, JSON.stringify({ usual: this.usual, seed: this.seed }));
  }

  static kept(folder: string, usual?: InProcessOptions): Workplace {
    const made = JSON.parse(readFileSync(`${folder}.json`, 'utf8')) as { usual: InProcessOptions; seed: number };
    const other = new Workplace(usual ?? made.usual, made.seed + 1);
    cpSync(folder, other.home, { recursive: true });
    return other;
  }

  keep(configuration: unknown): void {
    mkdirSync(dirname(this.configFile), { recursive: true });
    writeFileSync(this.configFile, typeof configuration === 'string' ? configuration : JSON.stringify(configuration));
  }

  /** Every file below the home by its path, byte for byte. */
  files(): ReadonlyMap<string, string> {
    const paths = readdirSync(this.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return new Map(paths.sort().map((path) => [path, readFileSync(path, 'latin1')]));
  }

  private machine(said: InProcessOptions, stdout: Machine['stdout'], stderr: Machine['stderr']): Machine {
    const now = said.now ?? TODAY;
    const stdin: Keyboard & { isTTY?: boolean } = Readable.from(said.stdin ? [bytesOf(said.stdin)] : [], {
      objectMode: false,
    });
    if (said.terminal?.stdin) stdin.isTTY = true;
    return {
      env: { ...plainEnvironment(this.home), ...said.env },
      stdin,
      stdout,
      stderr,
      home: this.home,
      platform: said.platform ?? 'linux',
      host: 'test-machine',
      pid: process.pid,
      user: 1000,
      program: ['partner'],
      now: () => instant(now),
      // Its files are written by its own clock, unless a test says otherwise.
      fileTime: () => systemInstant(() => instant(said.fileTime ?? now)),
      serverTime: () => systemInstant(() => instant(said.fileTime ?? now)),
      random: said.random ?? this.random,
      secretBytes: (count) => Buffer.from(Array.from({ length: count }, () => Math.floor(this.random() * 256))),
      kill: () => true,
      signals: said.signals ?? new EventEmitter(),
    };
  }
}

/** The company of the tests. */
export const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
export const CARD = 'payment-methods add --token pm_card_visa';
export const BUY = 'actionpack subscribe --accept-terms --yes';

/** Who owns the Action Pack, bought today with a card on file. */
export function subscriber(usual: InProcessOptions = {}): Promise<Workplace> {
  return built([JOIN, CARD, BUY], usual);
}

/** A member without anything bought. */
export function member(usual: InProcessOptions = {}): Promise<Workplace> {
  return built([JOIN], usual);
}

/** Built once a run, and copied from then on: to write a ledger takes longer than to copy one. */
async function built(lines: readonly string[], usual: InProcessOptions): Promise<Workplace> {
  const now = usual.now ?? TODAY;
  const { it } = await keptWorlds([now, ...lines].join('\n'), async () => ({
    it: await new Workplace({ now }).after(...lines),
  }));
  return it(usual);
}

/** Makes another world in a state that was kept; where nothing is said, on the machine on which that was made. */
export type Kept = (usual?: InProcessOptions) => Workplace;

/** Worlds made once a run under this name: what they hold must follow from it, and the options of each be JSON. */
export async function keptWorlds<K extends string>(
  name: string,
  make: () => Promise<Readonly<Record<K, Workplace>>>,
): Promise<Readonly<Record<K, Kept>>> {
  if (isOnServer()) return copied(name, make);
  const folder = await keptFolder(name, async (draft) => {
    const worlds = await make();
    for (const place in worlds) worlds[place].keepIn(join(draft, place));
  });
  const places = readdirSync(folder).filter((entry) => !entry.endsWith('.json')) as K[];
  const kept = places.map((place) => [place, (usual) => Workplace.kept(join(folder, place), usual)] as [K, Kept]);
  return Object.fromEntries(kept) as Record<K, Kept>;
}

const originals = new Map<string, Promise<Readonly<Record<string, Workplace>>>>();

/** What lies on a server is of the test file that made it. */
async function copied<K extends string>(
  name: string,
  make: () => Promise<Readonly<Record<K, Workplace>>>,
): Promise<Readonly<Record<K, Kept>>> {
  const making = originals.get(name) ?? make();
  originals.set(name, making);
  const worlds = Object.entries<Workplace>(await making);
  const kept = worlds.map(([place, world]) => [place, (usual) => world.copy(usual)] as [K, Kept]);
  return Object.fromEntries(kept) as Record<K, Kept>;
}

function captured(isTTY: boolean, columns: number | undefined) {
  const stream = new PassThrough() as PassThrough & { isTTY?: boolean; columns?: number };
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A terminal can move its cursor, which a spinner asks of it; nothing of that is text.
  const still = () => true;
  if (isTTY) Object.assign(stream, { isTTY, cursorTo: still, moveCursor: still, clearLine: still });
  if (columns !== undefined) stream.columns = columns;
  return {
    stream,
    text: () => {
      for (let rest: Buffer | null; (rest = stream.read() as Buffer | null) !== null;) chunks.push(rest);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

function ran(argv: readonly string[], code: number, stdout: string, stderr: string): InProcessRan {
  const both = `partner ${argv.join(' ')}\nstdout:\n${stdout}\nstderr:\n${stderr}`;
  return {
    code,
    stdout,
    stderr,
    json: <T>() => {
      try {
        return JSON.parse(stdout) as T;
      } catch (error) {
        throw new Error(`stdout is no JSON: ${both}`, { cause: error });
      }
    },
    error: () => {
      if (stdout !== '' || !/^\{"error":\{.*\}\}\n$/.test(stderr))
        throw new Error(`stderr is not one line of error JSON: ${both}`);
      return (JSON.parse(stderr) as { error: ErrorAnswer }).error;
    },
  };
}

function instant(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T12:00:00Z` : text);
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bytesOf(input: string | Buffer): Buffer {
  return typeof input === 'string' ? Buffer.from(input) : input;
}
