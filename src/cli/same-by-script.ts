import { type Screen, EMPTY_LINE } from '../io/blocks.js';
import type { Context } from './context.js';
import { quotedWords } from '../language/command-line.js';

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
  const [first = '', ...rest] = flagGroups(quotedWords(command));
  const lines = [first];
  for (const group of rest) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + group.length <= COLUMNS) lines[lines.length - 1] = `${line} ${group}`;
    else lines.push(`    ${group}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** A flag and its value stay together. */
function flagGroups(words: readonly string[]): readonly string[] {
  const groups: string[] = [];
  for (const word of words) {
    if (groups.length > 0 && !word.startsWith('--')) groups.push(`${groups.pop() ?? ''} ${word}`);
    else groups.push(word);
  }
  return groups;
}
