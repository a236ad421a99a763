import type { Given } from '../cli/command.js';
import type { Flag } from '../cli/spec.js';
import { nearestName, unknownChoice } from '../cli/named.js';
import { holdsCardNumber } from '../core/card-number.js';
import { withoutEdges } from '../core/unseen.js';
import { stop, type RowFault, type Wanted } from '../errors.js';
import { textOf } from '../wizards/flags.js';
import { readSaved } from './spreadsheet.js';

/** A row as texts, by what they are of; empty ones count as absent. */
export interface ReadTexts<Field extends string> {
  readonly line: number;
  readonly said: Readonly<Partial<Record<Field, string>>>;
}

interface Place {
  readonly line: number;
  readonly column: string;
}

export interface ReadRows<Field extends string> {
  readonly rows: readonly ReadTexts<Field>[];
  readonly faults: readonly RowFault[];
  /** Columns that stand for no field, where they were met. */
  readonly unknown: readonly Place[];
}

// More of a cell, or of the name of a column, than anybody reads.
const MOST_GIVEN = 100;
/** Longer than any list of licences of one person: what is more is not read at all, so that no reading takes long. */
const LONGEST_CELL = 10_000;
/** No export has as many. */
const MOST_COLUMNS = 256;
/** More names of columns are not read on a screen. */
const MOST_NAMED = 40;

/** What is wrong with what stands in a field: with it, unless nothing does, and the nearest of what it could have been. */
export function faultAt(
  { line, column }: Place,
  wanted: Wanted,
  text: string | undefined,
  choices?: readonly string[],
): RowFault {
  if (text?.includes(NO_TEXT)) return { line, column, wanted: 'plain-value' };
  const near = text !== undefined && choices ? nearestName(text, choices) : undefined;
  return {
    line,
    column,
    wanted,
    ...(text === undefined || holdsCardNumber(text) ? {} : { given: beginningOf(text) }),
    ...(near === undefined ? {} : { nearest: near }),
    ...(choices ? { choices } : {}),
  };
}

/** What is wrong with fields, with the columns that were said to stand for them. */
export function asCalled(faults: readonly RowFault[], mapping: ReadonlyMap<string, string>): readonly RowFault[] {
  const names = new Map([...mapping].map(([column, field]) => [field, beginningOf(column)]));
  return faults.map((fault) => {
    const called = names.get(fault.column);
    return called === undefined ? fault : { ...fault, called };
  });
}

function beginningOf(text: string): string {
  return text.length <= MOST_GIVEN ? text : [...text.slice(0, 2 * MOST_GIVEN)].slice(0, MOST_GIVEN).join('');
}

/** A column that stands for no field is a fault where nothing may be left unread. */
export function unknownColumn({ line, column }: Place, fields: readonly string[]): RowFault {
  const near = nearestName(column, fields);
  return {
    line,
    column: beginningOf(column),
    wanted: 'column',
    ...(near === undefined ? {} : { nearest: near }),
    choices: fields,
  };
}

/** A column that was said to stand for a field, among those that there are. */
function notThere(column: string, columns: readonly string[]): RowFault {
  const seen = columns.filter((name) => name !== '' && !holdsCardNumber(name));
  const near = nearestName(column, seen);
  return {
    line: 1,
    column: beginningOf(column),
    wanted: 'mapped-column',
    ...(near === undefined ? {} : { nearest: near }),
    choices: seen.slice(0, MOST_NAMED).map(beginningOf),
  };
}

export const MAP: Flag = { name: 'map', kind: 'text', value: 'FIELD=COLUMN', list: true };

/** Which column stands for which field, where they are not called the same. @throws Stop UNKNOWN_CHOICE, VALUE_INVALID */
export function mappingIn<Field extends string>(
  { flags }: Given,
  fields: readonly Field[],
): ReadonlyMap<string, Field> {
  const pairs = (textOf(flags, MAP)?.split(',') ?? []).map((pair) => {
    const [given = '', ...column] = pair.split('=');
    const field = fields.find((name) => name === given.trim());
    if (column.length === 0) throw stop('VALUE_INVALID', { of: `--${MAP.name}`, given: pair, wanted: 'mapping' });
    if (!field) throw unknownChoice(`--${MAP.name}`, given.trim(), fields);
    return [withoutEdges(column.join('=')), field] as const;
  });
  return new Map(pairs);
}

/** What a file of rows says, as a spreadsheet saves it or as a JSON list of objects; a card number is a fault (D19, I14). */
export function readRows<Field extends string>(
  text: string,
  fields: readonly Field[],
  mapping: ReadonlyMap<string, Field>,
): ReadRows<Field> {
  // Where it was said which column stands for a field, one that is only called so does not.
  const mapped = new Set(mapping.values());
  const fieldOf = (column: string): Field | undefined =>
    mapping.get(column) ?? fields.find((name) => name === column.toLowerCase() && !mapped.has(name));
  const read = /^\s*[[{]/.test(text) ? fromJson(text, fieldOf) : fromSaved(text, fieldOf);
  const nowhere = [...mapping.keys()].filter((column) => read.columns.length > 0 && !read.columns.includes(column));
  if (nowhere.length > 0) return { rows: [], faults: nowhere.map((one) => notThere(one, read.columns)), unknown: [] };
  const faults = [...read.faults, ...tooMuch(read, fields)];
  // What is too much is not looked at any further.
  if (faults.length > read.faults.length) return { rows: [], faults, unknown: [] };
  const { rows, unknown } = read;
  const isCard = ({ column }: Place) => holdsCardNumber(column);
  const cards = [
    // Where a column is called so, its name is not said again.
    ...unknown.filter(isCard).map(({ line }) => ({ line, column: '' })),
    ...rows.flatMap(({ line, said }) =>
      fields.filter((field) => holdsCardNumber(said[field] ?? '')).map((column) => ({ line, column })),
    ),
  ];
  return {
    rows,
    faults: [...faults, ...cards.map((place): RowFault => ({ ...place, wanted: 'no-card-number' }))],
    unknown: unknown.filter((place) => !isCard(place)),
  };
}

/** More columns than anybody reads, or a cell that is longer than any. */
function tooMuch<Field extends string>(
  { rows, unknown }: ReadRows<Field>,
  fields: readonly Field[],
): readonly RowFault[] {
  if (unknown.length > MOST_COLUMNS) return [{ line: unknown[0]?.line ?? 1, column: '', wanted: 'columns' }];
  return rows.flatMap(({ line, said }) =>
    fields
      .filter((field) => (said[field] ?? '').length > LONGEST_CELL)
      .map((column): RowFault => ({ line, column, wanted: 'cell-length' })),
  );
}

interface Read<Field extends string> extends ReadRows<Field> {
  /** As the file calls them. */
  readonly columns: readonly string[];
}

type FieldOf<Field> = (column: string) => Field | undefined;

function fromSaved<Field extends string>(text: string, fieldOf: FieldOf<Field>): Read<Field> {
  const { header, rows, unclosed, broken } = readSaved(text);
  const faults: RowFault[] = [];
  if (unclosed !== undefined) faults.push({ line: unclosed, column: '"', wanted: 'quotation' });
  for (const line of broken) faults.push({ line, column: '"', wanted: 'after-quotation' });
  if (header.length === 0) faults.push({ line: 1, column: '', wanted: 'rows' });
  const fields = header.map(fieldOf);
  faults.push(...namedTwice(1, header, fields));
  // Spreadsheets save columns that were emptied.
  const isEmpty = (index: number) =>
    header[index] === '' && rows.every(({ cells }) => (cells[index] ?? '').trim() === '');
  const unknown = header.flatMap((column, index) => (fields[index] || isEmpty(index) ? [] : [{ line: 1, column }]));
  const read = rows.map(({ line, cells }) => {
    const more = cells.slice(header.length).some((cell) => cell.trim() !== '');
    if (more) faults.push({ line, column: String(header.length + 1), wanted: 'cells' });
    return {
      line,
      said: saidIn(cells.flatMap((cell, index) => (fields[index] ? [[fields[index], cell] as const] : []))),
    };
  });
  return { rows: read, faults, unknown, columns: header };
}

/** Which of two columns is meant would be a guess. */
function namedTwice(
  line: number,
  columns: readonly string[],
  fields: readonly (string | undefined)[],
): readonly RowFault[] {
  return columns.flatMap((column, index): readonly RowFault[] => {
    const field = fields[index];
    const isSecond = field !== undefined && fields.indexOf(field) < index;
    return isSecond ? [{ line, column: beginningOf(column), wanted: 'column-twice' }] : [];
  });
}

/** A list of objects; what stands for the line is the place in the list, from 1. */
function fromJson<Field extends string>(text: string, fieldOf: FieldOf<Field>): Read<Field> {
  const value = parsed(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const faults: RowFault[] = [];
  const unknown = new Map<string, Place>();
  const all = new Set<string>();
  const rows = list.flatMap((row, index) => {
    const line = index + 1;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      faults.push({ line, column: '', wanted: 'rows' });
      return [];
    }
    const columns = Object.keys(row).map(withoutEdges);
    for (const column of columns) all.add(column);
    faults.push(...namedTwice(line, columns, columns.map(fieldOf)));
    const said = Object.entries(row).flatMap(([name, cell]: readonly [string, unknown]) => {
      const column = withoutEdges(name);
      const field = fieldOf(column);
      if (!field && !unknown.has(column)) unknown.set(column, { line, column });
      return field && cell !== null ? [[field, textIn(cell)] as const] : [];
    });
    return [{ line, said: saidIn(said) }];
  });
  return { rows, faults, unknown: [...unknown.values()], columns: [...all] };
}

/** A list counts as its parts with commas between. What holds others is none of them, however deep it goes. */
function textIn(cell: unknown): string {
  return (Array.isArray(cell) ? cell : [cell])
    .map((one: unknown) => (typeof one === 'object' && one !== null ? NO_TEXT : String(one)))
    .join(',');
}

/** It holds signs of control, which no field takes. */
const NO_TEXT = '\0{}\0';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function saidIn<Field extends string>(pairs: readonly (readonly [Field, string])[]): ReadTexts<Field>['said'] {
  const known = pairs.map(([field, cell]) => [field, withoutEdges(cell)] as const).filter(([, cell]) => cell !== '');
  return Object.fromEntries(known) as ReadTexts<Field>['said'];
}
