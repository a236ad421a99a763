import { type Screen, EMPTY_LINE } from '../io/blocks.js';
import type { Context } from './context.js';
import { foldedLine } from '../language/command-line.js';

/** With its indentation, a command line of this length still fits a terminal of 80 columns. */
const COLUMNS = 74;

/** What was just done by hand, as one command line to copy. */
export function sameByScript({ words }: Context, command: readonly string[]): Screen {
  return [
    EMPTY_LINE,
    { kind: 'text', text: words.wizards.sameByScript },
    {
      kind: 'verbatim',
      text: foldedLine(command, COLUMNS)
        .map((line) => `  ${line}`)
        .join('\n'),
    },
  ];
}
