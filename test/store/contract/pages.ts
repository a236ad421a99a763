import type { Day } from '../../../src/core/day.js';
import type { Shelf } from '../../../src/store/store.js';
import { Chains } from '../../../src/store/sql/chains.js';
import { SqlReader } from '../../../src/store/sql/reader.js';
import type { Session, Value } from '../../../src/store/sql/session.js';
import { account } from '../samples.js';

const days = { from: '2024-01-01' as Day, to: '2030-01-01' as Day };
const limit = 50;

/** Every page that lists or claims, which a ledger of a million accounts has to find by an index. */
export const PAGES: Readonly<Record<string, (reader: SqlReader, session: Session) => Promise<unknown>>> = {
  'a subscription that nobody else pays for': (_, session) =>
    new Chains(session, { last: undefined }).takes({
      accountId: account().id,
      subscriptionId: 'sub_1',
      day: '2030-01-01' as Day,
    }),
  'attempts for a reference': (reader) => reader.attemptsFor('reference'),
  'what is due': (reader) => reader.paidTo({ programme: 'mpn-2018', ...days, after: undefined, limit }),
  accounts: (reader) => reader.accounts(limit),
  'accounts that come after one': (reader) => reader.accounts(limit, account().id),
  'members that come after one': (reader) => reader.members(limit, account().id),
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

/** How an engine would find what a page asks for: each of its statements with the plan of it. */
export async function plansOf(
  session: Session,
  shelf: Shelf,
  page: (reader: SqlReader, session: Session) => Promise<unknown>,
  explain: (sql: string, values: readonly Value[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const asked: (readonly [sql: string, values: readonly Value[]])[] = [];
  const noting = Object.assign(Object.create(session) as Session, {
    get: <T>(sql: string, ...values: Value[]) => (asked.push([sql, values]), session.get<T>(sql, ...values)),
    all: <T>(sql: string, ...values: Value[]) => (asked.push([sql, values]), session.all<T>(sql, ...values)),
  });
  await page(new SqlReader(noting, shelf), noting);
  const plans: string[] = [];
  for (const [sql, values] of asked) plans.push([sql, ...(await explain(sql, values))].join('\n'));
  return plans;
}
