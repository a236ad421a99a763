import type { Gateway } from './gateway.js';

/** The same gateway, asked but never told: nothing is charged or given back and no card is kept (`--dry-run`). */
export function dryRunGateway(gateway: Gateway): Gateway {
  const unsent = { kind: 'unknown', reason: 'connection_cut' } as const;
  const unsaid = () => Promise.resolve(unsent);
  return { ...gateway, attach: unsaid, charge: unsaid, refund: unsaid };
}
