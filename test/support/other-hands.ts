import Database from 'better-sqlite3';

/** Gives so much of the newest charge back in the sandbox's books, without this program. */
export function givenBackByOthers(amount: number): string {
  return `INSERT INTO refunds (idempotency_key, refund_id, charge_id, amount, currency, at, outcome)
    SELECT 'others/${amount}', 're_sandbox_others${amount}', charge_id, ${amount}, currency, at, 'refunded'
    FROM charges ORDER BY sequence DESC LIMIT 1`;
}

/** The same in books that are a file. */
export function othersGiveBack(booksFile: string, amount: number): void {
  const books = new Database(booksFile);
  books.exec(givenBackByOthers(amount));
  books.close();
}
