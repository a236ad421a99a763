import type { Money } from '../../core/money.js';

/**
 * Currencies without a minor unit whose amounts Stripe takes with two zeros all the same.
 * After Stripe's page on currencies, read November 2026.
 */
const WITH_TWO_ZEROS = ['ISK', 'UGX'];

/** An amount as Stripe counts it. */
export function asCounted({ amount, currency }: Money): { readonly amount: number; readonly currency: string } {
  return { amount: amount * factorOf(currency), currency: currency.toLowerCase() };
}

/** An amount as we count it, in minor units. */
export function fromCounted(amount: number, currency: string): Money {
  const code = currency.toUpperCase();
  return { amount: amount / factorOf(code), currency: code };
}

function factorOf(currency: string): number {
  return WITH_TWO_ZEROS.includes(currency) ? 100 : 1;
}
