import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** What a whole run may need at once, several times over. */
const ROOM = 1_000_000_000;

/** A ledger waits for the disk at every commit, and so do its tests; in memory nobody waits, and nothing else differs. */
export const QUICKEST = hasRoom(MEMORY) ? MEMORY : tmpdir();

const made: string[] = [];
// Gone with the test file that made them; a program that a test starts leaves that to the test.
if (typeof afterAll === 'function') {
  afterAll(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

/**
 * A new empty folder for homes and ledgers, in memory where this machine keeps files there and has room; the disk where
 * it does not. Nothing in it may have to be executed, and nothing of it outlives the power.
 */
export function quickFolder(name: string): string {
  const folder = mkdtempSync(join(QUICKEST, `partner-${name}-`));
  made.push(folder);
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
