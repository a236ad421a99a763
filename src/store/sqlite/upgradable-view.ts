import { type Connection, makeDurable } from './connect.js';
import { isOlder, migrate, migratedCopy, type Upgrade } from './migrate.js';
import { Statements } from './session.js';

interface View {
  readonly statements: Statements;
  /** Another number once somebody else has written: then it is made anew. */
  readonly seen: unknown;
}

/** A ledger that may be older than this program: how it looks to this one, and the way to bring it up to date. */
export class UpgradableView {
  private isOlder: boolean;
  private view: View | undefined;

  constructor(private readonly opened: Upgrade & { readonly db: Connection }) {
    this.isOlder = isOlder(opened.db, opened);
  }

  /** Over a copy in memory that is up to date; undefined where the ledger itself is. */
  statements(): Statements | undefined {
    const { db, location } = this.opened;
    if (!this.stillOlder()) return undefined;
    const seen = db.pragma('data_version', { simple: true });
    if (this.view?.seen !== seen) {
      this.close();
      this.view = { statements: new Statements(migratedCopy(db, this.opened), location), seen };
    }
    return this.view?.statements;
  }

  /** Brings the ledger itself up to date (G18, G19). */
  upgrade(): void {
    const { db, location } = this.opened;
    if (!this.isOlder) return;
    migrate(db, this.opened);
    makeDurable(db, location);
    this.isOlder = false;
    this.close();
  }

  close(): void {
    this.view?.statements.db.close();
    this.view = undefined;
  }

  // Another process may have brought it up to date meanwhile.
  private stillOlder(): boolean {
    if (this.isOlder) this.isOlder = isOlder(this.opened.db, this.opened);
    if (!this.isOlder) this.close();
    return this.isOlder;
  }
}
