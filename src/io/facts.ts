import type { Fact, Surface } from './blocks.js';
import { clean, cleanLines } from './clean.js';
import { marked, columnsOf, longestWord, padEnd, widest, wrap, padStart } from './measure.js';

const LABELS_AT_MOST = 0.45;

/** Labels in one column, values in the next, both indented. */
export function factLines(rows: readonly Fact[], surface: Surface): string[] {
  const column = labelColumn(rows, surface);
  return rows.flatMap((row) => lines(row, column, { first: '  ', next: '  ' }, surface));
}

/** The same, hanging from a heading. */
export function treeLines(rows: readonly Fact[], surface: Surface): string[] {
  const column = labelColumn(rows, surface);
  return rows.flatMap((row, index) => {
    const last = index === rows.length - 1;
    return lines(row, column, last ? { first: '  └ ', next: '    ' } : { first: '  ├ ', next: '  │ ' }, surface);
  });
}

/** What stands before the first line of a fact and before those that continue it. */
interface Branch {
  readonly first: string;
  readonly next: string;
}

// No column of labels where they would take too much of a narrow line.
function labelColumn(rows: readonly Fact[], { width }: Surface): number | undefined {
  const column = widest(rows.map(([label]) => clean(label)));
  return column <= width * LABELS_AT_MOST ? column : undefined;
}

function lines([given, value]: Fact, column: number | undefined, branch: Branch, { width, paint }: Surface): string[] {
  const label = clean(given);
  const text = cleanLines(value);
  const room = width - columnsOf(branch.first);
  const hanging = column === undefined ? undefined : column + 2;
  // An id broken over two lines cannot be copied: it rather stands below its label.
  if (hanging === undefined || longestWord(text) > room - hanging) {
    const names = wrap(label, room).map((line, at) => (at === 0 ? branch.first : branch.next) + line);
    return [...names, ...values(text, room - 2).map((line) => `${branch.next}  ${line}`.trimEnd())];
  }
  return values(text, room - hanging).map((line, at) => {
    const before = at === 0 ? branch.first + padEnd(label, hanging) : branch.next + ' '.repeat(hanging);
    return (before + line).trimEnd();
  });

  function values(whole: string, columns: number): string[] {
    return wrap(whole, columns).map((line) => marked(line, paint));
  }
}

const INDENT = '  ';
const NARROWEST_LABEL = 12;

/** Labels to the left, values ending in one column at the right edge, as on a bill. */
export function amountLines(rows: readonly Fact[], { width }: Surface): string[] {
  return rows.flatMap(([label, value]) => {
    const amount = clean(value);
    const room = width - 2 * INDENT.length - columnsOf(amount);
    if (room < NARROWEST_LABEL) {
      const values = wrap(amount, width - INDENT.length).map((line) => padStart(line, width));
      return [...wrap(clean(label), width - INDENT.length).map((line) => INDENT + line), ...values];
    }
    const lines = wrap(clean(label), room);
    const last = padEnd(lines.at(-1) ?? '', room) + INDENT + amount;
    return [...lines.slice(0, -1), last].map((line) => INDENT + line);
  });
}
