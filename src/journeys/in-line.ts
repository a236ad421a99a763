import type { Gateway } from '../payments/gateway.js';

/**
 * The same gateway for many at once: at most so many questions of a payment are under way, and whoever comes later
 * waits in line.
 */
export function inLine(gateway: Gateway, atOnce: number): Gateway {
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
    name: gateway.name,
    movesMoney: gateway.movesMoney,
    ready: () => gateway.ready(),
    inspect: (source, at) => gateway.inspect(source, at),
    attach: (source, at) => gateway.attach(source, at),
    charge: (request) => called(() => gateway.charge(request)),
    find: (reference) => called(() => gateway.find(reference)),
    refund: (request) => called(() => gateway.refund(request)),
    refunds: (chargeId) => gateway.refunds(chargeId),
    list: (from, limit) => gateway.list(from, limit),
    now: () => gateway.now(),
    close: () => gateway.close(),
  };
}
