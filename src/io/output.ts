import type { Screen } from './blocks.js';
import { visibleJson } from './clean.js';
import type { Paint } from './colour.js';
import { checkFields, pickFields, isObject, rowsOf } from './fields.js';
import { checkQuery, queried } from './query.js';
import { renderScreen } from './screen.js';
import { csv, tsv, type CsvReader } from './separated.js';
import { widthOf, writeText, type TextStream } from './stream.js';

/** The form that a result is printed in. */
export type Output = 'table' | 'json' | 'csv' | 'tsv';

/** A result: the value for scripts, the screen for people. */
export interface Printed {
  /** Printed by `--json` and cut by `--fields` and `--query`; dates, money and keys as the contract says. */
  readonly value: unknown;
  readonly screen: Screen;
  /** Printed instead of the screen, byte for byte, in a terminal and in a pipe: a file that somebody else reads. */
  readonly document?: string;
}

export interface OutputOptions {
  readonly output: Output;
  readonly fields: readonly string[] | undefined;
  readonly query: string | undefined;
  /** The command's own columns, used where no `--fields` are given and known even where no row has them. */
  readonly defaultFields: readonly string[] | undefined;
  /** Anybody where nothing is said. */
  readonly csvReader?: CsvReader;
  readonly stdout: TextStream;
  readonly paint: Paint;
}

/**
 * The one place where a result reaches standard output: first the query, then the fields, then the form asked for.
 * @throws Stop VALUE_INVALID for a query that does not suit the result, UNKNOWN_CHOICE for a field that is not in it,
 *   before anything is written; FILE_UNWRITABLE
 */
export async function writeOutcome(outcome: Printed, options: OutputOptions): Promise<void> {
  await writeText(options.stdout, await formatted(outcome, options));
}

/** Whatever is wrong with the way the result is wanted, as far as it shows without one. @throws Stop VALUE_INVALID */
export async function checkOutput({ fields, query }: Pick<OutputOptions, 'fields' | 'query'>): Promise<void> {
  if (fields !== undefined) checkFields(fields);
  if (query !== undefined) await checkQuery(query);
}

/** The same text, unwritten. */
async function formatted(outcome: Printed, options: OutputOptions): Promise<string> {
  const { output, fields, query, defaultFields } = options;
  const found = query === undefined ? outcome.value : await queried(outcome.value, query);
  const value =
    fields === undefined ? found : pickFields(found, fields, query === undefined ? (defaultFields ?? []) : []);
  if (output === 'json') return `${visibleJson(JSON.stringify(value ?? null, null, 2))}\n`;
  const columns = fields ?? (query === undefined ? defaultFields : undefined);
  if (output === 'csv') return csv(rowsOf(value, columns), options.csvReader);
  if (output === 'tsv') return tsv(rowsOf(value, columns));
  const whole = fields === undefined && query === undefined;
  if (whole && outcome.document !== undefined) return outcome.document;
  const screen = whole ? outcome.screen : cutScreen(value, columns);
  return renderScreen(screen, {
    width: widthOf(options.stdout),
    terminal: options.stdout.isTTY === true,
    paint: options.paint,
  });
}

// What a query or a choice of fields leaves no longer fits the command's own screen: it is a plain table.
function cutScreen(value: unknown, columns: readonly string[] | undefined): Screen {
  if (value === null || value === undefined) return [];
  const { columns: titles, cells } = rowsOf(value, columns);
  const rows = cells.map((row) => row.map((cell) => String(cell ?? '')));
  if (columns === undefined && !holdsObjects(value)) return rows.map(([text = '']) => ({ kind: 'text', text }));
  return [{ kind: 'table', columns: titles.map((title) => ({ title })), rows }];
}

function holdsObjects(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isObject) : isObject(value);
}
