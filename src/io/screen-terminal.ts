import type { Block } from './blocks.js';
import { amountLines } from './amounts.js';
import { barLines } from './bars.js';
import { clean, cleanLines } from './clean.js';
import { factLines, treeLines } from './facts.js';
import { columnsOf, wrap } from './measure.js';
import type { Run, Surface } from './surface.js';
import { tableLines } from './table.js';
import { timelineLines } from './timeline.js';
import { isWarning, warningLines, type Warning } from './warnings.js';

// Lines longer than this tire the eye; only tables use the whole of a wide terminal.
const MEASURE = 100;

/** The lines of one run of blocks, none wider than the surface except what is there to be copied. */
export function terminalLines(run: Run, whole: Surface): string[] {
  const [block] = run;
  const surface = { ...whole, width: Math.min(whole.width, MEASURE) };
  if (block.kind === 'table') return tableLines(block, whole);
  if (block.kind === 'warning') return warningLines(run.filter(isWarning), surface);
  return blockLines(block, surface);
}

function blockLines(block: Exclude<Block, Warning | { kind: 'table' }>, surface: Surface): string[] {
  const { paint, width } = surface;
  switch (block.kind) {
    case 'title':
      return headLines(block.left, block.right ?? '', surface);
    case 'text':
      return textLines(block.text, width);
    case 'facts':
      return factLines(block.rows, surface);
    case 'amounts':
      return amountLines(block.rows, surface);
    case 'tree':
      return [...headLines(block.left, block.right, surface), ...treeLines(block.rows, surface)];
    case 'timeline':
      return timelineLines(block.points, surface);
    case 'bars':
      return barLines(block.rows, surface);
    case 'hint':
      return textLines(block.text, width).map((line) => paint.dim(line));
    case 'verbatim':
      return cleanLines(block.text).replace(/\n$/, '').split('\n');
  }
}

const ENDS_WITH_COMMAND = /^(.*:) (partner .+)$/;

/** A command that does not fit behind what is said of it has a line of its own: broken, it could not be copied. */
function textLines(text: string, width: number): string[] {
  return cleanLines(text)
    .split('\n')
    .flatMap((line) => {
      const [, before, command] = columnsOf(line) > width ? (ENDS_WITH_COMMAND.exec(line) ?? []) : [];
      return before === undefined ? wrap(line, width) : [...wrap(before, width), `  ${command}`];
    });
}

// The right-hand part stands at the edge where it fits beside the heading, else below it.
function headLines(left: string, right: string, { paint, width }: Surface): string[] {
  const [heading, value] = [clean(left), clean(right)];
  const room = width - columnsOf(heading) - columnsOf(value);
  if (value && room >= 2) return [paint.bold(heading) + ' '.repeat(room) + value];
  const lines = wrap(heading, width).map((line) => paint.bold(line));
  return value ? [...lines, ...wrap(`  ${value}`, width)] : lines;
}
