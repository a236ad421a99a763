import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './locks.js';

/**
 * The folder of what a user keeps: mode 0700 where we make it, whatever the umask, and so are the ones above that it
 * lacked; one that was there belongs to somebody's own arrangement, and is left as it is.
 * @throws the system's error. Node's own recursive way never ends where a file system lets nobody make a folder (`/proc`).
 */
export function makeFolder(folder: string): void {
  if (made(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  if (!made(folder)) mkdirSync(folder, { mode: 0o700 });
}

/** Whether it is there now; false where one above it is missing. */
function made(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o700);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return true;
    throw error;
  }
}
