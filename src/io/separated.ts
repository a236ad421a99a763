import type { Options } from 'csv-stringify/sync';
import { clean, cleanLines } from './clean.js';
import type { Cell, Rows } from './fields.js';

/** Who reads a CSV: whoever keeps to RFC 4180, or Excel as it is set up in a locale (BCP 47), the machine's own where undefined. */
export type CsvReader = 'anybody' | { readonly excel: string | undefined };

/**
 * CSV per RFC 4180, with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay numbers. For Excel it begins with a mark, has the separators of the locale, and a text that Excel would
 * take for a number or a day, such as `0012345` or `2026-000001`, is written so that it stays one.
 */
export async function csv({ columns, cells }: Rows, reader: CsvReader = 'anybody'): Promise<string> {
  if (columns.length === 0) return '';
  const { stringify } = await import('csv-stringify/sync');
  const lines = [columns, ...cells].map((row) => row.map(plain));
  return stringify(lines, {
    ...(reader === 'anybody' ? {} : forExcel(reader.excel)),
    record_delimiter: 'windows',
    // Left to itself it would not quote a lone line break once it is told how rows end.
    quote_record_delimiter: true,
    escape_formulas: true,
    // A lone empty cell would be an empty line, which readers skip.
    quoted_empty: columns.length === 1,
  });
}

function forExcel(locale: string | undefined): Options {
  const decimal = decimalOf(locale);
  return {
    bom: true,
    delimiter: decimal === ',' ? ';' : ',',
    cast: {
      number: (value) => String(value).replace('.', decimal),
      string: (value) =>
        isTaken(value) ? { value: `="${value.replaceAll('"', '""')}"`, escape_formulas: false } : value,
    },
  };
}

/** Excel takes any other text for itself, and a day as `YYYY-MM-DD` is meant as one. A text in a formula has an end. */
function isTaken(text: string): boolean {
  if (text.length > 255 || /^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) return false;
  return /^[-+.,]?\d/.test(text) || /^\p{L}{3,9}[ ./-]?\d/u.test(text);
}

function decimalOf(locale: string | undefined): string {
  try {
    return new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  } catch {
    return '.';
  }
}

/** Tab-separated, with a header; a tab or line break inside a cell becomes a space. */
export function tsv({ columns, cells }: Rows): string {
  if (columns.length === 0) return '';
  return [columns, ...cells].map((row) => `${row.map((value) => clean(String(value ?? ''))).join('\t')}\n`).join('');
}

// The library would write `true` as 1.
function plain(value: Cell): string | number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? cleanLines(value) : String(value ?? '');
}
