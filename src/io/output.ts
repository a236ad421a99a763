import type { Screen, Surface } from './blocks.js';
import { visibleJson, clean, cleanLines } from './clean.js';
import { gathered, isStream, jsonPieces } from './json.js';
import type { Paint } from './colour.js';
import { checkFields, pickFields, isObject, listColumns, rowsOf, type Cell, type Rows } from './fields.js';
import type { Listing } from './listing.js';
import { checkQuery, queried } from './query.js';
import { renderScreen } from './screen.js';
import { widthOf, writeText, type TextStream } from './stream.js';
import { decimal, type Money } from '../core/money.js';
import type { Options } from 'csv-stringify/sync';

/** The form that a result is printed in. */
export type Output = 'table' | 'json' | 'csv' | 'tsv';

/** A result: the value for scripts, the screen for people. */
export interface Printed {
  /**
   * Printed by `--json` and cut by `--fields` and `--query`; dates, money and keys as the contract says. A list in it may be
   * made as it is printed.
   */
  readonly value: unknown;
  readonly screen: Screen;
  /** What CSV and TSV hold, a row each and nothing nested, where the value is more than a list; it may be made as it is printed. */
  readonly rows?: readonly object[] | AsyncIterable<object>;
  /** Its columns, where they are not the command's usual ones. */
  readonly columns?: readonly string[];
  /** Printed instead of the screen, byte for byte, in a terminal and in a pipe: a file that somebody else reads. */
  readonly document?: string | AsyncIterable<string>;
  /** In place of `value` and `screen`: a list that is printed as it is made. */
  readonly listing?: Listing;
  /** In place of them: what is told as it happens, a line each, for as long as it goes on; as JSON, an object a line. */
  readonly log?: Log;
}

export interface Log<Row extends object = object> {
  readonly rows: AsyncIterable<Row>;
  screen(row: Row): Screen;
}

export interface OutputOptions {
  readonly output: Output;
  readonly fields: readonly string[] | undefined;
  readonly query: string | undefined;
  /** The command's own columns, used where no `--fields` are given and known even where no row has them. */
  readonly defaultFields: readonly string[] | undefined;
  /** Keys that the result may have and need not. */
  readonly known?: readonly string[] | undefined;
  /** Anybody where nothing is said. */
  readonly csvReader?: CsvReader;
  readonly stdout: TextStream;
  readonly paint: Paint;
  /** A text for programs: what it says of days and amounts, in no language. */
  readonly plainly?: (text: string) => string;
  /** Told which columns CSV and TSV have no room for, since they hold lists of things. */
  readonly aloud?: Surface['aloud'];
  readonly typed?: Surface['typed'];
  readonly folded?: Surface['folded'];
  readonly labelled?: Surface['labelled'];
  /** Shows a text that is longer than the terminal; false where it could not. */
  readonly page?: ((text: string) => Promise<boolean>) | undefined;
  readonly onLeftOut?: (columns: readonly string[]) => void;
}

/**
 * The one place where a result reaches standard output: first the query, then the fields, then the form asked for.
 * @throws Stop VALUE_INVALID for a query that does not suit the result, UNKNOWN_CHOICE for a field that is not in it,
 *   before anything is written; FILE_UNWRITABLE
 */
export async function writeOutcome(outcome: Printed, options: OutputOptions): Promise<void> {
  const pieces = piecesOf(outcome, options);
  if (options.output === 'table' && options.page) return paged(pieces, options.stdout, options.page);
  // Who makes the pieces is told by the end of this loop that nobody reads them any more.
  for await (const piece of pieces) if (!(await writeText(options.stdout, piece))) break;
}

type Pieces = AsyncIterable<string> | Iterable<string>;

async function* piecesOf(outcome: Printed, options: OutputOptions): AsyncGenerator<string, void> {
  const { document, log } = outcome;
  const listing = outcome.listing ?? rowByRow(outcome, options);
  if (document !== undefined && isUncut(options)) yield* typeof document === 'string' ? [document] : document;
  else if (log) yield* logged(log, options);
  else if (listing) yield* listed(listing, { ...options, defaultFields: columnsOf(outcome, options) });
  else if (options.output === 'json') yield* jsonPieces(await wanted(outcome, options));
  else yield await formatted(outcome, options);
}

/** The rows of a table, where they are made as they are printed. */
function rowByRow({ rows }: Printed, { output, query }: OutputOptions): Listing | undefined {
  return isTable(output) && query === undefined && isStream(rows) ? { rows, screen: () => [], none: [] } : undefined;
}

/** For people, and all of it. */
function isUncut({ output, fields, query }: OutputOptions): boolean {
  return output === 'table' && fields === undefined && query === undefined;
}

/** Whoever pages through a text has all of it before them. */
async function paged(pieces: Pieces, stdout: TextStream, page: NonNullable<OutputOptions['page']>): Promise<void> {
  const text = await whole(pieces);
  if (!(await page(text))) await writeText(stdout, text);
}

async function whole(pieces: Pieces): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** A list piece by piece: all of them together are the text that the same list would be, were it there. */
async function* listed(listing: Listing, options: OutputOptions): AsyncGenerator<string, void> {
  const { allOf, pagesOf } = await import('./listing.js');
  const { output, fields, query, defaultFields = [], stdout } = options;
  const valueOf = (row: object) => listing.value?.(row) ?? row;
  if (query !== undefined) {
    const value = (await allOf(listing.rows)).map(valueOf);
    yield await formatted({ value, screen: [] }, options);
    return;
  }
  const headed = output === 'table' && stdout.isTTY === true;
  for await (const { rows, isFirst, isLast } of pagesOf(listing.rows, { headed })) {
    const below = isLast ? (listing.below?.() ?? []) : [];
    const screen = rows.length === 0 ? listing.none : [...listing.screen(rows), ...below];
    // What the first page has every page has: nothing is refused half way.
    const known = isFirst ? defaultFields : [...defaultFields, ...(fields ?? [])];
    const text = await formatted({ value: rows.map(valueOf), screen }, { ...options, defaultFields: known }, isFirst);
    if (output === 'json') yield inOneList(text, isFirst, isLast);
    else yield isFirst || !headed ? text : `\n${text}`;
  }
}

async function* logged(log: Log, options: OutputOptions): AsyncGenerator<string, void> {
  let isFirst = true;
  for await (const row of log.rows) {
    const text = await formatted({ value: row, screen: log.screen(row) }, options, isFirst);
    isFirst = false;
    yield options.output === 'json' ? `${visibleJson(JSON.stringify(JSON.parse(text)))}\n` : text;
  }
}

/** Pages of JSON are one list. */
function inOneList(text: string, isFirst: boolean, isLast: boolean): string {
  const [begins, ends] = [1, 3];
  const items = text.slice(isFirst ? 0 : begins, isLast ? undefined : -ends);
  return isFirst ? items : `,${items}`;
}

/**
 * Whatever is wrong with the way the result is wanted, as far as it shows without one.
 * @param known the keys that it may have, where they are known
 * @throws Stop VALUE_INVALID, UNKNOWN_CHOICE
 */
export async function checkOutput(
  { fields, query }: Pick<OutputOptions, 'fields' | 'query'>,
  known?: readonly string[],
): Promise<void> {
  // What a query makes has names of its own.
  if (fields !== undefined) checkFields(fields, query === undefined ? known : undefined);
  if (query !== undefined) await checkQuery(query, known);
}

/** The same text, unwritten; of a list that goes on, without the heading of its CSV. */
async function formatted(outcome: Printed, options: OutputOptions, isFirst = true): Promise<string> {
  const { output, fields, query } = options;
  if (isUncut(options)) return onScreen(outcome.screen, options);
  const value = await wanted(outcome, options);
  if (output === 'json') return whole(jsonPieces(value));
  const columns = fields ?? (query === undefined ? columnsOf(outcome, options) : undefined);
  if (!isTable(output)) return onScreen(cutScreen(value, columns), options);
  const rows = flatRows(value, columns, query === undefined ? options.onLeftOut : undefined);
  return output === 'csv' ? csv(rows, options.csvReader, isFirst) : tsv(rows);
}

/** What of a result is wanted. */
async function wanted(outcome: Printed, options: OutputOptions): Promise<unknown> {
  const { output, fields, query } = options;
  const all = (isTable(output) ? outcome.rows : undefined) ?? outcome.value;
  const forSums = output === 'csv' && typeof options.csvReader === 'object' ? inMajorUnits : (value: unknown) => value;
  if (query === undefined && fields === undefined) return forSums(all);
  // An expression is written against JSON, in whose units amounts stay.
  const found =
    query === undefined ? forSums(await gathered(all)) : await queried(await gathered(outcome.value), query);
  if (fields === undefined) return found;
  // The columns are those of the rows, where the value is more than a list of them.
  const isCut = outcome.rows !== undefined && !isTable(output);
  const columns = isCut ? [] : (columnsOf(outcome, options) ?? []);
  return pickFields(found, fields, query === undefined ? [...columns, ...(options.known ?? [])] : []);
}

/** The same with every amount as a spreadsheet adds it up: whoever opens it there takes 47500 for as many dollars. */
function inMajorUnits(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inMajorUnits);
  if (!isObject(value)) return value;
  if (isMoney(value)) return { ...value, amount: Number(decimal(value)) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inMajorUnits(inner)]));
}

function isMoney(value: object): value is Money {
  const keys = Object.keys(value);
  return keys.length === 2 && 'amount' in value && Number.isSafeInteger(value.amount) && 'currency' in value;
}

function columnsOf({ columns }: Printed, { defaultFields }: OutputOptions): readonly string[] | undefined {
  return columns ?? defaultFields;
}

function isTable(output: OutputOptions['output']): boolean {
  return output === 'csv' || output === 'tsv';
}

/** A row a thing: what was not chosen and holds lists of other things is left to JSON. */
function flatRows(value: unknown, columns: readonly string[] | undefined, told: OutputOptions['onLeftOut']): Rows {
  const lists = columns === undefined && told ? listColumns(value) : [];
  if (lists.length === 0) return rowsOf(value, columns);
  told?.(lists);
  return rowsOf(
    value,
    rowsOf(value).columns.filter((column) => !lists.includes(column)),
  );
}

function onScreen(screen: Screen, { stdout, paint, plainly, aloud, labelled, typed, folded }: OutputOptions): string {
  const surface = { width: widthOf(stdout), terminal: stdout.isTTY === true, paint, aloud, labelled, typed, folded };
  return renderScreen(screen, plainly ? { ...surface, plainly } : surface);
}

// What a query or a choice of fields leaves no longer fits the command's own screen: it is a plain table.
function cutScreen(value: unknown, columns: readonly string[] | undefined): Screen {
  if (value === null || value === undefined) return [];
  const { columns: titles, cells } = rowsOf(value, columns);
  const rows = cells.map((row) => row.map((cell) => String(cell ?? '')));
  if (columns === undefined && titles.length === 1 && !holdsObjects(value))
    return rows.map(([text = '']) => ({ kind: 'text', text }));
  return [{ kind: 'table', columns: titles.map((title) => ({ title })), rows }];
}

function holdsObjects(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isObject) : isObject(value);
}

/** Who reads a CSV: whoever keeps to RFC 4180, or Excel as it is set up in a locale (BCP 47), the machine's own where undefined. */
export type CsvReader = 'anybody' | { readonly excel: string | undefined };

/**
 * CSV per RFC 4180, with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay numbers. For Excel it begins with a mark, has the separators of the locale, and a text that Excel would
 * take for a number or a day, such as `0012345` or `2026-000001`, is written so that it stays one.
 */
async function csv({ columns, cells }: Rows, reader: CsvReader = 'anybody', isFirst = true): Promise<string> {
  return columns.length === 0 ? '' : csvLines([...(isFirst ? [columns] : []), ...cells], reader, isFirst);
}

/** The same of some lines alone, the header where it is one of them. */
export async function csvLines(
  rows: readonly (readonly Cell[])[],
  reader: CsvReader = 'anybody',
  isFirst = true,
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const lines = rows.map((row) => row.map(plain));
  return stringify(lines, {
    ...(reader === 'anybody' ? {} : { ...forExcel(reader.excel), bom: isFirst }),
    record_delimiter: 'windows',
    // Left to itself it would not quote a lone line break once it is told how rows end.
    quote_record_delimiter: true,
    escape_formulas: true,
    // A lone empty cell would be an empty line, which readers skip.
    quoted_empty: rows[0]?.length === 1,
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

/** A line of JSON for each, in which nothing is unseen. */
export function jsonLines(values: readonly object[]): string {
  return values.map((value) => `${visibleJson(JSON.stringify(value))}\n`).join('');
}

/** Tab-separated, values alone; a tab or line break inside a cell becomes a space. */
function tsv({ columns, cells }: Rows): string {
  if (columns.length === 0) return '';
  return cells.map((row) => `${row.map((value) => clean(String(value ?? ''))).join('\t')}\n`).join('');
}

// The library would write `true` as 1.
function plain(value: Cell): string | number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? cleanLines(value) : String(value ?? '');
}
