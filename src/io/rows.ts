import { visibleJson } from './clean.js';

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
  const columns = chosen ?? [...new Set(items.flatMap((item) => leaves(item)))];
  return { columns, cells: items.map((item) => columns.map((column) => cellAt(item, column))) };
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
