import type { Connection } from './connect.js';

interface Guard {
  readonly name: string;
  readonly sql: string;
}

/**
 * Runs `work` while no trigger asks whether one step follows from another, as it would for rows of a whole history; what
 * constraints and unique indexes say holds all the same. Inside a transaction of the caller, so that a guard is never missed.
 */
export async function withoutGuards<T>(db: Connection, work: () => Promise<T>): Promise<T> {
  const putBack = takeGuards(db);
  const result = await work();
  putBack();
  return result;
}

/** Takes them away, as `withoutGuards` does. @returns what puts them back, before the transaction ends */
export function takeGuards(db: Connection): () => void {
  const guards = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as readonly Guard[];
  for (const { name } of guards) db.exec(`DROP TRIGGER "${name}"`);
  return () => {
    for (const { sql } of guards) db.exec(sql);
  };
}
