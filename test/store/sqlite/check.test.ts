import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { openLedger } from '../../../src/store/sqlite/open.js';
import type { Defect } from '../../../src/store/store.js';
import { append, joining, PAPER } from '../sample-entries.js';
import { account, AT, IDENTITY, later, START } from '../samples.js';
import { create, fillModel, tamper, using } from './folder.js';
import { quickFolder } from '../../support/folders.js';

const model = quickFolder('store');
beforeAll(() => fillModel(join(model, 'ledger.db')));

function filled(): string {
  const file = join(quickFolder('store'), 'ledger.db');
  copyFileSync(join(model, 'ledger.db'), file);
  const evidence = join(dirname(file), 'evidence');
  mkdirSync(evidence);
  writeFileSync(join(evidence, PAPER.sha256), PAPER.bytes);
  return file;
}

const checked = (file: string): Promise<readonly Defect[]> => using(openLedger(file), (store) => store.check());

/** Somebody who knows SQLite: the rules of the schema are put aside for the change and back afterwards. */
function alter(file: string, sql: string): void {
  tamper(file, (db) => {
    db.pragma('ignore_check_constraints = ON');
    const triggers = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
    for (const trigger of triggers) db.exec(trigger.sql);
  });
}

interface Column {
  readonly name: string;
  readonly type: string;
}

const TABLES = [
  'acceptances',
  'accounts',
  'attempts',
  'audit',
  'benefit_records',
  'cancellations',
  'credit_notes',
  'dispatches',
  'evidence',
  'heads',
  'meta',
  'orders',
  'paid_to',
  'payment_methods',
  'receipts',
  'recorded_orders',
  'refunds',
  'request_entries',
  'requests',
  'seals',
  'stated_refunds',
  'statements',
  'subscriptions',
  'terms',
  'tokens',
  'transfer_ends',
  'turned_off',
  'users',
];

/** The row that was written last; of a table without row numbers, the last in order. */
function lastOf(table: string): string {
  const name = table === 'paid_to' ? 'subscription_id' : 'rowid';
  return `${name} = (SELECT max(${name}) FROM ${table})`;
}

/** Another value of the column's type, as near to the old one as can be. */
function changed({ name, type }: Column): string {
  if (type === 'INTEGER') return `coalesce(${name} + 1, 1)`;
  return `CASE WHEN ${name} IS NULL THEN '2024-02-29T12:00:00.000Z' ELSE substr(${name}, 1, length(${name}) - 1) || (CASE substr(${name}, -1) WHEN '9' THEN '8' ELSE '9' END) END`;
}

function columnsOf(file: string, table: string): readonly Column[] {
  return tamper(file, (db: Database.Database) => db.pragma(`table_info(${table})`) as Column[]);
}

test('G24 a ledger that nobody altered has no defect', async () => {
  expect(await checked(filled())).toEqual([]);
});

test('G24 the list of tables is complete', async () => {
  const held = tamper(filled(), (db) =>
    db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
      .pluck()
      .all(),
  );
  expect(held).toEqual([...TABLES, 'number_series'].sort());
});

describe.each(TABLES)('G24 every altered value of %s is seen', (table) => {
  test('G24 column by column', async () => {
    const file = filled();
    const unseen: string[] = [];
    for (const column of columnsOf(file, table)) {
      // A frozen clock is a toy of sandbox ledgers and no record; what it must be is tested on its own.
      if (table === 'meta' && column.name === 'frozen_at') continue;
      // Where it went, or comes from, is no record either: whoever opens it is told so, or cannot.
      if (table === 'meta' && ['moved_to', 'copied_from', 'restored_at'].includes(column.name)) continue;
      const copy = `${file}.${column.name}`;
      copyFileSync(file, copy);
      alter(copy, `UPDATE ${table} SET ${column.name} = ${changed(column)} WHERE ${lastOf(table)}`);
      if ((await checked(copy)).length === 0) unseen.push(column.name);
    }
    expect(unseen).toEqual([]);
  });

  test('G24 a row taken out', async () => {
    const file = filled();
    alter(file, `DELETE FROM ${table} WHERE ${lastOf(table)}`);
    expect(await checked(file)).not.toEqual([]);
  });
});

describe('G24 the defect says where and what', () => {
  test.each([
    [
      'a price',
      `UPDATE orders SET total = 1, tax = NULL WHERE id = 'order-1-0'`,
      'order order-1-0',
      'It differs from the audit log in: tax, total.',
    ],
    [
      'an order’s lines',
      `UPDATE orders SET lines = '[]' WHERE id = 'order-1-0'`,
      'order order-1-0',
      'It differs from the audit log in: lines.',
    ],
    [
      'an end',
      `UPDATE terms SET end_day = '2026-02-28'`,
      'subscription subscription-1',
      'It differs from the audit log in: terms.',
    ],
    [
      'an outcome',
      `UPDATE attempts SET state = 'declined' WHERE state = 'succeeded'`,
      'order order-1-0',
      'It is paid and has 0 succeeded payment attempts (I3).',
    ],
    [
      'a switch',
      `DELETE FROM turned_off`,
      'subscription subscription-1',
      'It differs from the audit log in: turnedOff.',
    ],
    [
      'a default',
      `UPDATE payment_methods SET is_default = 0`,
      'payment method method-1-2',
      'It differs from the audit log in: isDefault.',
    ],
    [
      'evidence that counts for more',
      `UPDATE evidence SET counts = '[{"metric":"certified-people","value":9}]' WHERE id = 'evidence-1-2'`,
      'evidence evidence-1-2',
      'It differs from the audit log in: counts.',
    ],
    [
      'a licence of somebody else',
      `UPDATE benefit_records SET user = 'admin2@example.org' WHERE id = 'benefit-1-2'`,
      'benefit record benefit-1-2',
      'It differs from the audit log in: user.',
    ],
    [
      'a token that was revoked',
      `UPDATE tokens SET revoked_at = NULL`,
      'token token-1-1',
      'It differs from the audit log in: revokedAt.',
    ],
    [
      'a token that may do more',
      `UPDATE tokens SET scopes = '["read","renew","buy"]' WHERE id = 'token-1-2'`,
      'token token-1-2',
      'It differs from the audit log in: scopes.',
    ],
    [
      'a user with more roles',
      `UPDATE users SET roles = '["global-admin"]' WHERE email = 'colleague1@example.org'`,
      'user colleague1@example.org',
      'It differs from the audit log in: roles.',
    ],
    [
      'a user who was removed',
      `UPDATE users SET removed_on = NULL`,
      'user colleague2@example.org',
      'It differs from the audit log in: removedOn.',
    ],
    [
      'a user whom nobody added',
      `UPDATE users SET written = 2 WHERE email = 'colleague1@example.org'`,
      'users row 2',
      'The audit entry 2 did not make it.',
    ],
    [
      'an account without a Global admin',
      `UPDATE users SET roles = '["user"]'`,
      'account account-1',
      'It has no Global admin (J6).',
    ],
    [
      'a receipt',
      `UPDATE orders SET receipt_serial = 3 WHERE id = 'order-1-0'`,
      'receipts of 2024',
      'There are 2 and the last is number 3 (I13).',
    ],
    [
      'an entry’s text',
      `UPDATE audit SET body = replace(body, 'Exemple', 'exemple') WHERE sequence = 1`,
      'audit entry 1',
      'Its hash is not that of what it says.',
    ],
    [
      'a missing entry',
      `DELETE FROM audit WHERE sequence = 5`,
      'audit entry 6',
      'The 1 entries before it are missing.',
    ],
    [
      'the last entry',
      `DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)`,
      'audit',
      'Its last entry is 70 and should be 71.',
    ],
    [
      'a head that was put back',
      `UPDATE heads SET number = 1 WHERE account_id = 'account-1'`,
      'account account-1',
      'The end of its chain is not the newest of its entries.',
    ],
    [
      'the count of receipts',
      `UPDATE receipts SET last = 7`,
      'receipts of 2024',
      'The last is number 2 and 7 was counted (I13).',
    ],
    ['a seal', `DELETE FROM seals WHERE number = 5`, 'seals', 'Its last seal is 4 and should be 5.'],
    [
      'the installation',
      `UPDATE meta SET installation = 'other'`,
      'meta',
      'Its installation, gateway or date of creation was changed.',
    ],
    [
      'a frozen clock',
      `UPDATE meta SET frozen_at = '2024-02-30T12:00:00.000Z'`,
      'meta',
      'Its frozen clock shows no date.',
    ],
    [
      'a card’s owner',
      `UPDATE payment_methods SET account_id = 'nobody' WHERE id = 'method-1-2'`,
      'payment method method-1-2',
      'The audit log has it and the ledger does not.',
    ],
  ])('G24 %s', async (_, sql, where, problem) => {
    const file = filled();
    alter(file, sql);
    expect(await checked(file)).toContainEqual({ where, problem });
  });

  test('G24 a row that no entry made', async () => {
    const file = filled();
    alter(
      file,
      `INSERT INTO turned_off (written, subscription_id, term, at, by) SELECT written + 1, subscription_id, 1, at, by FROM turned_off`,
    );
    expect(await checked(file)).toContainEqual({
      where: 'subscription subscription-1',
      problem: 'It differs from the audit log in: turnedOff.',
    });
  });

  test('G24 an entry whose hash was made to fit breaks the next link', async () => {
    const file = filled();
    alter(file, `UPDATE audit SET hash = '${'0'.repeat(64)}' WHERE sequence = 5`);
    expect(await checked(file)).toContainEqual({
      where: 'audit entry 6',
      problem: 'It does not continue the entry before it.',
    });
  });

  test('G24 the audit chain of another installation', async () => {
    const file = filled();
    const other = join(quickFolder('store'), 'other.db');
    await using(create(other, { create: { ...IDENTITY, installation: 'inst-2' } }), (store) =>
      append(store, joining()),
    );
    const genesis = tamper(other, (db) => db.prepare('SELECT genesis FROM meta').pluck().get());
    alter(file, `UPDATE meta SET installation = 'inst-2', genesis = '${String(genesis)}'`);
    expect(await checked(file)).toEqual([
      { where: 'seal 1', problem: 'It does not continue the seal before it.' },
      // The first of each account.
      { where: 'audit entry 1', problem: 'It does not continue the entry before it.' },
      { where: 'audit entry 60', problem: 'It does not continue the entry before it.' },
    ]);
  });

  test('G24 an entry that was altered and given no place in its chain', async () => {
    const file = filled();
    alter(file, `UPDATE audit SET number = NULL, by = 'other@contoso.example' WHERE sequence = 5`);
    expect(await checked(file)).toEqual(
      expect.arrayContaining([
        { where: 'audit entry 5', problem: 'Its hash is not that of what it says.' },
        { where: 'audit entry 5', problem: 'It has no place in the chain of its account.' },
      ]),
    );
  });

  test('G24 an account that was taken out whole, with what the engine remembers of it', async () => {
    const file = join(quickFolder('store'), 'ledger.db');
    await using(create(file), async (store) => {
      await append(store, joining());
      await append(store, [{ kind: 'account-joined', account: account(2) }], later(2));
    });
    for (const table of ['users', 'heads', 'audit']) alter(file, `DELETE FROM ${table} WHERE account_id = 'account-2'`);
    alter(file, `DELETE FROM accounts WHERE id = 'account-2'`);
    alter(file, `UPDATE sqlite_sequence SET seq = (SELECT max(sequence) FROM audit) WHERE name = 'audit'`);
    expect(await checked(file)).toContainEqual({
      where: 'account account-2',
      problem: `Seal 2 names its entry ${joining().length + 1}, which is not there as it was.`,
    });
  });

  test.each([
    ['two days later', later(2), false],
    ['on the same day, before a backup', AT, true],
  ])('G24 a tail that was written %s and cut off, with the heads and the tables made to fit', async (_, at, backup) => {
    const file = join(quickFolder('store'), 'ledger.db');
    await using(create(file), async (store) => {
      await append(store, joining());
      await append(store, [{ kind: 'membership-ended', accountId: 'account-1', on: START }], at);
      if (backup) await store.backup(`${file}.copy`);
    });
    const cut = joining().length + 1;
    alter(file, `DELETE FROM audit WHERE sequence = ${cut}`);
    alter(file, `UPDATE accounts SET left_on = NULL`);
    alter(
      file,
      `UPDATE heads SET number = ${cut - 1}, sequence = ${cut - 1},
        (hash, at) = (SELECT hash, at FROM audit WHERE sequence = ${cut - 1})`,
    );
    alter(file, `UPDATE sqlite_sequence SET seq = ${cut - 1} WHERE name = 'audit'`);
    expect(await checked(file)).toContainEqual({
      where: 'account account-1',
      problem: `Seal 2 names its entry ${cut}, which is not there as it was.`,
    });
  });

  test('G24 a rule that was taken out of the schema', async () => {
    const file = filled();
    tamper(file, (db) => db.exec('DROP TRIGGER audit_is_final; DROP INDEX one_order_a_term; CREATE TABLE notes (id)'));
    expect(await checked(file)).toEqual([
      { where: 'index one_order_a_term', problem: 'It was taken out of the schema.' },
      { where: 'trigger audit_is_final', problem: 'It was taken out of the schema.' },
      { where: 'table notes', problem: 'It is not what the migrations made.' },
    ]);
  });
});

test('G24 a long check says how far it is, and waits so that others get their turn', async () => {
  const shares: number[] = [];
  let turns = 0;
  await using(openLedger(filled()), (store) =>
    store.check(async (share) => {
      shares.push(share);
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }),
  );
  expect(shares).toEqual([...shares].sort((left, right) => left - right));
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
  expect(turns).toBe(shares.length);
});
