import type { Fact } from './blocks.js';
import { clean } from './clean.js';
import { columnsOf, padEnd, padStart, wrap } from './measure.js';
import type { Surface } from './surface.js';

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
