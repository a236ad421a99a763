import { constants, closeSync, openSync, writeSync } from 'node:fs';
import { stop } from '../errors.js';

/**
 * Appends one line of JSON an event to a file, for whatever watches a run from outside. Each line is one write, so that
 * two processes never mix theirs; a link is not followed (it could lead anywhere). Called without an event it only
 * looks whether it could: that is asked before anything is charged. Later a failing disk is said and stops nothing.
 * @throws Stop FILE_UNWRITABLE, without an event alone
 */
export function eventLog(file: string | undefined, warn: (file: string) => void): (event: object | undefined) => void {
  if (!file) return () => {};
  return (event) => {
    try {
      append(file, event ? `${JSON.stringify(event)}\n` : '');
    } catch (cause) {
      if (!event) throw stop('FILE_UNWRITABLE', { location: file }, { cause });
      warn(file);
    }
  };
}

function append(file: string, line: string): void {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const descriptor = openSync(file, flags, 0o600);
  try {
    writeSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}
