import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a file that nobody else can read and that appears whole or not at all: built in a folder of its own beside the
 * target, put on the disk, then linked under its name. Many processes may try at once; one wins.
 * @throws the system's error, `EEXIST` where the name is taken (by a symbolic link too: links are not followed)
 */
export function publish(target: string, build: (file: string) => void): void {
  const folder = mkdtempSync(join(dirname(target), '.partner-'));
  const file = join(folder, 'ledger');
  try {
    chmodSync(folder, 0o700);
    build(file);
    chmodSync(file, 0o600);
    flush(file, 'r+');
    linkSync(file, target);
    flushFolder(dirname(target));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of a ledger: mode 0700 where we make it, whatever the umask; left alone where it exists. */
export function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) chmodSync(folder, 0o700);
}

/** A new name is safe only once its folder is on the disk; Windows has no such call and needs none. */
function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder, 'r');
}

function flush(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
