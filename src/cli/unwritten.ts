import type { Screen } from '../io/blocks.js';
import type { Context } from './context.js';

/** What a dry run says in place of what was done: the kinds of records that would be written, each once. */
export function unwritten({ words }: Pick<Context, 'words'>, writes: readonly string[]): Screen {
  const said = words.screens.review;
  const kinds = writes.length === 0 ? words.general.none : [...new Set(writes)].join(', ');
  return [
    { kind: 'facts', rows: [[said.wouldWrite, kinds]] },
    { kind: 'text', text: said.dryRun },
  ];
}
