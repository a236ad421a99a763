import type { Block, Column, Fact, Surface } from './blocks.js';
import { clean } from './clean.js';
import { factLines } from './facts.js';
import { marked, narrowest, wrapMarked, padEnd, padStart, widest, wrap } from './measure.js';

type Table = Extract<Block, { kind: 'table' }>;
type Cells = readonly (readonly string[])[];

const INDENT = '  ';
/** Between columns: the wide one where there is room. */
const GAPS = ['   ', '  '] as const;
const NARROWEST_TEXT = 12;
/** With fewer columns side by side there is nothing left to compare. */
const FEWEST = 3;

/**
 * Columns side by side, the widest wrapped until all fit; nothing is cut off, because a shortened id cannot be copied.
 * Where even whole words do not fit, or an id or a sentence squeezes the others into more lines, what is longest gets a line of its own
 * in each row; where that is no help,
 * each row becomes a list of its cells. What no row has anything in is left out.
 */
export function tableLines({ title, columns: all, rows }: Table, surface: Surface): string[] {
  if (rows.length === 0) return [];
  const heading = title === undefined ? [] : wrap(clean(title), surface.width).map((line) => surface.paint.bold(line));
  const cleaned = rows.map((row) => all.map((_, index) => clean(row[index] ?? '')));
  const used = all.map((_, index) => cleaned.some((row) => row[index] !== ''));
  const columns = all.filter((_, index) => used[index]);
  const cells = cleaned.map((row) => row.filter((_, index) => used[index]));
  const lines = hung(columns, cells, surface) ?? stacked(columns, cells, surface);
  return [...heading, ...lines];
}

/** A row in lines: the columns side by side, and what hangs above or below them. */
function hung(columns: readonly Column[], cells: Cells, surface: Surface): string[] | undefined {
  const alone: number[] = [];
  const longest = columns.map((column, index) => leastOf(column, textsIn(column, cells, index)));
  for (;;) {
    const lines = laidOut(alone);
    const beside = columns.map((_, index) => index).filter((index) => !alone.includes(index));
    if (beside.length <= FEWEST) return lines;
    const next = beside.reduce((most, index) => ((longest[index] ?? 0) > (longest[most] ?? 0) ? index : most));
    const aside = beside.find((index) => columns[index]?.sentence) ?? (isId(next) ? next : undefined);
    if (lines) return isTall(lines) && aside !== undefined ? shorter(lines, laidOut([...alone, aside])) : lines;
    alone.push(next);
  }

  function laidOut(hanging: readonly number[]): string[] | undefined {
    const beside = columns.map((_, index) => index).filter((index) => !hanging.includes(index));
    const inset = hanging.includes(0) ? INDENT + INDENT : INDENT;
    const found = side(
      pick(columns, beside),
      cells.map((row) => pick(row, beside)),
      surface.width - inset.length,
    );
    const fits = hanging.every((index) => INDENT.length * 2 + (longest[index] ?? 0) <= surface.width);
    return found && fits ? rowsIn(columns, cells, { beside, alone: hanging, inset, ...found }, surface) : undefined;
  }

  /** With a line of its own for one column, it would take two lines a row at least. */
  function isTall(lines: readonly string[]): boolean {
    return lines.length > 2 * cells.length + 1;
  }

  function isId(index: number): boolean {
    return cells.every((row) => !(row[index] ?? '').includes(' '));
  }
}

function shorter(one: string[], other: string[] | undefined): string[] {
  return other && other.length < one.length ? other : one;
}

interface Layout {
  /** The columns that stand side by side, by their places. */
  readonly beside: readonly number[];
  /** Those that have lines of their own: the first above the others, any other below. */
  readonly alone: readonly number[];
  readonly inset: string;
  readonly widths: readonly number[];
  readonly gap: string;
}

function rowsIn(
  columns: readonly Column[],
  cells: Cells,
  { beside, alone, inset, widths, gap }: Layout,
  surface: Surface,
): string[] {
  const { paint, width } = surface;
  const within = pick(columns, beside);
  const below = alone.filter((index) => index !== 0).sort((left, right) => left - right);
  const own = (row: readonly string[], index: number, indent: string) =>
    row[index] ? wrap(row[index], width - indent.length).map((line) => indent + line) : [];
  const under = side(
    pick(columns, below),
    cells.map((row) => pick(row, below)),
    width - INDENT.length * 2,
  );
  const underneath = (row: readonly string[]) =>
    under
      ? rowLines(pick(row, below), pick(columns, below), under.widths, {
          inset: INDENT + INDENT,
          gap: under.gap,
        }).filter(Boolean)
      : below.flatMap((index) => own(row, index, INDENT + INDENT));
  const lines = (row: readonly string[], drawn?: (text: string) => string) => [
    ...(alone.includes(0) ? own(row, 0, INDENT) : []),
    ...rowLines(pick(row, beside), within, widths, { inset, gap, drawn }),
    ...underneath(row),
  ];
  const head = lines(columns.map(header)).map((line) => paint.bold(line));
  return [...head, ...cells.flatMap((row) => lines(row, (text) => marked(text, paint)))];
}

function pick<T>(all: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => all.slice(place, place + 1));
}

function textsIn(column: Column, cells: Cells, index: number): readonly string[] {
  return [header(column), ...cells.map((row) => row[index] ?? '')];
}

// Amounts stay on one line: only text is wrapped, and not to a thread.
function leastOf({ align }: Column, texts: readonly string[]): number {
  const whole = widest(texts);
  return align === 'right' ? whole : Math.max(...texts.map(narrowest), Math.min(whole, NARROWEST_TEXT));
}

/** How wide each column is where all stand side by side, and what is between them; undefined where they do not fit. */
function side(
  columns: readonly Column[],
  cells: Cells,
  room: number,
): { readonly widths: readonly number[]; readonly gap: string } | undefined {
  const texts = columns.map((column, index) => textsIn(column, cells, index));
  const least = texts.map((column, index) => leastOf(columns[index] ?? { title: '' }, column));
  const natural = texts.map(widest);
  const tries = [...GAPS.map((gap) => ({ gap, least: natural })), ...GAPS.map((gap) => ({ gap, least }))];
  for (const { gap, least: narrow } of tries) {
    const widths = fittedWidths(natural, narrow, room - gap.length * (columns.length - 1));
    if (widths) return { widths, gap };
  }
  return undefined;
}

interface RowStyle {
  readonly inset: string;
  readonly gap: string;
  readonly drawn?: ((text: string) => string) | undefined;
}

const asItIs = (text: string) => text;

function rowLines(
  row: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
  { inset, gap, drawn = asItIs }: RowStyle,
): string[] {
  const wrapped = row.map((cell, index) => wrapMarked(cell, widths[index] ?? 1));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines, index) => {
      const aligned = columns[index]?.align === 'right' ? padStart : padEnd;
      return drawn(aligned(lines[line] ?? '', widths[index] ?? 0));
    });
    return (inset + texts.join(gap)).trimEnd();
  });
}

function stacked(columns: readonly Column[], cells: Cells, surface: Surface): string[] {
  return cells.flatMap((row, index) => {
    const facts = columns.flatMap((column, at): Fact[] => (row[at] ? [[header(column), row[at]]] : []));
    return [...(index === 0 ? [] : ['']), ...factLines(facts, surface)];
  });
}

// Capitals tell the header from the rows where there is no bold.
function header(column: Column): string {
  return clean(column.title).toUpperCase();
}

// A column that wraps anyway goes this much narrower before another one starts to wrap.
const RELUCTANCE = 8;

/**
 * What each column gets of `room`: its natural width where all fit, else the widest give way first, none below its
 * least. Undefined where even that is too much.
 */
function fittedWidths(natural: readonly number[], least: readonly number[], room: number): number[] | undefined {
  if (sum(least) > room) return undefined;
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const index = nextToGiveWay(widths, natural, least);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function nextToGiveWay(widths: readonly number[], natural: readonly number[], least: readonly number[]): number {
  let found = -1;
  let most = 0;
  widths.forEach((width, index) => {
    const weight = width + (width < (natural[index] ?? 0) ? RELUCTANCE : 0);
    if (width > (least[index] ?? 0) && weight > most) [found, most] = [index, weight];
  });
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
