import type { PaymentMethod } from '../payment-method.js';
import { added, changed, type Rules } from './rule.js';

export const PAYMENT_METHOD: Rules<'payment-method-added' | 'payment-method-removed' | 'payment-method-made-default'> =
  {
    'payment-method-added': {
      fields: {
        method: {
          id: true,
          accountId: true,
          gatewayRef: true,
          brand: true,
          last4: true,
          expMonth: true,
          expYear: true,
          holder: true,
          addedAt: true,
          removedAt: true,
          isDefault: true,
        },
      },
      concerns: ({ method }) => ({ noun: 'account', id: method.accountId }),
      apply: (book, { method }) => ({
        ...book,
        paymentMethods: added(method.isDefault ? withoutDefault(book.paymentMethods) : book.paymentMethods, method),
      }),
    },
    'payment-method-removed': {
      fields: { id: true, at: true },
      concerns: ({ id }) => ({ noun: 'payment-method', id }),
      // What is gone can no longer be the card that automatic renewal charges.
      apply: (book, { id, at }) => ({
        ...book,
        paymentMethods: changed(book.paymentMethods, id, (method) => ({
          ...onFile(method),
          removedAt: at,
          isDefault: false,
        })),
      }),
    },
    'payment-method-made-default': {
      fields: { accountId: true, id: true },
      concerns: ({ accountId }) => ({ noun: 'account', id: accountId }),
      apply: (book, { id }) => ({
        ...book,
        paymentMethods: changed(withoutDefault(book.paymentMethods), id, (method) => ({
          ...onFile(method),
          isDefault: true,
        })),
      }),
    },
  };

function withoutDefault(methods: readonly PaymentMethod[]): readonly PaymentMethod[] {
  return methods.map((method) => (method.isDefault ? { ...method, isDefault: false } : method));
}

function onFile(method: PaymentMethod): PaymentMethod {
  if (method.removedAt !== null) throw new RangeError(`payment method ${method.id} was removed`);
  return method;
}
