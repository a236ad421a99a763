import { chmodSync, statSync, type Stats } from 'node:fs';
import process from 'node:process';

const ROOT = 0;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** Whether a file is ours or root's; as root, anybody's will do: in a container it is often a user's of the machine. */
export function isTrusted({ uid }: Stats): boolean {
  const own = process.getuid?.();
  return own === undefined || own === ROOT || uid === own || uid === ROOT;
}

/** Makes a file of ours private. @returns whether others had a right to it. @throws the system's error, save on a disk that is read-only */
export function makePrivate(file: string, stats: Stats): boolean {
  if ((stats.mode & 0o077) === 0 || stats.uid !== process.getuid?.()) return false;
  return changed(file, 0o600);
}

/**
 * Closes a folder of ours to everybody's writing; one whose files only their owners may exchange is as good.
 * @returns `open` where it is somebody else's, and stays so
 * @throws the system's error
 */
export function closeFolder(folder: string): 'closed' | 'was-closed' | 'open' {
  const { mode, uid } = statSync(folder);
  if (process.getuid === undefined || (mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0) return 'was-closed';
  if (uid !== process.getuid()) return 'open';
  return changed(folder, mode & 0o7777 & ~OTHERS_WRITE) ? 'closed' : 'was-closed';
}

function changed(path: string, mode: number): boolean {
  try {
    chmodSync(path, mode);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS') return false;
    throw error;
  }
}
