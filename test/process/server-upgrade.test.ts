import type { Instant } from '../../src/core/day.js';
import { genesisHash } from '../../src/store/sql/audit.js';
import { readMigrations, shippedMigrations } from '../../src/store/sql/migrations.js';
import { runPartner } from '../support/run.js';
import { freshDatabase, withServer, type Database } from '../support/server.js';

/** CI lets as many come as a team has. */
const CLIENTS = process.env['CI'] ? 10 : 3;
const IDENTITY = { installation: 'older', gateway: 'sandbox', at: '2026-01-01T00:00:00.000Z' as Instant };
const SHIPPED = readMigrations(shippedMigrations('postgres'));

(withServer ? describe : describe.skip)('a new version comes to a server', () => {
  let database: Database;
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  /** As the version before this one made it, empty. */
  async function makeOlder(): Promise<void> {
    const steps = SHIPPED.slice(0, -1).map(
      ({ version, name, sql }) => `${sql}; INSERT INTO migrations (version, name) VALUES (${version}, '${name}')`,
    );
    const { installation, gateway, at } = IDENTITY;
    await database.ask(`CREATE SCHEMA partner; SET search_path TO "partner", pg_temp; ${steps.join(';')};
      INSERT INTO meta (id, installation, gateway, created_at, genesis)
        VALUES (1, '${installation}', '${gateway}', '${at}', '${genesisHash(IDENTITY)}')`);
  }

  const partner = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    runPartner(args, { env: { PARTNER_DATABASE: database.url(), ...env }, timeoutMs: 60_000 });
  const joining = (number: number) =>
    `join --company C${number} --country FR --email c${number}@contoso.example --mpn-id ${4_000_000 + number} --accept-terms --json`.split(
      ' ',
    );
  const versions = async () =>
    (
      await database.ask<{ version: number }>(
        'SELECT version::integer AS version FROM partner.migrations ORDER BY version',
      )
    ).map(({ version }) => version);

  test('G18 G19 of many clients that come at once one migrates and the others go on; one that is killed at it leaves the old one', async () => {
    await makeOlder();
    const before = await versions();
    expect(before).toHaveLength(SHIPPED.length - 1);

    const looked = await partner({}, 'status', '--json');
    expect([looked.code, await versions()]).toEqual([0, before]);
    const killed = await partner({ PARTNER_FAILPOINT: `migrated:${SHIPPED.length}` }, ...joining(0));
    expect([killed.code, await versions()]).toEqual([137, before]);

    const all = Array.from({ length: CLIENTS }, (_, number) => number + 1);
    const ended = await Promise.all(all.map((number) => partner({}, ...joining(number))));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(all.map(() => [0, '']));
    expect(await versions()).toEqual(SHIPPED.map(({ version }) => version));
    const accounts = (await partner({}, 'account', 'list', '--json')).json<unknown[]>();
    expect(accounts).toHaveLength(CLIENTS);
    expect((await partner({}, 'db', 'check', '--json')).json()).toMatchObject({ defects: [] });
  }, 120_000);

  test('G18 of many that are told to migrate at once, one says that it did', async () => {
    const newest = SHIPPED.length;
    await database.ask('DROP SCHEMA partner CASCADE');
    await makeOlder();
    const migrating = () => partner({}, 'db', 'migrate', '--json');
    const rehearsed = (await partner({}, 'db', 'migrate', '--dry-run', '--json')).json();
    expect(rehearsed).toMatchObject({ from: newest - 1, to: newest, writes: ['ledger-migrated'] });
    const ended = await Promise.all(Array.from({ length: CLIENTS }, migrating));
    const said = ended.map((ran) => ran.json<{ from: number; to: number; changed: boolean }>());
    expect(said.filter(({ changed }) => changed)).toMatchObject([{ from: newest - 1, to: newest }]);
    expect(await versions()).toHaveLength(newest);
  }, 120_000);

  test('G18 an older client is told to upgrade, and writes nothing', async () => {
    await database.ask(`INSERT INTO partner.migrations (version, name) VALUES (999, '0999-later.sql')`);
    const entries = () => database.ask('SELECT 1 FROM partner.audit');
    const before = await entries();
    for (const line of [['status', '--json'], joining(100)]) {
      const { code, stderr } = await partner({}, ...line);
      expect([code, stderr]).toEqual([1, expect.stringContaining('"code":"LEDGER_NEWER"')]);
    }
    expect(await entries()).toHaveLength(before.length);
  });
});
