import type Stripe from 'stripe';
import { parseInstant, type Instant } from '../../core/day.js';

/** Where a browser goes once the card is entered; whoever entered it comes back to the terminal. */
export const AFTERWARDS = 'https://stripe.com/';
/** The most that one page of a list holds. */
export const PAGE = 100;

/** Asks Stripe; what a failure means is told by `failed`. */
export type Ask = <T, F>(question: () => Promise<T>, failed: (error: unknown) => F) => Promise<T | F>;

/** What is written on each thing at Stripe that is ours. */
export interface Marks extends Record<string, string> {
  readonly partner_key: string;
  readonly partner_at: string;
}

/** When it was asked for, as we said; else when it was made, as Stripe says. */
export function whenOf({ metadata, created }: { metadata: Stripe.Metadata | null; created: number }): Instant {
  const made = parseInstant(new Date(created * 1000).toISOString());
  const at = parseInstant(metadata?.['partner_at'] ?? '') ?? made;
  if (!at) throw new RangeError(`${created} is no moment`);
  return at;
}

export function customerOf(gatewayRef: string): string {
  return gatewayRef.split('/')[0] ?? '';
}

export function idOf(of: string | { readonly id: string } | null): string | undefined {
  return typeof of === 'string' ? of : of?.id;
}
