import { parseInstant } from '../../core/day.js';
import { differences } from '../differences.js';
import { genesisHash } from '../genesis.js';
import { brokenInvariants } from '../invariants.js';
import { LedgerError, type Defect, type Watch } from '../store.js';
import type { AuditRow } from './audit.js';
import type { Head } from './chains.js';
import { brokenChain, brokenFirstEpoch, sealedFirstEpoch } from './check-chain.js';
import { brokenSeals } from './check-seals.js';
import { brokenOrigins, brokenPaidTo, brokenReceipts } from './check-tables.js';
import { loadBook } from './load-book.js';
import { meta } from './reader.js';
import { replay } from './replay.js';
import type { Session } from './session.js';

export interface Checked {
  readonly session: Session;
  /** What the engine finds wrong with its own file and schema. */
  readonly database: () => readonly Defect[] | Promise<readonly Defect[]>;
  readonly watch: Watch;
}

const ACCOUNTS_AT_ONCE = 500;

/** How much of the time the first epoch takes at most; the accounts take the rest. */
const FIRST_EPOCH = 0.3;

const LAST = 'SELECT coalesce(max(sequence), 0) AS last FROM audit';

type Found = readonly Defect[];

/**
 * Every defect of a ledger, over one snapshot: the file, the schema, the chains, the seals over them, and each
 * account's rows against the replay of its entries (G17, G24). One account is held in memory at a time.
 */
export async function check({ session, database, watch }: Checked): Promise<readonly Defect[]> {
  const damage = await guarded('database', database);
  // Nothing that is read from a damaged file could be believed.
  if (damage.some((defect) => defect.where === 'database')) return damage;
  const { last } = (await session.get<{ last: number }>(LAST)) ?? { last: 0 };
  // Where it was taken out, the check of meta says so.
  const { genesis } = (await session.get<{ genesis: string }>('SELECT genesis FROM meta')) ?? { genesis: '' };
  const within = (from: number, to: number) => (entry: number) => watch(from + (to - from) * (entry / (last || 1)));
  return [
    ...damage,
    ...(await guarded('meta', () => brokenMeta(session))),
    ...(await guarded('audit', () => brokenFirstEpoch(session, genesis, within(0, FIRST_EPOCH)))),
    ...(await guarded('seals', () => brokenSeals(session, genesis))),
    ...(await guarded('tables', async () => [...(await brokenReceipts(session)), ...(await brokenPaidTo(session))])),
    ...(await guarded('accounts', () => brokenAccounts(session, genesis, within(FIRST_EPOCH, 1)))),
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

async function brokenAccounts(session: Session, genesis: string, watch: Watch): Promise<Found> {
  const defects: Defect[] = [];
  const chains = { genesis, epoch: await sealedFirstEpoch(session) };
  const sql = 'SELECT id, written FROM accounts WHERE written > ? ORDER BY written LIMIT ?';
  for (let after = 0; ;) {
    const page = await session.all<{ id: string; written: number }>(sql, after, ACCOUNTS_AT_ONCE);
    for (const { id } of page)
      defects.push(...(await guarded(`account ${id}`, () => brokenAccount(session, id, chains))));
    const last = page.at(-1);
    if (!last) return defects;
    after = last.written;
    await watch(after);
  }
}

async function brokenAccount(session: Session, id: string, chains: Parameters<typeof brokenChain>[2]): Promise<Found> {
  const rows = await loadBook(session, id);
  const entries = await session.all<AuditRow>('SELECT * FROM audit WHERE account_id = ? ORDER BY sequence', id);
  const head = await session.get<Head>('SELECT * FROM heads WHERE account_id = ?', id);
  const chain = brokenChain(entries, head, chains);
  const replayed = replay(entries, id, session.location);
  if ('defect' in replayed) return [...chain, replayed.defect];
  if (!rows) return chain;
  return [
    ...chain,
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
