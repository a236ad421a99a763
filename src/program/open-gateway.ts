import { dirname } from 'node:path';
import type { GatewayKind } from '../core/gateway.js';
import { GatewayBooksError, type Gateway } from '../payments/gateway.js';
import type { LedgerMark } from '../sandbox/gateway/books.js';
import { parseFault } from '../sandbox/gateway/faults.js';
import type { SandboxOptions } from '../sandbox/gateway/sandbox.js';
import type { Reader, Store } from '../store/store.js';

export interface GatewayParts extends Pick<SandboxOptions, 'books' | 'cards' | 'onStep' | 'fileTime' | 'onClosed'> {
  readonly kind: GatewayKind;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The ledger whose gateway it is, as far as there is one. */
  readonly ledger: () => Promise<Store | undefined>;
}

/** The gateway of a ledger: the sandbox keeps its books beside it, and one that charges nothing has none. */
export async function openGateway({ kind, env, ledger, ...parts }: GatewayParts): Promise<Gateway> {
  if (!kind.charges) {
    const { paidElsewhere } = await import('../payments/elsewhere.js');
    const { books, fileTime } = parts;
    return paidElsewhere(typeof books === 'string' ? { now: async () => fileTime?.(dirname(books)) } : books);
  }
  const { openSandbox } = await import('../sandbox/gateway/sandbox.js');
  return openSandbox({
    ...parts,
    fault: parseFault(env['PARTNER_SANDBOX_FAULT'] ?? ''),
    ledger: async () => (await ledger())?.read(ledgerMark),
    frozenAt: async () => (await ledger())?.read((reader) => reader.frozenAt()),
  });
}

/**
 * Asked before a ledger is created: one that is not there beside books that hold charges has been lost, and a new one
 * would buy all of it again (G1).
 * @throws GatewayBooksError `others`
 */
export async function requireUnusedBooks(gateway: Gateway): Promise<void> {
  try {
    await gateway.ready();
  } catch (error) {
    // What is no books at all is told by whoever opens them.
    if (error instanceof GatewayBooksError && error.reason === 'others') throw error;
  }
}

async function ledgerMark(reader: Reader): Promise<LedgerMark> {
  return { installation: await reader.installation(), lastCard: await reader.lastCardKept() };
}
