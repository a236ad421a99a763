import type { Instant } from '../day.js';
import { by } from '../ledger-role.js';
import type { PaymentMethod } from '../payment-method.js';
import { added, changed, type Rules } from './rule.js';

export type PaymentMethodEntry =
  | { readonly kind: 'payment-method-added'; readonly method: PaymentMethod }
  | { readonly kind: 'payment-method-removed'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'payment-method-made-default'; readonly accountId: string; readonly id: string };

export const PAYMENT_METHOD: Rules<PaymentMethodEntry> = {
  'payment-method-added': {
    writers: by('buy', 'admin'),
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
    writers: by('buy', 'admin'),
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
    writers: by('buy', 'admin'),
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
