import { applied } from '../../src/core/applied.js';
import type { Book } from '../../src/core/book.js';
import type { Entry } from '../../src/core/entry.js';
import { attempt, order } from '../store/samples.js';
import { joining, paying, placing, settling } from '../store/sample-entries.js';

/** The book of a history; undefined where nothing was written. */
export const fold = (entries: readonly Entry[]) => entries.reduce<Book | undefined>(applied, undefined);
export const refused = (before: readonly Entry[], entry: Entry) =>
  expect(() => applied(fold(before), entry)).toThrow(RangeError);

/** The first order, on its way to being paid. */
export const placed = [...joining(), ...placing(order())];
export const paid = [...placed, ...paying(order(), '2024-000001')];
export const declined = [...placed, settling(attempt(order()), 'declined')];
