import type { Change } from './book-rows.js';
import { LAST_CREDIT_NOTE, LAST_IN_SERIES, LAST_RECEIPT } from './reader.js';

/** Papers that are numbered: what tells the last number of a year or a series, and the columns that one has. */
const PAPERS = [
  { sql: LAST_RECEIPT, of: 'receipt_year', serial: 'receipt_serial' },
  { sql: LAST_CREDIT_NOTE, of: 'credit_note_year', serial: 'credit_note_serial' },
  { sql: LAST_IN_SERIES, of: 'invoice_series', serial: 'invoice_serial' },
  { sql: LAST_IN_SERIES, of: 'note_series', serial: 'note_serial' },
];

/** A number that a paper is given, and where it was counted. */
export interface Given {
  readonly counter: string;
  readonly number: number;
}

export function numbersGiven(changes: readonly Change[]): readonly Given[] {
  return changes.flatMap(({ row }) =>
    PAPERS.flatMap(({ sql, of, serial }): readonly Given[] => {
      const [place, number] = [row[of] ?? null, row[serial] ?? null];
      return place === null || number === null ? [] : [{ counter: counterOf(sql, place), number: Number(number) }];
    }),
  );
}

/** @param place the year or the series that `sql` asks for */
export function counterOf(sql: string, place: number | string): string {
  return `${sql} ${place}`;
}
