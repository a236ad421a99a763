import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pty from '@lydell/node-pty';
import { packageRoot } from '../src/files/package-root.js';
import { atMost, inFolder, measure, median, type Row } from './table.js';

// How long a start takes, as a multiple of starting Node with nothing, into a pipe and in a terminal, beside programs
// for similar ends that are installed. Every round runs each once, so that a machine that slows down slows down all of them.
const { values: said } = parseArgs({
  options: {
    rounds: { type: 'string', default: '31' },
    /** Another Node.js to start; the engine of the program has to be one for it. */
    node: { type: 'string', default: process.execPath },
    /** Where the program is installed: this one where nothing is said. */
    program: { type: 'string', default: packageRoot() },
  },
});

const PURCHASE =
  'actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --token pm_card_visa --yes';
const GOALS = { instant: { pipe: 1.1 }, usual: { pipe: 1.5, terminal: 1.55 }, uncompiled: { pipe: 2.1 } };
/** What others of their kind take, where they are installed. */
const PEERS = ['gh config list', 'git config --list', 'az --version', 'stripe --version'];

type Into = 'pipe' | 'terminal';
type Env = Readonly<Record<string, string>>;

interface Start {
  readonly name: string;
  readonly into: Into;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Env;
  readonly goal?: number | undefined;
}

async function bench(folder: string): Promise<readonly Row[]> {
  // Whoever starts a server for a test looks there for its place.
  process.env['PARTNER_TEST_SERVER'] = folder;
  const { ownServer, withServer } = await import('../test/support/server.js');
  const server = withServer ? await ownServer(folder) : undefined;
  try {
    return await timed(folder, server?.url);
  } finally {
    server?.stop();
  }
}

async function timed(folder: string, server: string | undefined): Promise<readonly Row[]> {
  const { owner } = partnerIn(folder);
  for (const place of [{}, ...(server === undefined ? [] : [{ PARTNER_DATABASE: server }])])
    await took({ ...owner(PURCHASE, 'pipe', place), name: 'the purchase' });
  const served = server === undefined ? undefined : servedIn(folder, server);
  const starts = [...startsIn(folder), ...(served ? [served.ledger, served.connection] : [])];
  for (const start of starts) await took(start);
  const taken = starts.map(() => [] as number[]);
  for (let round = 0; round < Number(said.rounds); round += 1)
    for (const [index, start] of starts.entries()) taken[index]?.push(await took(start));
  const bare = (into: Into) => taken[starts.findIndex((start) => start.into === into)] ?? [];
  const rows = starts.map((start, index) => rowOf(start, taken[index] ?? [], bare(start.into)));
  const timesOf = (name: string) =>
    taken[starts.findIndex((start) => start.name === name && start.into === 'pipe')] ?? [];
  const [[onServer = [], connected = []], inFile] = [taken.slice(-2), timesOf('partner offers list')];
  return served ? [...rows, addedRow([onServer, inFile], [connected, bare('pipe')])] : rows;
}

/** A ledger on a server, and the connection alone: by the package that the program has for it, and one question. */
function servedIn(folder: string, server: string) {
  const { owner, env } = partnerIn(folder);
  const ledger = owner('offers list', 'pipe', { PARTNER_DATABASE: server });
  const connecting = `const { Client } = require(process.argv[1]);
    const client = new Client(process.argv[2]);
    client.connect().then(() => client.query('SELECT 1')).then(() => client.end());`;
  const args = ['-e', connecting, join(packageRoot(), 'node_modules', 'pg'), server];
  const connection: Start = { name: 'node, connected to it', into: 'pipe', program: said.node, args, env };
  return { ledger: { ...ledger, name: `${ledger.name} (on a server)` }, connection };
}

type Pair = readonly [more: readonly number[], less: readonly number[]];

/** What a server adds to a start, against what its connection adds to one of Node.js. */
function addedRow(ledger: Pair, connection: Pair): Row {
  const added = ([more, less]: Pair) => median(more.map((time, round) => time - (less[round] ?? NaN)));
  const [server, alone] = [added(ledger), added(connection)];
  const ratio = Number((server / alone).toFixed(2));
  return {
    what: 'what a server adds, against what its connection adds to Node.js',
    measured: `${ratio.toFixed(2)} times: ${server.toFixed(1)} ms, ${alone.toFixed(1)} ms`,
    goal: atMost(1, ratio, ' times'),
  };
}

function rowOf({ name, into, goal }: Start, times: readonly number[], bare: readonly number[]): Row {
  const ratio = Number(median(times.map((time, round) => time / (bare[round] ?? NaN))).toFixed(2));
  return {
    what: `${name}, ${into}`,
    measured: `${ratio.toFixed(2)} times: ${median(times).toFixed(1)} ms, at best ${Math.min(...times).toFixed(1)}`,
    ...(goal === undefined ? {} : { goal: atMost(goal, ratio, ' times') }),
  };
}

/** What is started, Node.js with nothing first of each kind. */
function startsIn(folder: string): readonly Start[] {
  const { empty, owner, env } = partnerIn(folder);
  const { instant, usual, uncompiled } = GOALS;
  const node = { name: 'node -e 0', program: said.node, args: ['-e', '0'], env };
  const named = (start: Start, name: string) => ({ ...start, name: `${start.name} (${name})` });
  const kept = (into: Into): readonly Start[] => [
    { ...node, into },
    ...['--help', 'offers list'].map((line) => ({ ...named(empty(line, into), 'no ledger'), goal: usual[into] })),
    ...['--help', 'offers list', 'status', 'status --lang fr', 'actionpack show'].map((line) => ({
      ...owner(line, into),
      goal: usual[into],
    })),
  ];
  return [
    ...kept('pipe'),
    { ...empty('--version', 'pipe'), goal: instant.pipe },
    { ...owner('__complete zsh orders l', 'pipe'), goal: instant.pipe },
    owner('__complete zsh orders show id', 'pipe'),
    ...[
      named(owner('offers list', 'pipe', { XDG_CACHE_HOME: '/dev/null' }), 'a first start'),
      named(owner('offers list', 'pipe', { NODE_DISABLE_COMPILE_CACHE: '1' }), "not the build's Node.js, nothing kept"),
    ].map((start) => ({ ...start, goal: uncompiled.pipe })),
    ...executables().map((program) => ({
      ...owner('offers list', 'pipe'),
      name: 'offers list (single executable)',
      program,
      args: ['offers', 'list'],
      goal: usual.pipe,
    })),
    ...PEERS.flatMap((line) => peer(line, env)),
    ...kept('terminal'),
  ];
}

function partnerIn(folder: string) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const at =
    (home: string) =>
    (line: string, into: Into, more: Env = {}): Start => ({
      name: `partner ${line}`,
      into,
      program: said.node,
      args: [join(said.program, 'bin', 'partner.js'), ...line.split(' ')],
      env: { ...env, HOME: join(folder, home), ...more },
    });
  return { env: { ...env, HOME: join(folder, 'nobody') }, empty: at('empty'), owner: at('owner') };
}

/** Where one was made: `npm run executable`. */
function executables(): readonly string[] {
  const folder = join(packageRoot(), 'build', 'executable');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function peer(line: string, env: Env): readonly Start[] {
  const [program = '', ...args] = line.split(' ');
  const isThere = spawnSync(program, args, { env, stdio: 'ignore' }).status === 0;
  return isThere ? [{ name: line, into: 'pipe', program, args, env }] : [];
}

/** Milliseconds until it has ended. */
async function took({ name, into, program, args, env }: Start): Promise<number> {
  const from = process.hrtime.bigint();
  const code = into === 'pipe' ? spawnSync(program, [...args], { env }).status : await ended(program, args, env);
  const milliseconds = Number(process.hrtime.bigint() - from) / 1e6;
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`);
  return milliseconds;
}

function ended(program: string, args: readonly string[], env: Env): Promise<number> {
  const child = pty.spawn(program, [...args], { name: env['TERM'] ?? '', cols: 80, rows: 50, env });
  return new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)));
}

await inFolder(undefined, (folder) => measure('Starts', () => bench(folder)));
