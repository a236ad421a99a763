import { parseInstant } from '../../core/day.js';
import { differences } from '../differences.js';
import { brokenInvariants } from '../invariants.js';
import { LedgerError, type Defect, type Watch } from '../store.js';
import { loadBook } from './book.js';
import type { Connection, Engine } from './connect.js';
import { genesisHash } from './create.js';
import { brokenDatabase } from './check-database.js';
import { brokenChain, lastGiven } from './check-chain.js';
import { brokenOrigins, brokenPaidTo, brokenReceipts, brokenUsers } from './check-tables.js';
import type { Migration } from './migrations.js';
import { meta } from './reader.js';
import { replay } from './replay.js';
import type { Session } from './session.js';

export interface Checked {
  readonly session: Session;
  readonly db: Connection;
  readonly engine: Engine;
  readonly migrations: readonly Migration[];
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
export async function check(ledger: Checked): Promise<readonly Defect[]> {
  const { session, watch } = ledger;
  const damage = await guarded('database', () => brokenDatabase(ledger));
  // Nothing that is read from a damaged file could be believed.
  if (damage.some((defect) => defect.where === 'database')) return damage;
  return [
    ...damage,
    ...(await guarded('meta', () => brokenMeta(session))),
    ...(await guarded('audit', () => brokenChain(session, (share) => watch(share * CHAIN)))),
    ...(await guarded('tables', () => [
      ...brokenOrigins(session),
      ...brokenUsers(session),
      ...brokenReceipts(session),
      ...brokenPaidTo(session),
    ])),
    ...(await guarded('accounts', () => brokenAccounts(session, (share) => watch(CHAIN + share * (1 - CHAIN))))),
  ];
}

function brokenMeta(session: Session): readonly Defect[] {
  const { installation, gateway, created_at: at, genesis, frozen_at: frozen } = meta(session);
  return [
    ...(genesisHash({ installation, gateway, at }) === genesis
      ? []
      : [{ where: 'meta', problem: 'Its installation, gateway or date of creation was changed.' }]),
    ...(frozen === null || parseInstant(frozen) ? [] : [{ where: 'meta', problem: 'Its frozen clock shows no date.' }]),
  ];
}

async function brokenAccounts(session: Session, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  const given = lastGiven(session);
  const sql = 'SELECT id, written FROM accounts WHERE written > ? ORDER BY written LIMIT ?';
  for (let after = 0; ;) {
    const page = session.all<{ id: string; written: number }>(sql, after, ACCOUNTS_AT_ONCE);
    for (const { id } of page) defects.push(...(await guarded(`account ${id}`, () => brokenAccount(session, id))));
    const last = page.at(-1);
    if (!last) return defects;
    after = last.written;
    await watch(after / given);
  }
}

function brokenAccount(session: Session, id: string): readonly Defect[] {
  const rows = loadBook(session, id);
  const replayed = replay(session, id);
  if ('defect' in replayed) return [replayed.defect];
  return rows ? [...differences(rows, replayed.book), ...brokenInvariants(rows)] : [];
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
