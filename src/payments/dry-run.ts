import type { Gateway } from './gateway.js';

/**
 * The same gateway, asked but never told (`--dry-run`): whatever it would be told is assumed to succeed, and what it
 * would answer has a made-up name.
 */
export function dryRunGateway(gateway: Gateway, invent: (what: string) => string): Gateway {
  return {
    ...gateway,
    async attach(source, at) {
      await gateway.ready();
      const known = await gateway.inspect(source, at);
      if ('refusal' in known) return { kind: 'refused', refusal: known.refusal };
      return { kind: 'attached', card: { gatewayRef: invent('card'), ...known.card } };
    },
    charge: async () => ({ kind: 'succeeded', chargeId: invent('charge') }),
    refund: async () => ({ kind: 'refunded', refundId: invent('refund') }),
  };
}
