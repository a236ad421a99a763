import { closeSync, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../core/day.js';
import { unfinished } from '../files/workshop.js';
import { systemInstant } from './clock.js';

/**
 * The time that the file system gives to what is written in a folder now: on a server's disk the server's, and so apart
 * from this process's own clock (G15). A file is made for it and taken away at once.
 * @returns undefined where nothing can be written there
 */
export function fileTime(folder: string): Instant | undefined {
  const file = join(folder, unfinished());
  try {
    const handle = openSync(file, 'wx', 0o600);
    try {
      // First of all, so that hardly any killed process leaves something behind.
      unlinkSync(file);
      writeSync(handle, '.');
      return systemInstant(() => fstatSync(handle).mtimeMs);
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}
