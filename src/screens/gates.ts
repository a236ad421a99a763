import type { Block, Column, Screen } from '../io/blocks.js';
import type { Gate } from '../core/gate.js';
import type { Context } from '../cli/context.js';
import { tell } from '../language/said.js';

/** Every gate on a line of its own: passed or failed, and why. */
export function gatesTable(context: Context, gates: readonly Gate[]): Block {
  const { words, speech } = context;
  const columns: readonly Column[] = [{ title: words.screens.offers.gates }, { title: '' }];
  const rows = gates.map(({ code, refusal }) => {
    if (!refusal) return [`✓ ${words.screens.gates[code]}`, ''];
    const { what, why, try: ways } = tell(words.problems.texts, refusal, speech);
    const wayOut = ways?.[0];
    return [
      `✗ ${words.screens.gates[code]}`,
      wayOut === undefined ? (why ?? what) : `${why ?? what} ${words.general.try} ${wayOut}`,
    ];
  });
  return { kind: 'table', columns, rows };
}

/** The commands that answer the gates which failed, to be copied. */
export function waysOut({ words, speech }: Context, gates: readonly Gate[]): Screen {
  const commands = gates.flatMap(({ refusal }) => {
    const said = refusal && tell(words.problems.texts, refusal, speech);
    return said?.try?.slice(0, 1) ?? [];
  });
  return [...new Set(commands)].map((command) => ({ kind: 'hint', text: `${words.general.try} ${command}` }) as const);
}
