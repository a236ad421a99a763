import type { Command } from '../../cli/command.js';
import { lastGoodDay, onFile } from '../../core/payment-method.js';
import { membership } from '../../cli/visit.js';
import { shownMethod } from '../../screens/payment-methods.js';

export const paymentMethodsList: Command = {
  path: 'payment-methods list',
  deed: { act: 'manage-payment-methods', scope: 'read', writes: null },
  examples: ['payment-methods list', 'payment-methods list --json'],
  fields: ['id', 'brand', 'last4', 'goodTo', 'isDefault', 'holder'],
  run: async (context) => {
    const { book } = await membership(context);
    const { words, speech } = context;
    const said = words.screens.methods;
    const kept = onFile(book.paymentMethods);
    if (kept.length === 0)
      return {
        value: [],
        screen: [
          { kind: 'text', text: said.none },
          { kind: 'hint', text: said.add(speech) },
        ],
      };
    const rows = kept.map((method) => [
      method.id,
      words.screens.card(method),
      speech.day(lastGoodDay(method)),
      method.holder ?? '',
      method.isDefault ? words.general.yes : '',
    ]);
    const columns = [said.id, said.card, said.expires, said.holder, said.isDefault].map((title) => ({ title }));
    return { value: kept.map(shownMethod), screen: [{ kind: 'table', columns, rows }] };
  },
};
