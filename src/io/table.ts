import type { Block, Column, Fact, Surface } from './blocks.js';
import { clean } from './clean.js';
import { factLines } from './facts.js';
import { marked, narrowest, wrapMarked, padEnd, padStart, widest, wrap } from './measure.js';

type Table = Extract<Block, { kind: 'table' }>;
type Cells = readonly (readonly string[])[];

const INDENT = '  ';
const GAP = '   ';
const NARROWEST_TEXT = 12;

/**
 * Columns side by side, the widest wrapped until all fit; nothing is cut off, because a shortened id cannot be copied.
 * Where even whole words do not fit, each row becomes a list of its cells. What no row has anything in is left out.
 */
export function tableLines({ title, columns: all, rows }: Table, surface: Surface): string[] {
  if (rows.length === 0) return [];
  const heading = title === undefined ? [] : wrap(clean(title), surface.width).map((line) => surface.paint.bold(line));
  const cleaned = rows.map((row) => all.map((_, index) => clean(row[index] ?? '')));
  const used = all.map((_, index) => cleaned.some((row) => row[index] !== ''));
  const columns = all.filter((_, index) => used[index]);
  const cells = cleaned.map((row) => row.filter((_, index) => used[index]));
  const widths = widthsOf(columns, cells, surface);
  return [...heading, ...(widths ? grid(columns, cells, widths, surface) : stacked(columns, cells, surface))];
}

function widthsOf(columns: readonly Column[], cells: Cells, { width }: Surface): number[] | undefined {
  const texts = columns.map((column, index) => [header(column), ...cells.map((row) => row[index] ?? '')]);
  const natural = texts.map(widest);
  // Amounts stay on one line: only text is wrapped, and not to a thread.
  const least = texts.map((column, index) => {
    const whole = natural[index] ?? 0;
    if (columns[index]?.align === 'right') return whole;
    return Math.max(...column.map(narrowest), Math.min(whole, NARROWEST_TEXT));
  });
  return fittedWidths(natural, least, width - INDENT.length - GAP.length * (columns.length - 1));
}

function grid(columns: readonly Column[], cells: Cells, widths: readonly number[], { paint }: Surface): string[] {
  const head = rowLines(columns.map(header), columns, widths).map((line) => paint.bold(line));
  const body = cells.flatMap((row) => rowLines(row, columns, widths, (text) => marked(text, paint)));
  return [...head, ...body];
}

function rowLines(
  row: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
  drawn: (text: string) => string = (text) => text,
): string[] {
  const wrapped = row.map((cell, index) => wrapMarked(cell, widths[index] ?? 1));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines, index) => {
      const aligned = columns[index]?.align === 'right' ? padStart : padEnd;
      return drawn(aligned(lines[line] ?? '', widths[index] ?? 0));
    });
    return (INDENT + texts.join(GAP)).trimEnd();
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
