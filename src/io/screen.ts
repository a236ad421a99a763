import { aloudLines, inAscii } from './aloud.js';
import type { Run, Surface, Block, Screen } from './blocks.js';
import { clean, cleanLines } from './clean.js';
import { amountLines, factLines, treeLines } from './facts.js';
import { barLines } from './bars.js';
import { markdownLines } from './markdown.js';
import { columnsOf, copied, marked, wrap, wrapSaying, padEnd, widest } from './measure.js';
import { tableLines } from './table.js';
import { timelineLines } from './timeline.js';

/** Text with a line break at its end, or the empty text where nothing is left to show. */
export function renderScreen(screen: Screen, surface: Surface): string {
  const lines = linesOn(surface, screen);
  const text = lines.map((line) => `${line}\n`).join('');
  return surface.terminal && surface.aloud === 'in-ascii' ? inAscii(text) : text;
}

function linesOn(surface: Surface, screen: Screen): string[] {
  if (!surface.terminal) return screen.flatMap((block) => pipeLines(block, surface));
  const { aloud, labelled, typed = asItIs } = surface;
  return aloud ? aloudLines(asTyped(screen, typed), labelled) : onTerminal(screen, surface);
}

/** Everything in it with its command lines as they are typed: they are longer so, and it is measured afterwards. */
function asTyped<T>(part: T, typed: (text: string) => string): T;
function asTyped(part: unknown, typed: (text: string) => string): unknown {
  if (typeof part === 'string') return typed(part);
  if (Array.isArray(part)) return part.map((one: unknown) => asTyped(one, typed));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, asTyped(value as unknown, typed)]));
}

// One blank line stands between blocks, and none between the lines of a run of the same kind.
function onTerminal(screen: Screen, surface: Surface): string[] {
  const lines: string[] = [];
  let last: Block['kind'] | undefined;
  for (const run of runs(screen)) {
    const drawn = terminalLines(run, surface);
    if (drawn.length === 0) continue;
    const isOneRun = last === run[0].kind && RUNS.has(last);
    const isApart = lines.at(-1) === '' || drawn[0] === '';
    if (lines.length > 0 && !isOneRun && !isApart) lines.push('');
    lines.push(...drawn);
    last = run[0].kind;
  }
  return lines;
}

const RUNS: ReadonlySet<Block['kind']> = new Set(['text', 'facts', 'amounts', 'warning', 'hint']);

function runs(screen: Screen): Run[] {
  const found: [Block, ...Block[]][] = [];
  for (const block of screen) {
    const open = found.at(-1);
    if (open?.[0].kind === block.kind && block.kind === 'warning') open.push(block);
    else found.push([block]);
  }
  return found;
}

/**
 * What a program reads: rows of cells with tabs between them, whole and without a header, days and amounts in no
 * language. What only helps the eye is left out; colour is there where it was asked for.
 */
function pipeLines(block: Block, { paint, plainly = asItIs }: Surface): string[] {
  const cell = (text: string) => clean(plainly(text));
  const shown = paint.colourful ? (text: string) => marked(cell(text), paint) : cell;
  const row = (cells: readonly string[]) => cells.map(shown).join('\t');
  switch (block.kind) {
    case 'table':
    case 'facts':
    case 'amounts':
      return block.rows.map(row);
    case 'tree':
      return [paint.bold(row([block.left, block.right])), ...block.rows.map(row)];
    case 'warning': {
      const said = `${paint.warn('!')} ${clean(plainly(block.text))}`;
      return [block.command === undefined ? said : `${said}\t${paint.accent(clean(block.command))}`];
    }
    case 'text':
      return cleanLines(plainly(block.text)).split('\n');
    case 'verbatim':
    case 'markdown':
      return cleanLines(block.text).replace(/\n$/, '').split('\n');
    case 'title':
    case 'hint':
    case 'timeline':
    case 'bars':
      return [];
  }
}

const asItIs = (text: string) => text;

// Lines longer than this tire the eye; only tables use the whole of a wide terminal.
const MEASURE = 100;

/** The lines of one run of blocks, none wider than the surface except what is there to be copied. */
function terminalLines(run: Run, whole: Surface): string[] {
  const { typed = asItIs, width } = whole;
  const surface = { ...whole, width: Math.min(width, MEASURE) };
  const [block] = run;
  if (block.kind === 'text' || block.kind === 'hint') return blockLines(block, surface);
  const said = asTyped(block, typed);
  if (said.kind === 'table') return tableLines(said, whole);
  if (said.kind === 'warning') return warningLines(asTyped(run.filter(isWarning), typed), surface);
  return blockLines(said, surface);
}

function blockLines(block: Exclude<Block, Warning | { kind: 'table' }>, surface: Surface): string[] {
  const { paint } = surface;
  switch (block.kind) {
    case 'title':
      return headLines(block.left, block.right ?? '', surface);
    case 'text':
      return textLines(block.text, surface);
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
    case 'markdown':
      return markdownLines(block.text, surface);
    case 'hint':
      return textLines(block.text, surface).map((line) => paint.dim(line));
    case 'verbatim':
      return cleanLines(block.text).replace(/\n$/, '').split('\n');
  }
}

function textLines(text: string, { width, typed = asItIs, folded }: Surface): string[] {
  return cleanLines(text)
    .split('\n')
    .flatMap((line) => wrapSaying(line, width, typed, folded));
}

// The right-hand part stands at the edge where it fits beside the heading, else below it.
function headLines(left: string, right: string, { paint, width }: Surface): string[] {
  const [heading, value] = [clean(left), clean(right)];
  const room = width - columnsOf(heading) - columnsOf(value);
  if (value && room >= 2) return [paint.bold(heading) + ' '.repeat(room) + value];
  const lines = wrap(heading, width).map((line) => paint.bold(line));
  return value ? [...lines, ...wrap(`  ${value}`, width)] : lines;
}

type Warning = Extract<Block, { kind: 'warning' }>;

function isWarning(block: Block): block is Warning {
  return block.kind === 'warning';
}

/** A line each where sentence and command fit side by side; else the command stands below, whole, to be copied. */
function warningLines(warnings: readonly Warning[], { paint, width, folded }: Surface): string[] {
  const mark = paint.warn('!');
  const said = warnings.map(({ text, command = '' }) => ({ text: clean(text), command: clean(command) }));
  const commands = widest(said.map(({ command }) => command));
  const room = width - 4 - commands;
  const column = widest(said.map(({ text }) => text).filter((text) => columnsOf(text) <= room));
  return said.flatMap(({ text, command }) => {
    if (command && columnsOf(text) <= room) return [`${mark} ${padEnd(text, column)}  ${paint.accent(command)}`];
    const lines = wrap(text, width - 2).map((line, index) => (index === 0 ? `${mark} ${line}` : `  ${line}`));
    return command ? [...lines, ...copied(command, width, folded).map((line) => paint.accent(line))] : lines;
  });
}
