import type { Command } from '../../cli/command.js';

/** The published test cards: the only numbers the sandbox takes. */
export const sandboxCards: Command = {
  path: 'sandbox cards',
  deed: { act: 'open', scope: null, writes: null },
  examples: ['sandbox cards', 'sandbox cards --json'],
  fields: ['number', 'token', 'brand', 'note'],
  run: async (context) => {
    const { words } = context;
    const said = words.screens.sandbox;
    const cards = await context.sandbox.cards();
    const rows = cards.map(({ number, token, brand, note }) => [
      number.replace(/(\d{4})(?=\d)/g, '$1 '),
      token ?? '',
      words.screens.brand(brand),
      words.screens.cardNotes[note],
    ]);
    const columns = [said.number, said.token, said.brand, said.does].map((title) => ({ title }));
    const value = cards.map((card) => {
      const { number, token, brand, note } = card;
      return { number, token, brand, note, declineCode: 'declineCode' in card ? card.declineCode : null };
    });
    return { value, screen: [{ kind: 'table', columns, rows }] };
  },
};
