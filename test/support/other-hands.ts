import Database from 'better-sqlite3';

/** Somebody gives so much of the newest charge back at the sandbox's gateway, without this program. */
export function othersGiveBack(booksFile: string, amount: number): void {
  const books = new Database(booksFile);
  const sql = `INSERT INTO refunds (idempotency_key, refund_id, charge_id, amount, currency, at, outcome)
    SELECT 'others/' || $amount, 're_sandbox_others' || $amount, charge_id, $amount, currency, at, 'refunded'
    FROM charges ORDER BY sequence DESC LIMIT 1`;
  books.prepare(sql).run({ amount });
  books.close();
}
