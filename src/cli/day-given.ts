import { parseDay, type Day } from '../core/day.js';
import { stop } from '../errors.js';

/** The day that somebody has written. @param of the option or argument it was written for @throws Stop VALUE_INVALID */
export function dayGiven(of: string, given: string): Day {
  const day = parseDay(given);
  if (!day) throw stop('VALUE_INVALID', { of, given, wanted: 'date' });
  return day;
}
