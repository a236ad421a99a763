import { hash } from 'node:crypto';
import type { Instant } from '../../core/day.js';
import { meta } from './reader.js';
import { insertion, type Session } from './session.js';

/** The end of a chain when it was sealed; of no account: the end of the first epoch, when all accounts had one chain. */
export interface SealedHead {
  readonly account: string | null;
  readonly sequence: number;
  readonly hash: string;
}

/** An entry as a seal may end with it. */
type Sealable = SealedHead & { readonly at: Instant };

export interface SealRow {
  readonly number: number;
  /** When the newest entry that it covers was written. */
  readonly at: Instant;
  readonly sequence: number;
  /** JSON: of every account that was written to since the seal before. */
  readonly heads: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export type LastSeal = Pick<SealRow, 'number' | 'sequence' | 'at' | 'hash'>;

/** More would be lost unseen with a ledger's tail, and fewer would cost more than they tell. */
const ENTRIES = 1000;
const DAY_MS = 86_400_000;

/** Whether entries were written that a seal should cover by now: many, or, looked at once a transaction, of another day. */
export function isDue(
  last: LastSeal | undefined,
  newest: Pick<SealRow, 'sequence' | 'at'> | undefined,
  by: 'entries' | 'days',
): boolean {
  if (!newest) return false;
  if (!last) return by === 'days' || newest.sequence >= ENTRIES;
  if (newest.sequence - last.sequence >= ENTRIES) return true;
  // A clock that was ahead may have dated the last one.
  return by === 'days' && Math.abs(Date.parse(newest.at) - Date.parse(last.at)) > DAY_MS;
}

const COLUMNS = ['number', 'at', 'sequence', 'heads', 'prev_hash', 'hash'] as const;

/** Locked: of several writers one seals. */
export function lastSeal(session: Session): Promise<LastSeal | undefined> {
  return session.locked<LastSeal>('SELECT number, at, sequence, hash FROM seals ORDER BY number DESC LIMIT 1');
}

/** Seals what was written since the last seal, if anything was. */
export async function sealNow(session: Session): Promise<void> {
  const last = await lastSeal(session);
  const newest = await session.get<{ sequence: number }>('SELECT sequence FROM audit ORDER BY sequence DESC LIMIT 1');
  if (!newest || newest.sequence === last?.sequence) return;
  await seal(session, last, (await meta(session)).genesis);
}

/** Writes down every head that has moved since the last seal. */
export async function seal(session: Session, last: LastSeal | undefined, genesis: string): Promise<LastSeal> {
  const epoch = last ? undefined : await endOfFirstEpoch(session);
  const from = last?.sequence ?? epoch?.sequence ?? 0;
  const sql = 'SELECT account_id AS account, sequence, hash, at FROM audit WHERE sequence > ? ORDER BY sequence';
  const entries = await session.all<Sealable>(sql, from);
  const newest = entries.at(-1) ?? epoch;
  if (!newest) throw new RangeError('nothing was written that could be sealed');
  const moved = new Map([...(epoch ? [epoch] : []), ...entries].map((entry) => [entry.account, headAt(entry)]));
  const heads = JSON.stringify([...moved.values()]);
  const row = { number: (last?.number ?? 0) + 1, at: newest.at, sequence: newest.sequence, heads };
  const sealed = { ...row, prev_hash: last?.hash ?? genesis };
  const full: SealRow = { ...sealed, hash: hashOfSeal(sealed) };
  await session.run(insertion('seals', COLUMNS), ...COLUMNS.map((column) => full[column]));
  return full;
}

function headAt({ account, sequence, hash: end }: Sealable): SealedHead {
  return { account, sequence, hash: end };
}

export function hashOfSeal({ number, at, sequence, heads, prev_hash }: Omit<SealRow, 'hash'>): string {
  // Texts and numbers: their JSON is canonical as it is.
  return hash('sha256', JSON.stringify([prev_hash, number, at, sequence, heads]), 'hex');
}

async function endOfFirstEpoch(session: Session): Promise<Sealable | undefined> {
  const sql = 'SELECT sequence, hash, at FROM audit WHERE number IS NULL ORDER BY sequence DESC LIMIT 1';
  const end = await session.get<Omit<Sealable, 'account'>>(sql);
  return end && { account: null, ...end };
}
