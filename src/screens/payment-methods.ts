import type { Day, Instant } from '../core/day.js';
import { lastGoodDay, type PaymentMethod } from '../core/payment-method.js';

/** A payment method as scripts read it: brand, last four, expiry and holder, and nothing more of the card (D19). */
export interface ShownMethod {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly goodTo: Day;
  readonly holder: string | null;
  readonly isDefault: boolean;
  readonly addedAt: Instant;
}

export function shownMethod(method: PaymentMethod): ShownMethod {
  const { id, brand, last4, expMonth, expYear, holder, isDefault, addedAt } = method;
  return { id, brand, last4, expMonth, expYear, goodTo: lastGoodDay(method), holder, isDefault, addedAt };
}
