import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import pty from '@lydell/node-pty';

const execute = promisify(execFile);
/** The account has rested for a while, as most have: then another clock is asked whether ours is right. */
const BOUGHT_DAYS_AGO = 10;
const BUY =
  'actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --token pm_card_visa --yes';

/** What is typed before there is a ledger. */
const AT_FIRST = ['--help', 'offers list'];

/** What a member types every day. */
const EVERYDAY = [
  '--help',
  'offers list --json',
  'offers list',
  'status --json',
  'status',
  'actionpack show',
  'orders list',
  '__complete zsh offers show --',
  // An id.
  '__complete zsh offers show ',
];

/**
 * Runs the program as it is used every day, from a script that holds all of it.
 * @param script the function that bin/partner.js calls
 * @param file what the script takes itself for, which need not be there yet
 * @returns the names of its methods that ran, modules among them: V8 itself counts them
 */
export async function usedEveryday(script, file) {
  const folder = mkdtempSync(resolve('build', 'everyday-'));
  const counted = join(folder, 'counted');
  const env = { ...environment(join(folder, 'home')), NODE_V8_COVERAGE: counted };
  const words = (line) => [join(folder, 'start.cjs'), ...line.split(' ')];
  const run = (line, daysAgo = 0) =>
    execute(process.execPath, words(line), { env: { ...env, DAYS_AGO: String(daysAgo) } });
  try {
    writeFileSync(join(folder, 'whole.cjs'), script);
    writeFileSync(join(folder, 'start.cjs'), starterOf(resolve(file)));
    await run(BUY, BOUGHT_DAYS_AGO);
    rmSync(counted, { recursive: true });
    await Promise.all([...EVERYDAY.map((line) => run(line)), ...EVERYDAY.map((line) => inTerminal(words(line), env))]);
    return readdirSync(counted).flatMap((name) => ranIn(join(counted, name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Has the program keep what V8 compiles of it when it is used every day, so that a first start need not: for the Node.js that
 * runs this, and for each group of commands as bin/partner.js does it.
 * @param folder where; what is there of another build is cleared away
 */
export async function keptEveryday(folder) {
  const home = mkdtempSync(resolve('build', 'everyday-'));
  const earlier = join(home, 'earlier.cjs');
  const env = { ...environment(home), NODE_COMPILE_CACHE: resolve(folder) };
  const words = (line) => ['-r', earlier, resolve('bin/partner.js'), ...line.split(' ')];
  try {
    writeFileSync(earlier, EARLIER);
    // One after the other, so that each adds what those before it did not compile.
    const keep = async (line) => {
      await execute(process.execPath, words(line), { env });
      await inTerminal(words(line), env);
    };
    for (const line of AT_FIRST) await keep(line);
    const buying = { ...env, DAYS_AGO: BOUGHT_DAYS_AGO, NODE_DISABLE_COMPILE_CACHE: '1' };
    await execute(process.execPath, words(BUY), { env: buying });
    for (const line of EVERYDAY) await keep(line);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What is drawn there is drawn by other modules. */
function inTerminal(args, env) {
  const child = pty.spawn(process.execPath, args, { cols: 80, rows: 50, env });
  return new Promise((resolve, reject) =>
    child.onExit(({ exitCode }) => (exitCode === 0 ? resolve() : reject(new Error(`${args.join(' ')}: ${exitCode}`)))),
  );
}

/** Nothing of the user's own: neither settings nor a ledger, and no other language than what most is written in. */
function environment(home) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PARTNER|XDG|NODE|LC)_/.test(name));
  const homes = Object.fromEntries(['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'].map((name) => [name, home]));
  return {
    ...Object.fromEntries(kept),
    ...homes,
    LANG: 'C.UTF-8',
    CI: '',
    FORCE_COLOR: '1',
  };
}

const EARLIER = `const { now } = Date;
    Date.now = () => now() - Number(process.env.DAYS_AGO ?? 0) * 86_400_000;`;

function starterOf(file) {
  return `const { readFileSync } = require('node:fs');
    const { createRequire } = require('node:module');
    ${EARLIER}
    const whole = __dirname + '/whole.cjs';
    const script = new (require('node:vm').Script)(readFileSync(whole, 'latin1'), { filename: whole });
    const bundle = { exports: {} };
    const [file, folder] = ${JSON.stringify([file, dirname(file)])};
    script.runInThisContext()(bundle.exports, createRequire(file), bundle, file, folder);
    const { run, realMachine } = bundle.exports;
    run(process.argv.slice(2), realMachine()).then((code) => (process.exitCode = code));`;
}

function ranIn(report) {
  const { result } = JSON.parse(readFileSync(report, 'utf8'));
  const { functions } = result.find(({ url }) => url.endsWith('/whole.cjs'));
  return functions.filter(({ ranges }) => ranges[0].count > 0).map(({ functionName }) => functionName);
}
