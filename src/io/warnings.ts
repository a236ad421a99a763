import type { Block } from './blocks.js';
import { clean } from './clean.js';
import { columnsOf, padEnd, widest, wrap } from './measure.js';
import type { Surface } from './surface.js';

export type Warning = Extract<Block, { kind: 'warning' }>;

export function isWarning(block: Block): block is Warning {
  return block.kind === 'warning';
}

/** A line each where sentence and command fit side by side; else the command stands below, whole, to be copied. */
export function warningLines(warnings: readonly Warning[], { paint, width }: Surface): string[] {
  const mark = paint.warn('!');
  const said = warnings.map(({ text, command = '' }) => ({ text: clean(text), command: clean(command) }));
  const commands = widest(said.map(({ command }) => command));
  const room = width - 4 - commands;
  const column = widest(said.map(({ text }) => text).filter((text) => columnsOf(text) <= room));
  return said.flatMap(({ text, command }) => {
    if (command && columnsOf(text) <= room) return [`${mark} ${padEnd(text, column)}  ${paint.accent(command)}`];
    const lines = wrap(text, width - 2).map((line, index) => (index === 0 ? `${mark} ${line}` : `  ${line}`));
    return command ? [...lines, `  ${paint.accent(command)}`] : lines;
  });
}
