import { stop } from '../errors.js';
import { appendRegular } from '../files/regular.js';
import { visibleJson } from './clean.js';

/**
 * Appends one line of JSON an event to a file, for whatever watches a run from outside. Each line is one write, so that
 * two processes never mix theirs; a link is not followed (it could lead anywhere), and nothing but a file is written: a
 * pipe would be waited for. Called without an event it only
 * looks whether it could: that is asked before anything is charged. Later a failing disk is said and stops nothing.
 * @param mayWrite throws where the file is one of the program's own
 * @throws Stop FILE_UNWRITABLE, FILE_RESERVED, without an event alone
 */
export function eventLog(
  file: string | undefined,
  warn: (file: string) => void,
  mayWrite: (file: string) => void,
): (event: object | undefined) => void {
  if (!file) return () => {};
  return (event) => {
    if (!event) mayWrite(file);
    try {
      appendRegular(file, event ? `${visibleJson(JSON.stringify(event))}\n` : '', 'refused');
    } catch (cause) {
      if (!event) throw stop('FILE_UNWRITABLE', { location: file }, { cause });
      warn(file);
    }
  };
}
