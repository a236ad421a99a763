import { LEDGER_ROLES, type LedgerRole } from '../../../src/core/ledger-role.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { EVERY_TABLE } from '../../../src/store/sql/tables.js';
import { ownership } from '../../../src/store/sql/table.js';
import { withServer } from '../../support/server.js';
import { append, cancelling, fill, joining, PAPER, placing, recording } from '../sample-entries.js';
import { account, attempt, later, order, request, user } from '../samples.js';
import { loginsOn, type Logins } from './logins.js';

const NO_RIGHT = '42501';

/** What somebody with a role tries who does not use the program. */
(withServer ? describe : describe.skip)('plain SQL on a server', () => {
  let there: Logins;
  let owners: Ledger;
  const logins = new Map<LedgerRole, string>();
  let foreign: string;
  let outsider: string;

  beforeAll(async () => {
    there = await loginsOn();
    owners = await there.open(there.owner);
    for (const role of LEDGER_ROLES) {
      logins.set(role, await there.login(role));
      await there.grant(as(role), role);
    }
    await fill(owners);
    await owners.write((ledger) => ledger.keep(PAPER));
    await append(owners, recording(), later(500));
    await append(owners, [...joining(2), ...placing(order(0, 2)), ...joining(3)], later(500));
    foreign = await there.login('foreign');
    await there.grant(foreign, 'admin', account(2).id);
    outsider = await there.login('outsider');
  });
  afterAll(async () => {
    expect(await owners.check()).toEqual([]);
    await there.drop();
  });

  const as = (role: LedgerRole) => logins.get(role) ?? '';

  const relations = async () =>
    (
      await there.database.ask<{
        name: string;
        columns: string[];
      }>(`SELECT c.relname AS name, array_agg(a.attname::text) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'partner'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname`)
    ).map(({ name, columns }) => ({ name, columns }));

  test.each([...LEDGER_ROLES, 'foreign', 'outsider'] as const)(
    'no table lets %s change a row by itself',
    async (who) => {
      const login = who === 'foreign' ? foreign : who === 'outsider' ? outsider : as(who);
      const tries = (await relations()).flatMap(({ name, columns }) => [
        `DELETE FROM ${name}`,
        `TRUNCATE ${name}`,
        `INSERT INTO ${name} SELECT * FROM ${name} LIMIT 1`,
        `INSERT INTO ${name} DEFAULT VALUES`,
        ...columns.map((column) => `UPDATE ${name} SET "${column}" = "${column}"`),
        ...columns.map((column) => `UPDATE ${name} SET "${column}" = NULL`),
      ]);
      // A sandbox's clock is a toy of whoever administers it.
      const meant = ['UPDATE meta SET "frozen_at" = "frozen_at"', 'UPDATE meta SET "frozen_at" = NULL'];
      expect(await there.went(login, tries)).toEqual(who === 'admin' || who === 'foreign' ? meant : []);
    },
  );

  test('of other accounts nothing is seen, and of nobody a table that holds rights', async () => {
    for (const table of EVERY_TABLE) {
      const { from, account: leads } = ownership(table);
      const [all] = (await there.ask(
        there.owner,
        `SELECT count(*)::integer AS rows FROM ${from} WHERE ${leads} = '${account(2).id}'`,
      )) as { rows: number }[];
      expect([table.name, await there.ask(foreign, `SELECT count(*)::integer AS rows FROM ${table.name}`)]).toEqual([
        table.name,
        [all],
      ]);
    }
    for (const name of ['audit', 'heads', 'paid_to'])
      expect(await there.ask(foreign, `SELECT 1 FROM ${name} WHERE account_id <> '${account(2).id}'`)).toEqual([]);
    for (const name of ['members', 'entry_rights', 'entry_values', 'evidence_files', 'role_privileges'])
      for (const role of LEDGER_ROLES) expect(await there.ask(as(role), `SELECT 1 FROM ${name}`)).toBe(NO_RIGHT);
    for (const name of ['meta', 'audit', 'seals', 'links', 'accounts'])
      expect(await there.ask(outsider, `SELECT 1 FROM partner.${name}`)).toBe(NO_RIGHT);
    expect(await there.ask(foreign, `SELECT evidence_of('${PAPER.sha256}') AS bytes`)).toEqual([{ bytes: null }]);
    expect(await there.ask(as('read'), `SELECT evidence_of('${PAPER.sha256}') AS bytes`)).toEqual([
      { bytes: PAPER.bytes },
    ]);
  });

  const ENTRY = (kind: string, body: string, more: Record<string, string> = {}) => {
    const link = {
      number: 'h.number + 1',
      prev_hash: 'h.hash',
      account_id: 'h.account_id',
      hash: HASH(kind, body),
      ...more,
    };
    return `INSERT INTO audit (number, at, by, kind, account_id, body, prev_hash, hash)
      SELECT ${link.number}, h.at, 'me', '${kind}', ${link.account_id}, '${body}', ${link.prev_hash}, ${link.hash}
      FROM heads h WHERE h.account_id = '${account(2).id}'`;
  };
  const HASH = (
    kind: string,
    body: string,
  ) => `encode(sha256(convert_to(format('[%s,%s,%s,"me","${kind}",%s,%s]', to_json(h.hash),
    h.number + 1, to_json(h.at), to_json(h.account_id), to_json('${body}'::text)), 'UTF8')), 'hex')`;
  const HEAD = `UPDATE heads h SET number = a.number, sequence = a.sequence, hash = a.hash, at = a.at
    FROM (SELECT * FROM audit WHERE account_id = '${account(2).id}' ORDER BY sequence DESC LIMIT 1) a WHERE h.account_id = a.account_id`;
  const MOVED = `{"accountId":"${account(2).id}","kind":"account-moved","programme":"another"}`;
  const SETTLED = `{"id":"${attempt(order(0, 2)).id}","kind":"attempt-unknown"}`;
  const UNKNOWN = `UPDATE attempts SET state = 'unknown' WHERE id = '${attempt(order(0, 2)).id}'`;
  const tried = (login: string, ...statements: readonly string[]) =>
    there.ask(login, 'BEGIN', ...statements, 'SET CONSTRAINTS ALL IMMEDIATE', 'ROLLBACK');

  test('I11 an entry is the next of its chain with its head, of a kind and an account of its writer, or it is none', async () => {
    expect(await tried(foreign, ENTRY('attempt-unknown', SETTLED), UNKNOWN, HEAD)).toEqual([]);
    expect(await tried(as('renew'), ENTRY('attempt-unknown', SETTLED), UNKNOWN, HEAD)).toEqual([]);
    const refused = {
      'a kind of somebody else': [ENTRY('account-moved', MOVED), HEAD],
      'a kind that it is not': [ENTRY('attempt-unknown', MOVED), HEAD],
      'a hash of something else': [ENTRY('attempt-unknown', SETTLED, { hash: 'h.hash' }), HEAD],
      'a place further on': [ENTRY('attempt-unknown', SETTLED, { number: 'h.number + 2' }), HEAD],
      'a beginning anew': [ENTRY('attempt-unknown', SETTLED, { prev_hash: '(SELECT genesis FROM meta)' }), HEAD],
      'without its head': [ENTRY('attempt-unknown', SETTLED), UNKNOWN],
      'a head without an entry': [`UPDATE heads SET number = number + 1, sequence = sequence + 1`],
      'a number of its own': [
        ENTRY('attempt-unknown', SETTLED)
          .replace('(number,', '(sequence, number,')
          .replace('SELECT', 'OVERRIDING SYSTEM VALUE SELECT 9000000000000,'),
      ],
    };
    for (const [what, statements] of Object.entries(refused))
      expect([what, await tried(as('renew'), ...statements)]).toEqual([what, NO_RIGHT]);
    const other = (sql: string) => sql.replaceAll(account(2).id, account(3).id);
    expect(await tried(foreign, other(ENTRY('account-moved', MOVED)))).toEqual([]);
    expect(await tried(foreign, ENTRY('account-moved', MOVED, { account_id: `'${account(3).id}'` }), HEAD)).toBe(
      NO_RIGHT,
    );
  });

  test('I5 what moves money or ends a subscription changes only along with its entry', async () => {
    const entry = ENTRY('attempt-unknown', SETTLED);
    const renew = as('renew');
    for (const sql of [
      UNKNOWN,
      `UPDATE attempts SET state = 'succeeded', charge_id = 'ch', settled_at = sent_at`,
      `UPDATE orders SET state = 'failed'`,
      `UPDATE orders SET state = 'paid', paid_at = placed_at, receipt_year = 2026, receipt_serial = 1`,
    ])
      // Some are no way out of where it is, whoever asks.
      expect([sql, await tried(renew, sql)]).toEqual([sql, expect.stringMatching(/^(42501|23514)$/)]);
    // Another row, another column, or a row of another entry than the newest.
    const other = `UPDATE orders SET state = 'failed' WHERE account_id = '${account(2).id}'`;
    expect(await tried(renew, entry, other)).toMatch(/^(42501|23514)$/);
    expect(
      await tried(
        renew,
        entry,
        `UPDATE attempts SET state = 'sending', decline_code = 'mine' WHERE order_id = '${order(0, 2).id}'`,
      ),
    ).toBe(NO_RIGHT);
    const named = entry.replaceAll(attempt(order(0, 2)).id, 'another');
    expect(await tried(renew, named, UNKNOWN)).toBe(NO_RIGHT);
    const cancelled = `INSERT INTO cancellations (written, subscription_id, request_id, from_day, at, by)
      SELECT a.sequence, '${order().subscriptionId}', '${request().id}', '2025-01-01', a.at, 'me' FROM audit a ORDER BY sequence DESC LIMIT 1`;
    for (const role of LEDGER_ROLES) expect([role, await tried(as(role), cancelled)]).toEqual([role, NO_RIGHT]);
  });

  test('I5 an entry that fits nothing is refused, whoever may write its kind', async () => {
    const failed = (id: string) => ENTRY('order-failed', `{"id":"${id}","kind":"order-failed"}`);
    const settled = ENTRY('attempt-settled', SETTLED.replace('attempt-unknown', 'attempt-settled'));
    const again = `INSERT INTO attempts SELECT (jsonb_populate_record(t, jsonb_build_object('written', a.sequence))).*
      FROM attempts t, (SELECT max(sequence) AS sequence FROM audit WHERE account_id = '${account(2).id}') a
      WHERE t.id = '${attempt(order(0, 2)).id}' ON CONFLICT DO NOTHING`;
    const sent = ENTRY('attempt-sent', SETTLED.replace('attempt-unknown', 'attempt-sent'));
    const refused = {
      'what it does is left out': [ENTRY('attempt-unknown', SETTLED), HEAD],
      'something that is not there': [failed('ord_of_nobody'), HEAD],
      'what it does is so already': [
        ENTRY('attempt-unknown', SETTLED),
        UNKNOWN,
        ENTRY('attempt-unknown', SETTLED),
        UNKNOWN,
        HEAD,
      ],
      'what another entry has done': [ENTRY('attempt-unknown', SETTLED), UNKNOWN, HEAD, settled, HEAD],
      'a row that gives way to one that is there': [sent, again, HEAD],
      'a word of its own that it did it': [
        ENTRY('attempt-unknown', SETTLED),
        HEAD,
        'INSERT INTO followed SELECT max(sequence) FROM audit',
      ],
    };
    for (const role of ['renew', 'buy', 'admin'] as const)
      for (const [what, statements] of Object.entries(refused))
        expect([role, what, await tried(as(role), ...statements)]).toEqual([role, what, NO_RIGHT]);
    // One that follows another, each with what it does.
    expect(await tried(as('renew'), ENTRY('attempt-unknown', SETTLED), UNKNOWN, HEAD)).toEqual([]);
    expect(await there.database.ask('SELECT 1 FROM partner.followed')).toEqual([]);
  });

  test('a job ends no subscription whose money is not back', async () => {
    const asked = { ...request(1, 2), cancels: null };
    await append(owners, [{ kind: 'request-filed', request: asked }], later(500));
    const entry = cancelling(2);
    const body = JSON.stringify(entry);
    const written = (role: LedgerRole) =>
      there.ask(as(role), 'BEGIN', ENTRY('subscription-cancelled', body), HEAD, 'ROLLBACK');
    expect(await written('renew')).toBe(NO_RIGHT);
    expect(await written('support')).toEqual([]);
  });

  test('a job orders renewals alone', async () => {
    const of = (kind: string) =>
      ENTRY('order-placed', JSON.stringify({ kind: 'order-placed', order: { ...order(1, 2), kind } }));
    const written = (role: LedgerRole, kind: string) => there.ask(as(role), 'BEGIN', of(kind), HEAD, 'ROLLBACK');
    expect(await written('renew', 'renewal')).toEqual([]);
    expect(await written('renew', 'purchase')).toBe(NO_RIGHT);
    expect(await written('buy', 'purchase')).toEqual([]);
  });

  test.each(LEDGER_ROLES)('what a ledger is made of stays as it is for %s', async (role) => {
    const tries = [
      'ALTER TABLE audit DISABLE TRIGGER ALL',
      'ALTER TABLE audit DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE orders ADD COLUMN mine text',
      'DROP TRIGGER audit_stays ON audit',
      'DROP POLICY of_accounts_seen ON orders',
      'DROP TABLE seals CASCADE',
      'CREATE TABLE partner.mine (id text)',
      'CREATE FUNCTION partner.mine() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
      'CREATE OR REPLACE FUNCTION sees_all() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$',
      'ALTER FUNCTION terms_move_paid_to() SECURITY INVOKER',
      `INSERT INTO members (login, role) VALUES (session_user, 'admin')`,
      `INSERT INTO entry_rights SELECT kind, 'read', part, refunded FROM entry_rights`,
      'SET session_replication_role = replica',
      'SET row_security = off; SELECT 1 FROM audit; SET row_security = on',
      `SET ROLE ${there.owner}`,
      `SET SESSION AUTHORIZATION ${there.owner}`,
      `SELECT setval(pg_get_serial_sequence('audit', 'sequence'), 1)`,
      `CREATE TEMP TABLE mine1 (subscription_id text, end_day text);
        CREATE TRIGGER mine AFTER INSERT ON mine1 FOR EACH ROW EXECUTE FUNCTION terms_move_paid_to()`,
      `CREATE TEMP TABLE mine2 (receipt_year bigint, receipt_serial bigint);
        CREATE TRIGGER mine AFTER INSERT ON mine2 FOR EACH ROW EXECUTE FUNCTION receipts_are_counted()`,
      `INSERT INTO seals SELECT number + 1, at, sequence + 1, heads, hash, hash FROM seals`,
    ];
    expect(await there.went(as(role), tries)).toEqual([]);
    // What may not be passed on is passed on to nobody, and the server only warns.
    await there.ask(as(role), 'GRANT SELECT ON audit TO PUBLIC');
    expect(await there.ask(outsider, 'SELECT 1 FROM partner.audit')).toBe(NO_RIGHT);
  });

  test('nothing of the same name stands before what a guard or a policy looks at', async () => {
    const shadows = [
      'CREATE TEMP TABLE audit (LIKE partner.audit)',
      `INSERT INTO pg_temp.audit SELECT * FROM partner.audit`,
      `CREATE TEMP TABLE members (login name, role text, account_id text)`,
      `INSERT INTO pg_temp.members VALUES (session_user, 'admin', NULL)`,
      `CREATE FUNCTION pg_temp.sees_all() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$`,
      `CREATE FUNCTION pg_temp.is_owner() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$`,
      `CREATE FUNCTION pg_temp.my_roles() RETURNS SETOF pg_temp.members LANGUAGE sql AS $$ TABLE pg_temp.members $$`,
      'SET search_path TO pg_temp, partner',
    ];
    expect(
      await there.ask(foreign, ...shadows, `SELECT 1 FROM partner.orders WHERE account_id <> '${account(2).id}'`),
    ).toEqual([]);
    const entry = ENTRY('account-moved', MOVED)
      .replace('INTO audit', 'INTO partner.audit')
      .replace('heads h', 'partner.heads h');
    expect(await there.ask(as('renew'), ...shadows, 'BEGIN', entry)).toBe(NO_RIGHT);
    expect(await there.ask(as('renew'), ...shadows, UNKNOWN.replace('attempts', 'partner.attempts'))).toBe(NO_RIGHT);
  });

  test('G24 a seal of somebody who sees one account is over all of them', async () => {
    const store = await there.open(foreign);
    await store.write((ledger) => ledger.append({ kind: 'user-added', user: user(5, 2) }, later(600), 'somebody'));
    const [seal] = await there.database.ask<{ heads: string }>(
      'SELECT heads FROM partner.seals ORDER BY number DESC LIMIT 1',
    );
    for (const owner of [2, 3]) expect(seal?.heads).toContain(account(owner).id);
    expect(await owners.check()).toEqual([]);
  });

  test('a right that follows from no role, and one that is missing, are named by the check', async () => {
    const [read, buy] = [as('read'), as('buy')];
    await there.database
      .ask(`GRANT UPDATE (state), DELETE ON partner.orders TO ${read}; REVOKE INSERT ON partner.attempts FROM ${buy};
      GRANT EXECUTE ON FUNCTION partner.terms_move_paid_to() TO PUBLIC`);
    expect(await owners.check()).toEqual([
      {
        where: 'rights of PUBLIC',
        problem: 'It may EXECUTE terms_move_paid_to(), which follows from no role of its own.',
      },
      { where: `rights of ${buy}`, problem: 'It may not INSERT attempts, as its role may.' },
      { where: `rights of ${read}`, problem: 'It may DELETE orders, which follows from no role of its own.' },
      { where: `rights of ${read}`, problem: 'It may UPDATE orders.state, which follows from no role of its own.' },
    ]);
    await there.database
      .ask(`REVOKE UPDATE (state), DELETE ON partner.orders FROM ${read}; GRANT INSERT ON partner.attempts TO ${buy};
      REVOKE EXECUTE ON FUNCTION partner.terms_move_paid_to() FROM PUBLIC`);
    await there.database
      .ask(`UPDATE partner.entry_rights SET role = 'read' WHERE kind = 'order-paid' AND role = 'renew';
      ALTER TABLE partner.heads DISABLE ROW LEVEL SECURITY`);
    const found = (await owners.check()).map(({ where }) => where);
    expect(found).toEqual(expect.arrayContaining(['policies of heads', 'rights of order-paid']));
    await there.database
      .ask(`UPDATE partner.entry_rights SET role = 'renew' WHERE kind = 'order-paid' AND role = 'read';
      ALTER TABLE partner.heads ENABLE ROW LEVEL SECURITY`);
  });
});
