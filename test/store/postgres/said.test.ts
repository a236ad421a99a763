import { LEDGER_ROLES, type LedgerRole } from '../../../src/core/ledger-role.js';
import { RULES, type Entry } from '../../../src/core/entry.js';
import { applied } from '../../../src/core/applied.js';
import type { Book } from '../../../src/core/book.js';
import { changesBetween, type Change } from '../../../src/store/sql/book-rows.js';
import { KeptBooks } from '../../../src/store/sql/kept-books.js';
import type { Session, Value } from '../../../src/store/sql/session.js';
import { SqlWriter } from '../../../src/store/sql/writer.js';
import { LedgerError } from '../../../src/store/store.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { withServer } from '../../support/server.js';
import { later } from '../samples.js';
import { append, PAPER } from '../sample-entries.js';
import { loginsOn, type Logins } from './logins.js';
import { histories } from './touched.js';

/** What follows from what the book held before, and no entry says by itself: `db check` alone tells. */
const DERIVED = [
  'account-changed accounts.former',
  'recipient-added accounts.recipients',
  'recipient-removed accounts.recipients',
  // Of a column that says how old the entry is.
  'reminder-claimed dispatches.begins_noted',
];

class Undone extends Error {}

/** Everything that an entry writes, with one column of it that says something else. */
(withServer ? describe : describe.skip)('a row and its entry on a server', () => {
  const tried = new Set<string>();

  test.each([0, 1, 2, 3, 4])(
    'I11 whoever writes an entry writes the rows that it says, column by column: history %i',
    async (place) => {
      const history = (await histories())[place] ?? [];
      const there = await loginsOn(`said_${place}`);
      const stores = await storesOf(there);
      const went: string[] = [];
      let book: Book | undefined;
      let together: Entry[] = [];
      for (const entry of history) {
        together.push(entry);
        const after = applied(book, entry);
        const store = stores.get(together.length === 1 ? leastOf(entry) : 'admin') as Ledger;
        for (const told of liesAbout(changesBetween(book, after))) {
          const name = `${entry.kind} ${told.table}.${told.column}`;
          if (tried.has(`${told.sql} ${name}`)) continue;
          tried.add(`${told.sql} ${name}`);
          if ((await said(store, together, told)) === 'Undone') went.push(name);
        }
        book = after;
        if (await stands(stores.get('admin') as Ledger, together)) together = [];
      }
      expect(went.filter((name) => !DERIVED.includes(name))).toEqual([]);
      await there.drop();
    },
    120_000,
  );

  test('what an entry of the samples does was all tried', () => {
    expect(tried.size).toBeGreaterThan(300);
  });
});

async function storesOf(there: Logins): Promise<ReadonlyMap<LedgerRole, Ledger>> {
  const owners = await there.open(there.owner);
  await owners.write((ledger) => ledger.keep(PAPER));
  const stores = new Map<LedgerRole, Ledger>();
  for (const role of LEDGER_ROLES) {
    const login = await there.login(role);
    await there.grant(login, role);
    stores.set(role, await there.open(login));
  }
  return stores;
}

/** The role that may do least of those that write such an entry. */
function leastOf(entry: Entry): LedgerRole {
  const writers = RULES[entry.kind].writers.filter(({ part, refunded }) => !part && !refunded).map(({ role }) => role);
  return (['renew', 'support', 'buy'] as const).find((role) => writers.includes(role)) ?? 'admin';
}

interface Lie {
  /** How the statement begins that tells it. */
  readonly sql: string;
  readonly table: string;
  readonly column: string;
}

function liesAbout(changes: readonly Change[]): readonly Lie[] {
  return changes.flatMap(({ kind, table: { name: table, key }, row }) => {
    const sql = kind === 'made' ? `INSERT INTO ${table} ` : `UPDATE ${table} `;
    const columns = Object.keys(row).filter((column) => kind === 'made' || !key.includes(column));
    return columns.map((column) => ({ sql, table, column }));
  });
}

/** What becomes of entries of which the last is told wrong in the tables. */
async function said(ledger: Ledger, entries: readonly Entry[], lie: Lie): Promise<string> {
  const last = entries.at(-1) as Entry;
  const writing = ledger.alone(async (session, shelf) => {
    let lying = false;
    const writer = new SqlWriter(
      told(session, lie, () => lying),
      new KeptBooks(),
      { last: undefined },
      () => undefined,
      shelf,
    );
    for (const entry of entries) {
      lying = entry === last;
      await writer.append(entry, later(500), 'somebody');
    }
    await writer.finish();
    await session.run('SET CONSTRAINTS ALL IMMEDIATE');
    throw new Undone();
  });
  return writing.catch((error: unknown) =>
    error instanceof LedgerError ? error.code : (error as Error).constructor.name,
  );
}

function told(session: Session, { sql: begin, column }: Lie, lying: () => boolean): Session {
  return Object.create(session, {
    run: {
      value: (sql: string, ...values: readonly Value[]) => {
        if (!lying() || !sql.startsWith(begin)) return session.run(sql, ...values);
        const names = [...sql.replace(/ WHERE .*/, '').matchAll(/"(\w+)"/g)].map(([, name]) => name);
        return session.run(sql, ...values.map((value, at) => (names[at] === column ? other(value) : value)));
      },
    },
  }) as Session;
}

/** Something else of the same form. */
function other(value: Value): Value {
  if (typeof value === 'number') return value === 1 ? 0 : value + 1;
  if (value === null) return '1';
  if (/^[[{]/.test(value)) return '[]';
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return `2031${value.slice(4)}`;
  return `${value}x`;
}

/** Some hold only together with what follows them. */
async function stands(ledger: Ledger, entries: readonly Entry[]): Promise<boolean> {
  try {
    await append(ledger, entries, later(500));
    return true;
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'LEDGER_CONFLICT') return false;
    throw error;
  }
}
