import { clean, cleanLines } from './clean.js';
import type { Cell, Rows } from './fields.js';

/**
 * CSV per RFC 4180, with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay numbers.
 */
export async function csv({ columns, cells }: Rows): Promise<string> {
  if (columns.length === 0) return '';
  const { stringify } = await import('csv-stringify/sync');
  const lines = [columns, ...cells].map((row) => row.map(plain));
  return stringify(lines, {
    record_delimiter: 'windows',
    // Left to itself it would not quote a lone line break once it is told how rows end.
    quote_record_delimiter: true,
    escape_formulas: true,
    // A lone empty cell would be an empty line, which readers skip.
    quoted_empty: columns.length === 1,
  });
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
