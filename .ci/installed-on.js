// Packs the program, installs it on each Node.js that it runs on and buys something with it; some of them:
// `npm run test:nodes -- 24 26`. What would be published is looked at, too: npm has nothing to complain about.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const MAJORS = ['20', '22', '24', '26'];
const [OWN] = process.versions.node.split('.');
const WHO = ['--company', 'Contoso', '--country', 'FR', '--email', 'admin@contoso.example', '--mpn-id', '1234567'];
const NOBODY = { XDG_DATA_HOME: undefined, XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined };

const folder = mkdtempSync(join(tmpdir(), 'partner-nodes-'));

/** @param node the Node.js that npm runs on, and installs for */
function npm(node, args, env = {}) {
  const PATH = [dirname(node), process.env.PATH].join(delimiter);
  const all = { ...process.env, npm_config_loglevel: 'error', ...env, PATH };
  return execFileSync(node, [process.env.npm_execpath, ...args], { env: all, encoding: 'utf8', stdio: 'pipe' });
}

/** A Node.js, and what npm is told so that the engine is found, or compiled with its headers. */
function nodeOf(major) {
  if (major === OWN) return { node: process.execPath, env: builtHere() };
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(folder, `node-${major}`);
  mkdirSync(prefix);
  npm(process.execPath, ['install', '--prefix', prefix, `${name}@${major}`]);
  const npm_config_nodedir = join(prefix, 'node_modules', name);
  return { node: join(npm_config_nodedir, 'bin', 'node'), env: { npm_config_nodedir } };
}

/** The engine as it is compiled here already: to compile it again takes longer than all the rest. */
function builtHere() {
  const { version } = JSON.parse(readFileSync('node_modules/better-sqlite3/package.json', 'utf8'));
  const platform = `node-v${process.versions.modules}-${process.platform}-${process.arch}`;
  const file = join(folder, `better-sqlite3-v${version}-${platform}.tar.gz`);
  execFileSync('tar', ['-czf', file, '-C', 'node_modules/better-sqlite3', 'build/Release/better_sqlite3.node']);
  return { npm_config_better_sqlite3_local_prebuilds: folder };
}

function buysOn(major, tarball) {
  const { node, env } = nodeOf(major);
  const [prefix, HOME] = [join(folder, `on-${major}`), join(folder, `home-${major}`)];
  npm(node, ['install', '--global', '--prefix', prefix, tarball], env);
  mkdirSync(HOME);
  const PATH = [join(prefix, 'bin'), dirname(node), process.env.PATH].join(delimiter);
  const partner = (...args) =>
    execFileSync('partner', args, { env: { ...process.env, ...NOBODY, HOME, PATH }, encoding: 'utf8', stdio: 'pipe' });
  partner('actionpack', 'subscribe', ...WHO, '--accept-terms', '--token', 'pm_card_visa', '--yes');
  partner('db', 'check');
  const runs = partner('doctor', '--query', 'checks[0].facts.node', '-o', 'tsv').trim();
  const state = partner('status', '--query', 'subscriptions[].state', '-o', 'tsv').trim();
  if (state !== 'active' || !runs.startsWith(`${major}.`)) throw new Error(`Node.js ${runs}: ${state}`);
}

function isPublishedCleanly() {
  const args = [process.env.npm_execpath, 'publish', '--dry-run'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const complaints = stderr.split('\n').filter((line) => /^npm (?:warn|error)/i.test(line));
  if (status !== 0 || complaints.length > 0) throw new Error(complaints.join('\n'));
}

function tried(what, how) {
  const started = Date.now();
  try {
    how();
    console.log(`${what}: ${Math.round((Date.now() - started) / 1000)} s`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`${what}: FAILED\n${error.stderr || error.message}`);
  }
}

if (!process.env.npm_execpath) throw new Error('npm has to say where it is: npm run test:nodes');
try {
  tried('what would be published', isPublishedCleanly);
  const [{ filename }] = JSON.parse(npm(process.execPath, ['pack', '--json', '--pack-destination', folder]));
  const [, , ...named] = process.argv;
  for (const major of named.length > 0 ? named : MAJORS)
    tried(`installed on Node.js ${major}`, () => buysOn(major, join(folder, filename)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
