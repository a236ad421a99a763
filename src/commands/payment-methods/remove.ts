import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import { orStop } from '../../errors.js';
import { removePaymentMethod } from '../../journeys/payment-methods.js';
import { deskOf, membership } from '../../cli/visit.js';
import { methodNamed } from '../../named/membership.js';
import { shownMethod } from '../../screens/payment-methods.js';
import { METHOD_KEYS } from '../../acts/result-keys.js';

export const paymentMethodsRemove: Command = {
  path: 'payment-methods remove',
  deed: { act: 'manage-payment-methods', scope: 'manage', writes: 'history' },
  result: [...METHOD_KEYS, 'removedAt', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'payment-methods' }],
  examples: ['payment-methods remove pm_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { ledger, at, book, programme } = await membership(context);
    const id = given.arguments['id'] ?? '';
    const gone = book.paymentMethods.find((method) => method.id === id && method.removedAt !== null);
    if (gone) return outcome(context, gone, false);
    const desk = deskOf(context, ledger, at, book.account);
    const removed = orStop(await removePaymentMethod(desk, programme, methodNamed(book, id)));
    return outcome(context, removed.method, true);
  },
};

function outcome({ words }: Context, method: PaymentMethod, changed: boolean): Outcome {
  return {
    value: { ...shownMethod(method), removedAt: method.removedAt, changed },
    screen: [{ kind: 'text', text: words.screens.methods.removed(words.screens.card(method)) }],
  };
}
