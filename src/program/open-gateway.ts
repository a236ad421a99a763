import { dirname } from 'node:path';
import type { GatewayKind } from '../core/gateway.js';
import { stop } from '../errors.js';
import { readRegular } from '../files/regular.js';
import { GatewayBooksError, type Gateway } from '../payments/gateway.js';
import type { LedgerMark } from '../sandbox/gateway/books.js';
import { parseFault } from '../sandbox/gateway/faults.js';
import type { SandboxOptions } from '../sandbox/gateway/sandbox.js';
import type { Reader, Store } from '../store/store.js';

export interface GatewayParts extends Pick<SandboxOptions, 'books' | 'onStep' | 'fileTime' | 'onClosed'> {
  readonly cards: () => Promise<SandboxOptions['cards']>;
  readonly kind: GatewayKind;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The ledger whose gateway it is, as far as there is one. */
  readonly ledger: () => Promise<Store | undefined>;
  readonly stopwatch: () => () => number;
  /** What a gateway says in its own words. */
  readonly onFault: (text: string) => void;
}

/**
 * The gateway of a ledger: the sandbox keeps its books beside it, and one that charges nothing has none.
 * @throws Stop GATEWAY_KEY
 */
export async function openGateway({ kind, env, ledger, ...parts }: GatewayParts): Promise<Gateway> {
  if (kind.mode) return throughStripe(kind.mode, { env, ledger, ...parts });
  if (!kind.charges) {
    const { paidElsewhere } = await import('../payments/elsewhere.js');
    const { books, fileTime } = parts;
    return paidElsewhere(typeof books === 'string' ? { now: async () => fileTime?.(dirname(books)) } : books);
  }
  const { openSandbox } = await import('../sandbox/gateway/sandbox.js');
  return openSandbox({
    ...parts,
    cards: await parts.cards(),
    fault: parseFault(env['PARTNER_SANDBOX_FAULT'] ?? ''),
    ledger: async () => (await ledger())?.read(ledgerMark),
    frozenAt: async () => (await ledger())?.read((reader) => reader.frozenAt()),
  });
}

async function throughStripe(
  mode: 'live' | 'test',
  { env, ledger, stopwatch, onFault }: Pick<GatewayParts, 'env' | 'ledger' | 'stopwatch' | 'onFault'>,
): Promise<Gateway> {
  const { stripeAccess } = await import('../payments/stripe/key.js');
  const access = stripeAccess(env, mode, keyFile);
  if ('fault' in access) throw stop('GATEWAY_KEY', access);
  const { openStripe } = await import('../payments/stripe/stripe.js');
  const lastCard = async () => (await ledger())?.read((reader) => reader.lastCardKept());
  return openStripe({ ...access, lastCard, stopwatch, onFault });
}

function keyFile(path: string): string | undefined {
  try {
    return readRegular(path).toString('utf8');
  } catch {
    return undefined;
  }
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
