import type { AskedGateway } from './desk.js';

/**
 * The same gateway for many at once: at most so many questions of a payment are under way, and whoever comes later
 * waits in line.
 */
export function inLine(gateway: AskedGateway, atOnce: number): AskedGateway {
  const waiting: (() => void)[] = [];
  let free = Math.max(1, atOnce);

  async function called<T>(ask: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await ask();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so that nobody who comes this very moment gets in before.
      if (next) next();
      else free += 1;
    }
  }

  return {
    ...gateway,
    charge: (request) => called(() => gateway.charge(request)),
    find: (reference) => called(() => gateway.find(reference)),
    refund: (request) => called(() => gateway.refund(request)),
  };
}
