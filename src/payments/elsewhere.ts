import type { Instant } from '../core/day.js';
import { refuse } from '../core/refusal.js';
import type { Gateway } from './gateway.js';

const NOT_HERE = 'paid_elsewhere';

/**
 * The gateway of a ledger whose vendor is paid elsewhere (D24): it keeps no card, charges nothing and has charged nothing.
 * @param clock what time it is by something else than this program's clock, and how to let go of that
 */
export function paidElsewhere(clock: {
  readonly now: () => Promise<Instant | undefined>;
  readonly close?: () => void;
}): Gateway {
  const refusal = refuse('PAID_ELSEWHERE', { offer: null, portal: null, owned: 'no' });
  return {
    ready: async () => undefined,
    inspect: async () => ({ refusal }),
    attach: async () => ({ kind: 'refused', refusal }),
    charge: async () => ({ kind: 'not_executed', reason: NOT_HERE }),
    askCardholder: async () => ({ kind: 'not_executed', reason: NOT_HERE }),
    page: async () => ({ kind: 'over' }),
    closePage: async () => ({ kind: 'over' }),
    refund: async () => ({ kind: 'refused', reason: NOT_HERE }),
    refunds: async () => ({ kind: 'found', refunds: [] }),
    find: async () => ({ kind: 'found', charges: [], pages: [], declines: [] }),
    list: async () => ({ kind: 'listed', charges: [], next: undefined }),
    now: () => clock.now(),
    close: () => clock.close?.(),
  };
}
