import type { Defect } from '../store.js';
import { hashOfSeal, type SealedHead, type SealRow } from './seals.js';
import type { Session } from './session.js';

const SEALS_AT_ONCE = 100;

/**
 * The ledger's own chain, and every end of a chain that a seal names: where it is not there, an account was taken out or
 * its entries were cut off or written anew (G24).
 */
export async function brokenSeals(session: Session, genesis: string): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  let before = { number: 0, hash: genesis };
  for (;;) {
    const sql = 'SELECT * FROM seals WHERE number > ? ORDER BY number LIMIT ?';
    const page = await session.all<SealRow>(sql, before.number, SEALS_AT_ONCE);
    for (const row of page) {
      defects.push(...brokenSeal(before, row), ...(await brokenHeads(session, row)));
      before = row;
    }
    if (page.length === 0) return [...defects, ...(await unsealed(session, before.number))];
  }
}

function brokenSeal(before: Pick<SealRow, 'number' | 'hash'>, row: SealRow): readonly Defect[] {
  const where = `seal ${row.number}`;
  const problems = [
    row.number !== before.number + 1 && `The ${row.number - before.number - 1} seals before it are missing.`,
    row.prev_hash !== before.hash && 'It does not continue the seal before it.',
    row.hash !== hashOfSeal(row) && 'Its hash is not that of what it says.',
  ];
  return problems.flatMap((problem) => (problem ? [{ where, problem }] : []));
}

async function brokenHeads(session: Session, { number, heads }: SealRow): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  for (const { account, sequence, hash } of JSON.parse(heads) as readonly SealedHead[]) {
    const sql = 'SELECT account_id, hash FROM audit WHERE sequence = ?';
    const entry = await session.get<{ account_id: string; hash: string }>(sql, sequence);
    if (entry?.hash === hash && (account === null || entry.account_id === account)) continue;
    const where = account === null ? 'audit' : `account ${account}`;
    defects.push({ where, problem: `Seal ${number} names its entry ${sequence}, which is not there as it was.` });
  }
  return defects;
}

/** The first transaction that writes to a ledger seals it, and with it the end of the first epoch. */
async function unsealed(session: Session, seals: number): Promise<readonly Defect[]> {
  if (seals > 0) return [];
  const written = await session.get<object>('SELECT 1 FROM audit WHERE number IS NOT NULL LIMIT 1');
  return written ? [{ where: 'seals', problem: 'It was written to and never sealed.' }] : [];
}
