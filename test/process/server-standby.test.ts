import { setTimeout as pause } from 'node:timers/promises';
import { freshHome, runPartner } from '../support/run.js';
import { ownServer, withServer, type OwnServer } from '../support/server.js';

const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';

/** Every command that only looks. */
const LOOKS = [
  ...['status', 'report --html report.html', 'offers list', 'offers show action-pack', 'actionpack show', 'whoami'],
  ...[
    'actionpack benefits',
    'competency list',
    'competency show devops',
    'subscriptions list',
    'subscriptions timeline',
  ],
  ...['subscriptions show action-pack', 'benefits list', 'benefits credits', 'payment-methods list', 'orders list'],
  ...[
    'orders show 2026-000001',
    'orders export --from 2026-01-01',
    'evidence list',
    'recover',
    'reconcile',
    'terms show',
  ],
  ...['renewals due', 'renewals forecast', 'reminders list', 'reminders calendar', 'reminders recipients list'],
  ...['events list', 'support list', 'terms history', 'account list', 'account show', 'users list', 'who-can'],
  ...['tokens list', 'catalog list', 'catalog show', 'config list', 'db path', 'db roles', 'db export tables'],
  ...[
    'audit list',
    'clock show',
    'actionpack autorenew off --yes --dry-run',
    'renewals run --yes --dry-run',
    'db restore --yes --dry-run',
  ],
];

interface Found {
  readonly code: string;
  readonly verdict: string;
  readonly facts: Record<string, unknown>;
}

(withServer ? describe : describe.skip)('a standby', () => {
  let primary: OwnServer;
  let server: OwnServer;
  const home = freshHome();
  const partner = (line: string, at: OwnServer = server) =>
    runPartner([...line.split(' '), '--json'], { home, cwd: home, env: { PARTNER_DATABASE: at.url } });
  const examined = async () => {
    const ran = await partner('doctor');
    const { checks } = ran.json<{ checks: readonly Found[] }>();
    return { code: ran.code, found: checks };
  };

  beforeAll(async () => {
    primary = await ownServer();
    expect((await partner(JOIN, primary)).code).toBe(0);
    expect((await partner(BUY, primary)).code).toBe(0);
    server = await primary.standby();
  }, 60_000);
  afterAll(() => {
    server.stop();
    primary.stop();
  });

  test.each(LOOKS)(
    'shows what is there: %s',
    async (line) => expect(await partner(line)).toMatchObject({ code: 0 }),
    30_000,
  );

  test.each(['db check', 'audit verify'])(
    'is checked, but for what would take a write, which is said: %s',
    async (line) => {
      const [checked, people] = await Promise.all([
        partner(line),
        runPartner(line.split(' '), { home, env: { PARTNER_DATABASE: server.url } }),
      ]);
      expect(checked).toMatchObject({ code: 0, stderr: '' });
      expect(checked.json()).toMatchObject({ sound: true, defects: [], schemaCompared: false });
      expect(people.stdout).toMatch(/sound[^]*were not compared[^]*standby/);
    },
    30_000,
  );

  test('G24 what was altered is found there, too', async () => {
    await primary.ask(`SET session_replication_role = replica; UPDATE partner.accounts SET company = 'Fabrikam'`);
    await followed();
    const found = await partner('db check');
    await primary.ask(`SET session_replication_role = replica; UPDATE partner.accounts SET company = 'Contoso'`);
    await followed();
    expect(found.code).toBe(1);
    expect(found.json<{ defects: object[] }>().defects).not.toEqual([]);
  }, 30_000);

  test('is well, and said to be one, with how far behind it is', async () => {
    await followed();
    const { code, found } = await examined();
    expect([code, found.filter(({ verdict }) => verdict === 'fault' || verdict === 'warning')]).toEqual([0, []]);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'LEDGER_SOUND' }),
        expect.objectContaining({ code: 'SCHEMA_NOT_COMPARED', verdict: 'note' }),
        expect.objectContaining({
          code: 'SERVER_STANDBY',
          verdict: 'note',
          facts: { follows: true, secondsBehind: 0 },
        }),
      ]),
    );
  }, 30_000);

  test('what it has received and not shown yet makes it late', async () => {
    await server.ask('SELECT pg_wal_replay_pause()');
    await primary.ask('CREATE TABLE other (id integer)');
    await pause(2000);
    const { found } = await examined();
    await server.ask('SELECT pg_wal_replay_resume()');
    const { secondsBehind } = found.find(({ code }) => code === 'SERVER_STANDBY')?.facts ?? {};
    expect(secondsBehind).toBeGreaterThanOrEqual(1);
  }, 30_000);

  test('one that nothing comes to any more is a warning', async () => {
    primary.stop();
    await until(server, 'SELECT NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver) AS done');
    const { code, found } = await examined();
    primary.start();
    await until(server, 'SELECT EXISTS (SELECT 1 FROM pg_stat_wal_receiver) AS done');
    expect(code).toBe(0);
    const facts = { follows: false, secondsBehind: null };
    expect(found).toContainEqual(expect.objectContaining({ code: 'SERVER_STANDBY', verdict: 'warning', facts }));
  }, 60_000);

  test.each([
    'actionpack autorenew off --yes',
    'payment-methods add --token pm_card_visa',
    'db restore --yes',
    'db migrate',
  ])(
    'G2 takes no writes, and says so: %s',
    async (line) => {
      const { code, stderr } = await partner(line);
      expect([code, stderr]).toEqual([1, expect.stringContaining('"code":"SERVER_READ_ONLY"')]);
    },
    30_000,
  );

  test('G18 a ledger of an earlier version is brought to this one at the primary', async () => {
    await primary.ask('ALTER TABLE partner.migrations DISABLE TRIGGER USER');
    await primary.ask('DELETE FROM partner.migrations WHERE version = (SELECT max(version) FROM partner.migrations)');
    await followed();
    for (const line of ['status', 'db check', 'db migrate']) {
      const { code, stderr } = await partner(line);
      expect([line, code, stderr]).toEqual([line, 1, expect.stringContaining('"code":"LEDGER_OLDER"')]);
    }
  }, 30_000);

  async function followed(): Promise<void> {
    const [{ at } = { at: '' }] = await primary.ask<{ at: string }>('SELECT pg_current_wal_flush_lsn()::text AS at');
    await until(server, `SELECT pg_last_wal_replay_lsn() >= '${at}' AS done`);
  }
});

async function until(server: OwnServer, sql: string): Promise<void> {
  for (;;) {
    const [row] = await server.ask<{ done: boolean }>(sql);
    if (row?.done) return;
    await pause(100);
  }
}
