import type { Screen } from '../command.js';
import type { Context } from '../context.js';
import { commandLine, EMPTY_LINE } from '../wizards/step.js';

/** With its indentation, a command line of this length still fits a terminal of 80 columns. */
const COLUMNS = 74;

/** What was just done by hand, as one command line to copy. */
export function sameByScript({ words }: Context, command: readonly string[]): Screen {
  return [
    EMPTY_LINE,
    { kind: 'text', text: words.wizards.sameByScript },
    {
      kind: 'verbatim',
      text: folded(command)
        .map((line) => `  ${line}`)
        .join('\n'),
    },
  ];
}

/** Folded before a flag, the way a shell reads on at a backslash. */
function folded(command: readonly string[]): readonly string[] {
  const flags = command.findIndex((word) => word.startsWith('--'));
  const first = flags < 0 ? command : command.slice(0, flags);
  const lines = [commandLine(first)];
  for (const group of flagGroups(command.slice(first.length))) {
    const line = lines.at(-1) ?? '';
    const text = commandLine(group);
    if (line.length + 1 + text.length <= COLUMNS) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(`    ${text}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** A flag and its value stay together. */
function flagGroups(words: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const word of words) {
    const open = groups.at(-1);
    if (open && !word.startsWith('--')) open.push(word);
    else groups.push([word]);
  }
  return groups;
}
