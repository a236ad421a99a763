import type { Command } from '../../cli/command.js';
import { membership } from '../../cli/visit.js';
import { evidenceIn } from '../../core/recorded-order.js';
import type { Kept } from '../../store/store.js';

/** What was given to show what was stated, the oldest first, and whether each file is still there as it was. */
export const evidenceList: Command = {
  path: 'evidence list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  examples: ['evidence list', 'evidence list --json'],
  fields: ['sha256', 'name', 'bytes', 'order', 'offer', 'at', 'by', 'state'],
  run: async (context) => {
    const { book, ledger } = await membership(context);
    const { words, speech } = context;
    const said = words.elsewhere.evidence;
    const named = book.recorded.flatMap(evidenceIn);
    const kept = await ledger.read(async (reader) => {
      const states: Kept['kind'][] = [];
      for (const { sha256 } of named) states.push((await reader.evidence(sha256)).kind);
      return states;
    });
    const value = named.map((row, index) => ({ ...row, state: kept[index] ?? 'missing' }));
    if (value.length === 0) return { value, screen: [{ kind: 'text', text: said.none }] };
    const { orders } = words.screens;
    const columns = [said.file, orders.id, orders.offer, said.size, said.kept].map((title) => ({ title }));
    const rows = value.map(({ name, order, offer, bytes, state }) => [
      name,
      order,
      speech.offer(offer),
      speech.number(bytes),
      said.states[state],
    ]);
    return { value, screen: [{ kind: 'table', columns, rows }] };
  },
};
