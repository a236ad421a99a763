import { closeSync, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Instant } from '../core/day.js';
import { systemInstant } from './clock.js';

/**
 * The time that the file system gives to what is written in a folder now: on a server's disk the server's, and so apart
 * from this process's own clock (G15). A file is made for it and taken away at once.
 * @returns undefined where nothing can be written there
 */
export function fileTime(folder: string): Instant | undefined {
  const file = join(folder, `.partner-time-${process.pid}-${process.hrtime.bigint()}`);
  try {
    const handle = openSync(file, 'wx', 0o600);
    try {
      // First of all, so that a process killed here leaves nothing behind.
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
