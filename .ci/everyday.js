import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const BUY =
  'actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --token pm_card_visa --yes';

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
  const env = environment(join(folder, 'home'), counted);
  const run = (line) => execute(process.execPath, [join(folder, 'start.cjs'), ...line.split(' ')], { env });
  try {
    writeFileSync(join(folder, 'whole.cjs'), script);
    writeFileSync(join(folder, 'start.cjs'), starterOf(resolve(file)));
    await run(BUY);
    rmSync(counted, { recursive: true });
    await Promise.all(EVERYDAY.map(run));
    return readdirSync(counted).flatMap((name) => ranIn(join(counted, name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of the user's own: neither settings nor a ledger. */
function environment(home, counted) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PARTNER|XDG|NODE)_/.test(name));
  const homes = Object.fromEntries(['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'].map((name) => [name, home]));
  return { ...Object.fromEntries(kept), ...homes, FORCE_COLOR: '1', NODE_V8_COVERAGE: counted };
}

function starterOf(file) {
  return `const { readFileSync } = require('node:fs');
    const { createRequire } = require('node:module');
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
