import type { Command } from '../../command.js';
import { orStop } from '../../errors.js';
import { removePaymentMethod } from '../../journeys/payment-methods.js';
import { deskOf, membership } from '../visit.js';
import { methodNamed } from './find.js';
import { shownMethod } from './shown.js';

export const paymentMethodsRemove: Command = {
  path: 'payment-methods remove',
  arguments: [{ name: 'id', required: true }],
  examples: ['payment-methods remove pm_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { ledger, at, book, programme } = await membership(context);
    const method = methodNamed(context, book, given.arguments['id'] ?? '');
    const removed = orStop(await removePaymentMethod(deskOf(context, ledger, at, book.account), programme, method));
    const { words } = context;
    return {
      value: { ...shownMethod(removed.method), removedAt: removed.method.removedAt },
      screen: [{ kind: 'text', text: words.screens.methods.removed(words.screens.card(method)) }],
    };
  },
};
