'use strict';
// The first script of the single executable (.ci/executable.js): it unpacks the program once, whole or not at all, into the
// user's own cache folder, and runs it from there. A native engine can be loaded from a file alone, and what is read when
// it is needed stays on the disk until then.

const fs = require('fs');
const { createRequire } = require('module');
const { tmpdir } = require('os');
const { dirname, join } = require('path');
const { getAsset, getRawAsset } = require('node:sea');

const { build, sizes } = JSON.parse(getAsset('contents', 'utf8'));
const files = Object.keys(sizes);
const folder = join(base(), `executable-${build}`);
try {
  if (!isThere()) {
    unpack(files, nameDraft);
    clear();
  }
  const gone = files.filter((file) => !isWhole(file));
  if (gone.length > 0) unpack(gone, putBack);
  noteUse();
  createRequire(join(folder, 'bin', 'partner.js'))('./partner.js');
} catch (error) {
  process.stderr.write(`Error: ${error.message}\n`);
  process.exitCode = 1;
}

/** Never a shared folder: whoever writes there decides what runs. Where nobody has a home, one of this user's alone. */
function base() {
  const { env, platform, getuid } = process;
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'partner', 'Cache');
  if (/^\//.test(env.XDG_CACHE_HOME || '')) return join(env.XDG_CACHE_HOME, 'partner');
  if (/^\//.test(env.HOME || '')) return join(env.HOME, platform === 'darwin' ? 'Library/Caches' : '.cache', 'partner');
  return join(tmpdir(), `partner-${getuid ? getuid() : 'user'}`);
}

/** What somebody else could have put there, or could exchange, is not run. */
function isThere() {
  for (const path of [dirname(folder), folder]) {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return false;
    const own = !process.getuid || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    if (!stats.isDirectory() || !own)
      throw new Error(`${path} does not belong to you alone, so what is in it is not run.\nTry:  rm -r ${path}`);
  }
  return true;
}

/** What clears caches by their age takes single files. */
function isWhole(file) {
  const stats = fs.lstatSync(`${folder}/${file}`, { throwIfNoEntry: false });
  return stats !== undefined && stats.isFile() && stats.size === sizes[file];
}

/** Built beside its place, under a name that nobody had: the number of a process comes again, in a container at every start. */
function unpack(wanted, place) {
  let draft;
  try {
    makeFolder(dirname(folder));
    draft = fs.mkdtempSync(`${folder}.`);
    for (const file of wanted) {
      const path = join(draft, file);
      makeFolder(dirname(path));
      fs.writeFileSync(path, new Uint8Array(getRawAsset(file)), { mode: 0o600, flag: 'wx', flush: true });
    }
    place(draft, wanted);
  } catch (error) {
    throw new Error(
      `the program cannot be unpacked into ${folder}: ${error.message}\nTry:  set XDG_CACHE_HOME to a folder that you can write to`,
    );
  } finally {
    if (draft) fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** Another start may do the same at this moment: who is first stays. */
function nameDraft(draft) {
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    if (!isThere()) throw error;
  }
  // Others may have made a folder above it since the first look.
  isThere();
}

/** So that `clear` of another version knows. */
function noteUse() {
  try {
    fs.utimesSync(folder, new Date(), new Date());
  } catch (error) {
    // Unpacked again, should another version think it old.
  }
}

/** What other versions unpacked, or began to, and none of them has used for a month. */
function clear() {
  const monthAgo = Date.now() - 30 * 86_400_000;
  try {
    for (const name of fs.readdirSync(dirname(folder)).filter((one) => /^executable-[0-9a-f]{16}(\.|$)/.test(one))) {
      const path = join(dirname(folder), name);
      if (fs.lstatSync(path).mtimeMs < monthAgo) fs.rmSync(path, { recursive: true, force: true });
    }
  } catch (error) {
    // It takes room, and nothing else.
  }
}

function putBack(draft, gone) {
  for (const file of gone) {
    makeFolder(dirname(join(folder, file)));
    fs.renameSync(join(draft, file), join(folder, file));
  }
}

/** Node's own recursive way never ends where a file system lets nobody make a folder (/proc). */
function makeFolder(folder) {
  if (fs.existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start may have been first.
    if (error.code !== 'EEXIST') throw error;
  }
}
