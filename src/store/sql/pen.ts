import { LINK_COLUMNS } from './audit.js';
import { changesIn, writeChanges, type BookRow, type Step } from './book-rows.js';
import { insertRows, valuesIn, type Session, type Value } from './session.js';
import { grouped } from './rows.js';
import { EVERY_TABLE } from './tables.js';

/**
 * Few enough that whoever wrote them knows the books of all their accounts still, and need not read them; and not too much
 * to be held.
 */
const ACCOUNTS_TOGETHER = 400;
const ROWS_TOGETHER = 2000;

const SEQUENCED = ['sequence', ...LINK_COLUMNS] as const;

/** A row since it was last on the disk, and the entry that made it, where it was not there then. */
interface Gathered {
  readonly was: BookRow | undefined;
  is: BookRow;
  readonly written: number;
}

/**
 * Many together, for the history of a ledger that holds nothing else: a row is written once, as the last of them has left it.
 * By a session that is alone, and without the guards that ask for one step after the other.
 */
export class GatheringPen {
  private links: (readonly Value[])[] = [];
  private readonly accounts = new Set<string>();
  private account = '';
  private gathered: Gathered[] = [];
  /** The same, by what a row says now. */
  private readonly latest = new Map<unknown, Gathered>();
  private sequence: number | undefined;

  constructor(
    private readonly session: Session,
    private readonly begin: () => void,
  ) {}

  /** @param values in its columns @returns the new entry's id, by which the rows that it makes are known */
  async link(accountId: string, values: readonly Value[]): Promise<number> {
    if (accountId !== this.account) await this.goOn(accountId);
    this.sequence = (this.sequence ?? (await this.last())) + 1;
    this.links.push([this.sequence, ...values]);
    return this.sequence;
  }

  rows(steps: readonly Step[], written: number): void {
    for (const { was, is } of steps) {
      const earlier = was && this.latest.get(was.of);
      const row = earlier ?? { was, is, written };
      if (!earlier) this.gathered.push(row);
      row.is = is;
      this.latest.set(is.of, row);
    }
  }

  /** Once it can be read: what was written, or the links alone. */
  async settle(what: 'all' | 'links'): Promise<void> {
    const { session, links, gathered } = this;
    this.links = [];
    await insertRows(session, 'audit', SEQUENCED, links);
    if (what === 'links') return;
    this.gathered = [];
    this.latest.clear();
    this.accounts.clear();
    // What is made may take a place that another row gives up.
    await writeChanges(session, changesIn(gathered.filter(({ was }) => was)), 0);
    const made = grouped(
      gathered.filter(({ was }) => !was),
      ({ is }) => is.table.name,
    );
    for (const { name, names } of EVERY_TABLE) {
      const rows = (made.get(name) ?? []).map(({ is, written }) => [written, ...valuesIn(is.row, names)]);
      await insertRows(session, name, ['written', ...names], rows);
    }
  }

  /**
   * Between two accounts, where all that one entry wants of the next is there: with something still to come, the engine
   * would look through whole tables for what has waited for each row.
   */
  private async goOn(account: string): Promise<void> {
    if (this.accounts.size >= ACCOUNTS_TOGETHER || this.gathered.length >= ROWS_TOGETHER) await this.settle('all');
    this.accounts.add(account);
    this.account = account;
  }

  private async last(): Promise<number> {
    this.begin();
    const sql = 'SELECT coalesce(max(sequence), 0) AS last FROM audit';
    return (await this.session.get<{ last: number }>(sql))?.last ?? 0;
  }
}
