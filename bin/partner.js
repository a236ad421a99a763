#!/usr/bin/env node
'use strict';
// Plain enough for any Node to read, so that an old one gets a sentence and not a syntax error. One file, because to
// find a second one takes longer than to read it.

// Told from the end of the first script that is loaded.
let build;
// The modules that ran, by their places: told by that script, too.
let modules = () => [];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 17)) {
  process.stderr.write(`partner needs Node.js 20.17 or later; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else if (!(process.argv.length === 3 && process.argv[2] === '--version' && toldVersion())) {
  started().then(
    (code) => {
      process.exitCode = code;
      // Node takes itself apart before it ends, and a signal would then be what the process ended with.
      process.once('exit', (ended) => process.exit(ended));
    },
    // Whatever goes wrong is told by the program itself, unless just that cannot be loaded.
    (error) => {
      const isGone = error.code === 'ENOENT' && /main\.cjs$/.test(error.path);
      const told = isGone ? `${error.path} is missing.\nTry:  npm run build` : error.message;
      process.stderr.write(`Error: ${told}\n`);
      process.exitCode = 1;
    },
  );
}

function started() {
  const args = process.argv.slice(2);
  const whole = () => {
    const program = load('main.cjs');
    return program.run(args, program.realMachine());
  };
  return new Promise((resolve) => {
    if (args[0] !== '__complete') return resolve(whole());
    // Most of what a shell asks is known without the program; and it is told of nothing that fails.
    const known = load('complete.cjs').run(args.slice(1));
    return resolve(known.catch(() => undefined).then((code) => (code === undefined ? whole() : code)));
  });
}

/**
 * At once, since Node takes a tenth of its start to make a stream. Where that is not taken at once, the program tells it, which
 * knows what to say of a full disk and of a reader that has gone.
 */
function toldVersion() {
  const line = `${require('../package.json').version}\n`;
  try {
    return require('fs').writeSync(1, line) === line.length;
  } catch (error) {
    return false;
  }
}

/**
 * Loads a script of the bundle, and keeps what V8 compiled of it for the next start: compiling is a good part of a start.
 * Node can do so itself from 22.1 on only, and keeps everything that one start used, or did not. Where nothing can be
 * kept, the program runs as it is.
 */
function load(name) {
  const fs = require('fs');
  const folder = `${require('path').dirname(__dirname)}/dist`;
  // The build writes ASCII alone, which is read fastest as latin1, and its own hash at the end: V8 would only compare
  // lengths.
  const source = fs.readFileSync(`${folder}/${name}`, 'latin1');
  const hash = source.slice(-17, -1);
  build = build || hash;
  if (hash !== build) throw new Error('partner was replaced by another version while it ran. Run the command again.');
  const cache = cacheFolder();
  const file = `${hash}-${process.version}-${process.arch}-${group(name)}-${name}`;
  const kept = cache && `${cache}/${file}`;
  const own = (kept && readOwn(fs, kept)) || (keepsCompiled() && readOwn(fs, `${folder}/compiled/${file}`)) || {};
  const script = new (require('vm').Script)(source, { filename: `${folder}/${name}`, cachedData: own.compiled });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, require, bundle, `${folder}/${name}`, folder, load);
  modules = bundle.modules || modules;
  const ranHere = modules;
  if (kept) {
    process.once('exit', (code) => {
      const before = own.compiled && !script.cachedDataRejected ? own.ran : [];
      const ran = new Set([...before, ...ranHere()]);
      // What was compiled before is kept as well, so that starts that take turns do not do so here.
      if (code === 0 && ran.size > before.length) keep(fs, script, { file: kept, hash, ran });
    });
  }
  return bundle.exports;
}

function keepsCompiled() {
  return !process.env.NODE_DISABLE_COMPILE_CACHE;
}

/** In the user's own cache folder and never in a shared one: whoever writes there decides what runs. */
function cacheFolder() {
  const { env } = process;
  if (!keepsCompiled()) return undefined;
  if (env.NODE_COMPILE_CACHE) return env.NODE_COMPILE_CACHE;
  if (process.platform === 'win32') return env.LOCALAPPDATA && `${env.LOCALAPPDATA}\\partner\\Cache`;
  if (env.XDG_CACHE_HOME && env.XDG_CACHE_HOME.startsWith('/')) return `${env.XDG_CACHE_HOME}/partner`;
  if (!env.HOME || !env.HOME.startsWith('/')) return undefined;
  return `${env.HOME}/${process.platform === 'darwin' ? 'Library/Caches' : '.cache'}/partner`;
}

/** What is compiled is what a command used: each group of commands keeps its own, and one more for what completes it. */
function group(name) {
  const [, , word = '', , line = ''] = process.argv;
  if (name === 'complete.cjs') return 'any';
  if (word === '__complete')
    return `complete-${(/^(?:partner +)?([a-z-]{2,20})(?= |$)/.exec(line) || ['', 'partner'])[1]}`;
  return /^[a-z-]{2,20}$/.test(word) && !word.startsWith('-') ? word : 'partner';
}

/**
 * What was compiled, and which modules had run by then: a start that runs more keeps it anew, or each one like it would compile
 * that again. The build keeps the same of everyday commands beside the program, for the Node that it ran on. undefined where
 * there is nothing, or where somebody else could have written it, or where it is damaged, on which V8 crashes: it is kept
 * twice, since to compare takes less than to load a checksum.
 */
function readOwn(fs, file) {
  let handle;
  try {
    handle = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW || 0) | (fs.constants.O_NONBLOCK || 0));
    const { uid, mode } = fs.fstatSync(handle);
    const own = !process.getuid || ([0, process.getuid()].includes(uid) && (mode & 0o022) === 0);
    const all = own ? fs.readFileSync(handle) : Buffer.alloc(0);
    const length = all.readUInt32LE(all.length - 4);
    const compiled = all.subarray(0, length);
    if (length === 0 || !compiled.equals(all.subarray(length, 2 * length))) return undefined;
    return { compiled, ran: all.latin1Slice(2 * length, all.length - 4).split(' ') };
  } catch (error) {
    return undefined;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** A draft of a start that was ended: to write one takes a moment. */
function isLeft(fs, draft) {
  return /\.\d+$/.test(draft) && fs.statSync(draft).mtimeMs < Date.now() - 3600000;
}

/** Node's own recursive way never ends where a file system lets nobody make a folder (/proc). */
function makeFolder(fs, folder) {
  const { dirname } = require('path');
  if (fs.existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(fs, dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start may have been first.
    if (error.code !== 'EEXIST') throw error;
  }
}

/** Whole or not at all: another start may read it at any moment. */
function keep(fs, script, { file, hash, ran }) {
  const folder = require('path').dirname(file);
  const draft = `${file}.${process.pid}`;
  try {
    makeFolder(fs, folder);
    const compiled = script.createCachedData();
    const length = Buffer.alloc(4);
    length.writeUInt32LE(compiled.length);
    const all = Buffer.concat([compiled, compiled, Buffer.from([...ran].join(' ')), length]);
    fs.writeFileSync(draft, all, { mode: 0o600, flag: 'wx', flush: true });
    fs.renameSync(draft, file);
    const ours = fs.readdirSync(folder).filter((name) => /^[0-9a-f]{16}-v/.test(name));
    // A group is named by what was typed, and anybody may type anything.
    const isFull = ours.length > 100;
    const isOld = (name) => !name.startsWith(hash) || isLeft(fs, `${folder}/${name}`);
    const older = ours.filter((name) => `${folder}/${name}` !== file && (isFull || isOld(name)));
    for (const name of older) fs.rmSync(`${folder}/${name}`);
  } catch (error) {
    // A start that keeps nothing is only slower; on a full disk it leaves nothing either.
    try {
      fs.unlinkSync(draft);
    } catch (gone) {
      // It was not made, or has its name.
    }
  }
}
