import type { Gateway } from './gateway.js';

/** The same gateway, asked but never told: nothing is charged and no card is kept (`--dry-run`). */
export function dryRunGateway(gateway: Gateway): Gateway {
  const unsent = { kind: 'unknown', reason: 'connection_cut' } as const;
  return { ...gateway, attach: () => Promise.resolve(unsent), charge: () => Promise.resolve(unsent) };
}
