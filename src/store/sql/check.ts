import { parseInstant } from '../../core/day.js';
import { differences } from '../differences.js';
import { genesisHash } from '../genesis.js';
import { brokenInvariants } from '../invariants.js';
import { LedgerError, type Defect, type Watch } from '../store.js';
import { brokenChain } from './check-chain.js';
import { brokenOrigins, brokenPaidTo, brokenReceipts } from './check-tables.js';
import { loadBook } from './load-book.js';
import { meta } from './reader.js';
import { replay } from './replay.js';
import type { Session } from './session.js';

export interface Checked {
  readonly session: Session;
  /** What the engine finds wrong with its own file and schema. */
  readonly database: () => readonly Defect[] | Promise<readonly Defect[]>;
  /** The highest number of an audit entry that the engine remembers having given. */
  readonly lastGiven: () => number | Promise<number>;
  readonly watch: Watch;
}

const ACCOUNTS_AT_ONCE = 500;

/** How much of the time the audit chain takes; the accounts take the rest. */
const CHAIN = 0.3;

type Found = readonly Defect[];

/**
 * Every defect of a ledger, over one snapshot: the file, the schema, the audit chain, and each account's rows against
 * the replay of its entries (G17, G24). One account is held in memory at a time.
 */
export async function check({ session, database, lastGiven, watch }: Checked): Promise<readonly Defect[]> {
  const damage = await guarded('database', database);
  // Nothing that is read from a damaged file could be believed.
  if (damage.some((defect) => defect.where === 'database')) return damage;
  const given = await lastGiven();
  const accounts = () => brokenAccounts(session, given, (share) => watch(CHAIN + share * (1 - CHAIN)));
  return [
    ...damage,
    ...(await guarded('meta', () => brokenMeta(session))),
    ...(await guarded('audit', () => brokenChain(session, given, (share) => watch(share * CHAIN)))),
    ...(await guarded('tables', async () => [...(await brokenReceipts(session)), ...(await brokenPaidTo(session))])),
    ...(await guarded('accounts', accounts)),
  ];
}

async function brokenMeta(session: Session): Promise<Found> {
  const { installation, gateway, created_at: at, genesis, frozen_at: frozen } = await meta(session);
  return [
    ...(genesisHash({ installation, gateway, at }) === genesis
      ? []
      : [{ where: 'meta', problem: 'Its installation, gateway or date of creation was changed.' }]),
    ...(frozen === null || parseInstant(frozen) ? [] : [{ where: 'meta', problem: 'Its frozen clock shows no date.' }]),
  ];
}

async function brokenAccounts(session: Session, given: number, watch: Watch): Promise<Found> {
  const defects: Defect[] = [];
  const sql = 'SELECT id, written FROM accounts WHERE written > ? ORDER BY written LIMIT ?';
  for (let after = 0; ;) {
    const page = await session.all<{ id: string; written: number }>(sql, after, ACCOUNTS_AT_ONCE);
    for (const { id } of page) defects.push(...(await guarded(`account ${id}`, () => brokenAccount(session, id))));
    const last = page.at(-1);
    if (!last) return defects;
    after = last.written;
    await watch(after / given);
  }
}

async function brokenAccount(session: Session, id: string): Promise<Found> {
  const rows = await loadBook(session, id);
  const replayed = await replay(session, id);
  if ('defect' in replayed) return [replayed.defect];
  if (!rows) return [];
  return [
    ...differences(rows, replayed.book),
    ...(await brokenOrigins(session, id, replayed)),
    ...brokenInvariants(rows),
  ];
}

/** What cannot be read is a defect too; a ledger that is busy is not. */
async function guarded(where: string, find: () => Found | Promise<Found>): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof LedgerError && error.code !== 'LEDGER_CORRUPT') throw error;
    return [{ where, problem: 'It cannot be read: what is written there is damaged.' }];
  }
}
