import { dirname } from 'node:path';
import type { GatewayKind } from '../core/gateway.js';
import { stop } from '../errors.js';
import { readRegular } from '../files/regular.js';
import { GatewayBooksError, type Gateway } from '../payments/gateway.js';
import type { LedgerMark } from '../sandbox/gateway/books.js';
import { parseFault } from '../sandbox/gateway/faults.js';
import type { StripeAccess, stripeAccess } from '../payments/stripe/key.js';
import type { SandboxOptions } from '../sandbox/gateway/sandbox.js';
import type { Reader, Store } from '../store/store.js';

export interface GatewayParts extends Pick<SandboxOptions, 'books' | 'onStep' | 'fileTime' | 'onClosed'> {
  readonly cards: () => Promise<SandboxOptions['cards']>;
  readonly kind: GatewayKind;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
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
export async function openGateway({ kind, env, platform, ledger, ...parts }: GatewayParts): Promise<Gateway> {
  if (kind.mode) return throughStripe(kind.mode, { env, platform, ledger, ...parts });
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
  {
    env,
    platform,
    ledger,
    stopwatch,
    onFault,
  }: Pick<GatewayParts, 'env' | 'platform' | 'ledger' | 'stopwatch' | 'onFault'>,
): Promise<Gateway> {
  const { stripeAccess } = await import('../payments/stripe/key.js');
  const access = await accessOf(mode, { env, platform }, (from) => stripeAccess(from, mode, keyFile));
  const { openStripe } = await import('../payments/stripe/stripe.js');
  const lastCard = async () => (await ledger())?.read((reader) => reader.lastCardKept());
  return openStripe({ ...access, lastCard, stopwatch, onFault });
}

/** By the key in the environment; where there is none, by the one in the system's keychain. @throws Stop GATEWAY_KEY */
async function accessOf(
  mode: 'live' | 'test',
  { env, platform }: Pick<GatewayParts, 'env' | 'platform'>,
  read: (env: GatewayParts['env']) => ReturnType<typeof stripeAccess>,
): Promise<StripeAccess> {
  const access = read(env);
  if (!('fault' in access)) return access;
  if (access.fault !== 'missing') throw stop('GATEWAY_KEY', access);
  const { keptSecret } = await import('../env/keychain.js');
  const kept = await keptSecret(`stripe-${mode}`, { env, platform });
  if (kept.kind !== 'kept') throw stop('GATEWAY_KEY', { ...access, keychain: kept.kind });
  const found = read({ ...env, PARTNER_STRIPE_KEY: kept.secret });
  if ('fault' in found) throw stop('GATEWAY_KEY', found.from ? { ...found, from: 'keychain' } : found);
  return found;
}

function keyFile(path: string): string | undefined {
  try {
    return readRegular(path).toString('utf8');
  } catch {
    return undefined;
  }
}

/**
 * Asked before the first entry of a ledger: one that is not there beside books that hold charges has been lost, and a new
 * one would buy all of it again (G1); beside books that were to fill it, it is filled anew, or not used (I6).
 * @throws GatewayBooksError `others`, `unfinished`
 */
export async function requireUnusedBooks(gateway: Gateway): Promise<void> {
  try {
    await gateway.ready();
  } catch (error) {
    // What is no books at all is told by whoever opens them.
    if (error instanceof GatewayBooksError && /^(others|unfinished)$/.test(error.reason)) throw error;
  }
}

async function ledgerMark(reader: Reader): Promise<LedgerMark> {
  return { installation: await reader.installation(), lastCard: await reader.lastCardKept() };
}
