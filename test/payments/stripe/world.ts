import { stopwatch } from '../../../src/env/clock.js';
import type { Gateway, Payer } from '../../../src/payments/gateway.js';
import { stripeAccess } from '../../../src/payments/stripe/key.js';
import { openStripe } from '../../../src/payments/stripe/stripe.js';

export const TEST_KEY = 'sk_test_51HdSGILkdIwHu7ix';

/** A company whose cards no ledger knows. */
export const PAYER = async (): Promise<Payer> => ({
  id: 'inst/1',
  name: "Contoso l'original",
  email: 'anna@contoso.example',
  card: undefined,
});

interface Way {
  readonly key?: string;
  readonly lastCard?: string;
  readonly withinMs?: number;
}

/** The adapter, talking to a counterpart; the caller closes it. */
export function through({ url }: { readonly url: string }, { key = TEST_KEY, lastCard, withinMs }: Way = {}): Gateway {
  const access = stripeAccess({ PARTNER_STRIPE_KEY: key, PARTNER_STRIPE_API: url }, 'test', () => undefined);
  if ('fault' in access) throw new Error(access.fault);
  return openStripe({ ...access, lastCard: async () => lastCard, stopwatch: () => stopwatch(Date.now), withinMs });
}
