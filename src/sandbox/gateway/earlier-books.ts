import type BetterSqlite3 from 'better-sqlite3';
import { BOOKS_VERSIONS } from './books-file.js';

/** Books that may be of an earlier version (G18). Both ways are taken inside a transaction of the caller. */
export class EarlierBooks {
  private readonly wereEarlier: boolean;

  constructor(private readonly db: BetterSqlite3.Database) {
    this.wereEarlier = this.lacking().length > 0;
  }

  /** For whoever only looks: what they lack stands beside them in memory, empty, and no byte of them changes (G8). */
  show(): void {
    if (!this.wereEarlier) return;
    this.hide();
    const tables = this.lacking().flatMap((sql) => sql.match(/CREATE TABLE [^;]*;/g) ?? []);
    for (const sql of tables) this.db.exec(sql.replace('CREATE TABLE', 'CREATE TEMP TABLE'));
  }

  /** For whoever writes: they get what they lack, unless another process was first. */
  bringUpToDate(): void {
    if (!this.wereEarlier) return;
    this.hide();
    for (const sql of this.lacking()) this.db.exec(sql);
    this.db.pragma(`user_version = ${BOOKS_VERSIONS.length}`);
  }

  private lacking(): readonly string[] {
    return BOOKS_VERSIONS.slice(this.db.pragma('user_version', { simple: true }) as number);
  }

  private hide(): void {
    const shown = this.db.prepare(`SELECT name FROM temp.sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
    for (const name of shown) this.db.exec(`DROP TABLE temp.${name}`);
  }
}
