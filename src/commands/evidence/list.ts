import type { Command } from '../../cli/command.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import { membership } from '../../cli/visit.js';
import { evidenceIn } from '../../core/recorded-order.js';
import type { Kept } from '../../store/store.js';

const STATES = ['kept', 'missing', 'changed'] as const satisfies readonly Kept['kind'][];

/** What was given to show what was stated, the oldest first, and whether each file is still there as it was. */
export const evidenceList: Command = {
  path: 'evidence list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: listFlags({ states: STATES, dated: true }),
  examples: ['evidence list', 'evidence list --state missing,changed', 'evidence list --json'],
  fields: ['sha256', 'name', 'bytes', 'order', 'offer', 'at', 'by', 'state'],
  run: async (context, given) => {
    const { book, ledger } = await membership(context);
    const { words, speech } = context;
    const said = words.elsewhere.evidence;
    const named = book.recorded.flatMap(evidenceIn);
    const kept = await ledger.read(async (reader) => {
      const states: Kept['kind'][] = [];
      for (const { sha256 } of named) states.push((await reader.evidence(sha256)).kind);
      return states;
    });
    const items = named.map((row, index) => {
      const state = kept[index] ?? 'missing';
      const { name, order, offer, bytes, at } = row;
      const cells = [name, order, speech.offer(offer), speech.number(bytes), said.states[state]];
      return { value: { ...row, state }, state, on: at, cells };
    });
    const { orders } = words.screens;
    return listOf(context, given, items, {
      columns: columnsOf(said.file, orders.id, orders.offer, said.size, said.kept),
      none: [{ kind: 'text', text: said.none }],
      newest: 'last',
    });
  },
};
