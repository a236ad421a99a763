import type { Command } from '../../cli/command.js';
import { orStop } from '../../errors.js';
import { makeDefault } from '../../journeys/payment-methods.js';
import { deskOf, membership } from '../../cli/visit.js';
import { chargedNext, shownMethod } from '../../screens/payment-methods.js';
import { methodNamed } from '../../named/membership.js';
import { METHOD_KEYS } from '../../acts/result-keys.js';

export const paymentMethodsDefault: Command = {
  path: 'payment-methods default',
  deed: { act: 'manage-payment-methods', scope: 'manage', writes: 'history' },
  result: [...METHOD_KEYS, 'changed'],
  arguments: [{ name: 'id', required: true, among: 'payment-methods' }],
  examples: ['payment-methods default pm_01JD0000000000000000000000'],
  run: async (context, given) => {
    const member = await membership(context);
    const { ledger, at, book } = member;
    const method = methodNamed(book, given.arguments['id'] ?? '');
    const { method: now, changed } = orStop(await makeDefault(deskOf(context, ledger, at, book.account), method));
    const after = (await ledger.read((reader) => reader.book(book.account.id))) ?? book;
    const { words } = context;
    return {
      value: { ...shownMethod(now), changed },
      screen: [
        { kind: 'text', text: words.screens.methods.madeDefault(words.screens.card(method)) },
        ...chargedNext(context, member, after, now),
      ],
    };
  },
};
