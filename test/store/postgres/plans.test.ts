import type { Day } from '../../../src/core/day.js';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { SqlReader } from '../../../src/store/sql/reader.js';
import type { Session, Value } from '../../../src/store/sql/session.js';
import { EvidenceTable } from '../../../src/store/postgres/evidence.js';
import { using } from '../sqlite/folder.js';
import { append, joining, placing } from '../sample-entries.js';
import { account, IDENTITY, order } from '../samples.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';

/** How the server would find what each page asks for, had it only as much patience as an index takes. */
async function plansOf(session: Session, work: (reader: SqlReader) => Promise<unknown>): Promise<readonly string[]> {
  const asked: (readonly [sql: string, values: readonly Value[]])[] = [];
  const noting = Object.assign(Object.create(session) as Session, {
    get: <T>(sql: string, ...values: Value[]) => (asked.push([sql, values]), session.get<T>(sql, ...values)),
    all: <T>(sql: string, ...values: Value[]) => (asked.push([sql, values]), session.all<T>(sql, ...values)),
  });
  await work(new SqlReader(noting, new EvidenceTable(session)));
  await session.run('SET LOCAL enable_seqscan = off');
  const plans: string[] = [];
  for (const [sql, values] of asked) {
    const lines = await session.all<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, ...values);
    plans.push(`${sql}\n${lines.map((line) => line['QUERY PLAN']).join('\n')}`);
  }
  return plans;
}

(withServer ? describe : describe.skip)('what lists or claims asks an index of a server', () => {
  let database: Database;
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  const days = { from: '2024-01-01' as Day, to: '2030-01-01' as Day };
  const limit = 50;
  const PAGES: Readonly<Record<string, (reader: SqlReader) => Promise<unknown>>> = {
    'what is due': (reader) => reader.paidTo({ programme: 'mpn-2018', ...days, after: undefined, limit }),
    accounts: (reader) => reader.accounts(limit),
    'one account by its MPN ID': (reader) => reader.account('1234567'),
    'a book': (reader) => reader.book(account().id),
    'payments under way': (reader) => reader.openOrders(),
    'refunds under way': (reader) => reader.openRefunds(),
    'orders for a reference': (reader) => reader.ordersFor('reference'),
    'paid orders': (reader) => reader.paidOrders(undefined, limit),
    'entries of all': (reader) => reader.entries({ limit }),
    'entries of one': (reader) => reader.entries({ accountId: account().id, limit }),
    'a token': (reader) => reader.token('0'.repeat(64)),
    'the newest card': (reader) => reader.lastCardKept(),
  };

  test.each(Object.entries(PAGES))('%s', async (_, page) => {
    const opening = openServerLedger(database.address(), { create: IDENTITY });
    await using(opening, async (store) => {
      if ((await store.read((reader) => reader.accounts(1))).length === 0)
        await append(store, [...joining(), ...placing(order())]);
      const plans = await (store as Ledger).look((session) => plansOf(session, page));
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter((plan) => plan.includes('Seq Scan'))).toEqual([]);
    });
  });
});
