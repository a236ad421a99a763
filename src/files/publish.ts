import { chmodSync, closeSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { inWorkshop } from './workshop.js';

/** Puts what was written to an open file or folder on the disk. */
export type Flush = (descriptor: number) => void;

/**
 * Makes a file that nobody else can read and that appears whole or not at all: built in a folder of its own beside the
 * target, put on the disk, then linked under its name. Many processes may try at once; one wins. Once it returns, a
 * power cut takes neither the file nor its name (G9).
 * @throws the system's error, `EEXIST` where the name is taken (by a symbolic link too: links are not followed)
 */
export function publish(target: string, build: (file: string) => void, flush: Flush = fsyncSync): void {
  publishAs(target, build, (file) => linkSync(file, target), flush);
}

/** The same in place of whatever has the name. */
export function publishOver(target: string, build: (file: string) => void, flush: Flush = fsyncSync): void {
  publishAs(target, build, (file) => renameSync(file, target), flush);
}

/** The same, and `name` gives it a name in the folder of the target. */
export function publishAs(
  target: string,
  build: (file: string) => void,
  name: (file: string) => void,
  flush: Flush = fsyncSync,
): void {
  const folder = dirname(target);
  inWorkshop(folder, (workshop) => {
    const file = join(workshop, 'draft');
    build(file);
    chmodSync(file, 0o600);
    flushed(file, 'r+', flush);
    name(file);
    flushFolder(folder, flush);
  });
}

/** A new name is safe only once its folder is on the disk; Windows has no such call and needs none. */
export function flushFolder(folder: string, flush: Flush = fsyncSync): void {
  if (process.platform !== 'win32') flushed(folder, 'r', flush);
}

function flushed(path: string, flags: string, flush: Flush): void {
  const descriptor = openSync(path, flags);
  try {
    flush(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
