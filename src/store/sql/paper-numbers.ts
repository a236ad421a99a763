import { receiptNumber, receiptParts, type PaperNumber } from '../../core/order.js';
import { creditNoteNumber, creditNoteParts, isOwnCreditNote } from '../../core/refund.js';
import { seriesNumber, seriesParts } from '../../core/sale.js';
import type { Columns } from './columns.js';

/** The number of a paper as its year and its place in it, in `PAPER_year` and `PAPER_serial`. */
function numbered<None extends null | undefined>(
  paper: string,
  parts: (number: string) => PaperNumber,
  number: (year: number, serial: number) => string,
  none: None,
): Columns<string | None> {
  const [year, serial] = [`${paper}_year`, `${paper}_serial`];
  return {
    names: [year, serial],
    write: (given, into) => {
      const of = typeof given === 'string' ? parts(given) : undefined;
      into[year] = of?.year ?? null;
      into[serial] = of?.serial ?? null;
    },
    read: (row) => (row[serial] === null ? none : number(Number(row[year]), Number(row[serial]))),
  };
}

/** The number of a paper in a series of a seller's, in `PAPER_series` and `PAPER_serial`. */
function inSeries(paper: string): Columns<string | undefined> {
  const [series, serial] = [`${paper}_series`, `${paper}_serial`];
  return {
    names: [series, serial],
    write: (given, into) => {
      const of = given === undefined ? undefined : seriesParts(given);
      into[series] = of?.series ?? null;
      into[serial] = of?.serial ?? null;
    },
    read: (row) => (row[series] === null ? undefined : seriesNumber(String(row[series]), Number(row[serial]))),
  };
}

export const RECEIPT = numbered('receipt', receiptParts, receiptNumber, null);
export const INVOICE = inSeries('invoice');

const OURS = numbered('credit_note', creditNoteParts, creditNoteNumber, undefined);
const SELLERS = inSeries('note');

/** A credit note is counted by us, or in a series of the seller's. */
export const CREDIT_NOTE: Columns<string | undefined> = {
  names: [...OURS.names, ...SELLERS.names],
  write: (number, into) => {
    const isOurs = number !== undefined && isOwnCreditNote(number);
    OURS.write(isOurs ? number : undefined, into);
    SELLERS.write(isOurs ? undefined : number, into);
  },
  read: (row) => OURS.read(row) ?? SELLERS.read(row),
};
