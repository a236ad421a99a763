import type { Defect } from '../store.js';
import { keyOf } from './book-rows.js';
import type { Replay } from './replay.js';
import { rowsOf } from './rows.js';
import type { Session } from './session.js';
import { EVERY_TABLE } from './tables.js';

/** Rows of an account that name another audit entry than the one that made them. */
export async function brokenOrigins(session: Session, accountId: string, { made }: Replay): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  for (const table of EVERY_TABLE) {
    for (const row of await rowsOf(session, table, accountId)) {
      const written = Number(row['written']);
      if (made.get(table.name)?.get(keyOf({ table, row })) === written) continue;
      const problem = `The audit entry ${written} did not make it.`;
      defects.push({ where: `${table.name} row ${written}`, problem });
    }
  }
  return defects;
}

/** What says to which day a subscription is paid is derived from its terms, and has to agree with them. */
export async function brokenPaidTo(session: Session): Promise<readonly Defect[]> {
  const sql = `SELECT s.id FROM subscriptions s LEFT JOIN paid_to p ON p.subscription_id = s.id
    WHERE p.day IS DISTINCT FROM (SELECT end_day FROM terms WHERE subscription_id = s.id ORDER BY number DESC LIMIT 1)
      OR p.account_id IS DISTINCT FROM s.account_id OR p.programme IS DISTINCT FROM s.programme
    UNION SELECT subscription_id FROM paid_to WHERE subscription_id NOT IN (SELECT id FROM subscriptions)`;
  const rows = await session.all<{ id: string }>(sql);
  return rows.map(({ id }) => ({
    where: `subscription ${id}`,
    problem: 'What it is paid to is not the end of its last term.',
  }));
}

/** Receipts of a year are numbered from 1 without a gap (I13), and counted; that none is used twice is the table's own rule. */
export async function brokenReceipts(session: Session): Promise<readonly Defect[]> {
  const given = `SELECT receipt_year AS year, count(*) AS given, max(receipt_serial) AS last FROM orders
    WHERE receipt_year IS NOT NULL GROUP BY receipt_year`;
  const sql = `SELECT g.year, g.given, g.last, r.last AS counted FROM (${given}) g LEFT JOIN receipts r ON r.year = g.year
    UNION SELECT year, 0, 0, last FROM receipts WHERE year NOT IN (SELECT year FROM (${given}) g)`;
  const rows = await session.all<{ year: number; given: number; last: number; counted: number | null }>(sql);
  return rows.flatMap(({ year, given: count, last, counted }) =>
    found(`receipts of ${year}`, [
      [count !== last, `There are ${count} and the last is number ${last} (I13).`],
      [counted !== last, `The last is number ${last} and ${counted ?? 'none'} was counted (I13).`],
    ]),
  );
}

function found(where: string, rules: readonly (readonly [broken: boolean, problem: string])[]): readonly Defect[] {
  return rules.filter(([broken]) => broken).map(([, problem]) => ({ where, problem }));
}
