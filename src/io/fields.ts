import { stop, type Stop } from '../errors.js';
import { nearest } from './nearest.js';
import { visibleJson } from './clean.js';

/** The names in `--fields a,b.c`, in their order, each once. */
export function parseFields(text: string): readonly string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

/**
 * The value with nothing but these fields, in this order; dots reach into objects, lists are gone through.
 * @throws Stop UNKNOWN_CHOICE where a field is neither declared nor found in any row
 */
export function pickFields(value: unknown, fields: readonly string[], declared: readonly string[]): unknown {
  const given = fields.find((field) => !isDeclared(field, declared) && found(value, field.split('.')) === 'no');
  if (given !== undefined) {
    const choices = [...new Set([...declared, ...rowsOf(value).columns])];
    throw unknownField('--fields', given, choices);
  }
  return pick(value, branches(fields));
}

/**
 * What can be known of the fields before there is a result.
 * @param known the keys that it may have, where they are known
 * @throws Stop VALUE_INVALID, UNKNOWN_CHOICE
 */
export function checkFields(fields: readonly string[], known: readonly string[] | undefined): void {
  if (fields.length === 0) throw stop('VALUE_INVALID', { of: '--fields', given: '', wanted: 'fields' });
  // What is within a key that is known may be anything.
  const given = fields.find(
    (field) => known && !isDeclared(field, known) && !known.some((name) => field.startsWith(`${name}.`)),
  );
  if (known && given !== undefined) throw unknownField('--fields', given, known);
}

/** A key that no result has. */
export function unknownField(of: string, given: string, choices: readonly string[]): Stop {
  return stop('UNKNOWN_CHOICE', { of, given, choices, nearest: nearest(given, choices) });
}

/** `a,b.c` as a tree: what is asked of each key; an empty branch asks for the whole. */
type Branches = Map<string, Branches>;

function branches(fields: readonly string[]): Branches {
  const root: Branches = new Map();
  for (const field of fields) {
    let branch = root;
    for (const key of field.split('.')) {
      const inner = branch.get(key) ?? new Map<string, Branches>();
      branch.set(key, inner);
      branch = inner;
    }
  }
  return root;
}

function pick(value: unknown, asked: Branches): unknown {
  if (asked.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, asked));
  if (!isObject(value)) return value ?? null;
  const kept = [...asked].map(([key, inner]) => [key, Object.hasOwn(value, key) ? pick(value[key], inner) : null]);
  return Object.fromEntries(kept);
}

function isDeclared(field: string, declared: readonly string[]): boolean {
  return declared.some((name) => name === field || name.startsWith(`${field}.`));
}

// Where a list is empty or a value null, nobody can know what it would hold.
type Found = 'yes' | 'no' | 'unknowable';

function found(value: unknown, path: readonly string[]): Found {
  if (path.length === 0) return 'yes';
  if (value === null || value === undefined) return 'unknowable';
  if (Array.isArray(value)) {
    const answers = value.map((item) => found(item, path));
    return answers.includes('yes') ? 'yes' : answers.includes('no') ? 'no' : 'unknowable';
  }
  const [key = '', ...rest] = path;
  return isObject(value) && Object.hasOwn(value, key) ? found(value[key], rest) : 'no';
}

/** A value from the command as rows of named cells: what CSV, TSV and `--fields` see. */
export type Cell = string | number | boolean | null;

export interface Rows {
  readonly columns: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
}

/**
 * One object is one row. Without chosen columns there is one for every leaf, dots leading into objects; what is no
 * object stands in a column named `value`.
 */
export function rowsOf(value: unknown, chosen?: readonly string[]): Rows {
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const lists = items.filter((item): item is unknown[] => Array.isArray(item));
  if (chosen === undefined && lists.length > 0) return rowsOfLists(items);
  const columns = chosen ?? [...new Set(items.flatMap((item) => leaves(item)))];
  return { columns, cells: items.map((item) => columns.map((column) => cellAt(item, column))) };
}

/** What a query makes rows of: each list is one, its columns are numbered. */
function rowsOfLists(items: readonly unknown[]): Rows {
  const cells = items.map((item) => (Array.isArray(item) ? item : [item]).map(cell));
  const width = Math.max(...cells.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => String(index + 1));
  return { columns, cells: cells.map((row) => columns.map((_, index) => row[index] ?? null)) };
}

/** Of the columns that `rowsOf` finds by itself, those that hold lists of things: they are no cell of a row. */
export function listColumns(value: unknown): readonly string[] {
  const items = (Array.isArray(value) ? value : [value]).filter(isObject);
  const columns = [...new Set(items.flatMap((item) => leaves(item)))];
  const isList = (found: unknown) =>
    Array.isArray(found) && found.some((one) => typeof one === 'object' && one !== null);
  return columns.filter((column) => items.some((item) => isList(reach(item, column.split('.')))));
}

const WHOLE = 'value';

function leaves(value: unknown, path = ''): string[] {
  if (!isObject(value)) return [path || WHOLE];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

function cellAt(item: unknown, column: string): Cell {
  if (!isObject(item)) return column === WHOLE ? cell(item) : null;
  return cell(reach(item, column.split('.')));
}

/** What lies at a path; a list on the way gives what each of its items holds. */
function reach(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => reach(item, path)).filter((item) => item !== undefined);
  const [key = '', ...rest] = path;
  return isObject(value) && Object.hasOwn(value, key) ? reach(value[key], rest) : undefined;
}

function cell(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => String(cell(item) ?? '')).join('; ');
  return visibleJson(JSON.stringify(value));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
