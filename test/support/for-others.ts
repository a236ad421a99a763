import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';

/** What another user needs to run the program and the acts of the tests: the rest is bundled or compiled. */
const NEEDED = [
  'package.json',
  'bin',
  'dist',
  'data',
  'build/src',
  'build/test/store',
  'build/test/io/programs',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib',
  'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
  'node_modules/bindings',
  'node_modules/file-uri-to-path',
];

let copy: string | undefined;

/** The root of the program where every user of the machine may read it: the checkout, or a copy where it lies closed. */
export function rootForOthers(): string {
  const root = packageRoot();
  if (isOpen(join(root, 'bin', 'partner.js')) && isOpen(join(root, 'build', 'src', 'main.js'))) return root;
  return (copy ??= copied(root));
}

if (typeof afterAll === 'function') {
  afterAll(() => {
    if (copy) rmSync(copy, { recursive: true, force: true });
    copy = undefined;
  });
}

/** Whether anybody may read a file: it, and every folder on the way to it. */
function isOpen(file: string): boolean {
  if ((statSync(file).mode & 0o004) === 0) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function copied(root: string): string {
  const target = mkdtempSync(join(tmpdir(), 'partner-for-others-'));
  for (const name of NEEDED) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(target, name), { recursive: true });
  }
  open(target);
  return target;
}

function open(path: string): void {
  if (!statSync(path).isDirectory()) return chmodSync(path, 0o644);
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) open(join(path, name));
}
