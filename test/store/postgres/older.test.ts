import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_ROLES } from '../../../src/core/ledger-role.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { openServerLedger, type ServerOptions } from '../../../src/store/postgres/open.js';
import { shippedMigrations } from '../../../src/store/sql/migrations.js';
import { quickFolder } from '../../support/folders.js';
import { addressOf, withServer } from '../../support/server.js';
import { append, joining } from '../sample-entries.js';
import { IDENTITY } from '../samples.js';
import { loginsOn, type Logins } from './logins.js';

const SHIPPED = readdirSync(shippedMigrations('postgres')).sort();

/** The first version that knew roles, and the one before this. */
const OLDER = [7, SHIPPED.length - 1];

(withServer ? describe : describe.skip)('a ledger of an earlier version on a server', () => {
  let there: Logins;
  const opened: Ledger[] = [];
  beforeAll(async () => void (there = await loginsOn()));
  afterAll(async () => {
    for (const ledger of opened) await ledger.close();
    await there.drop();
  });

  const openIn =
    (schema: string) =>
    async (login: string, options: ServerOptions = {}) => {
      const address = { ...addressOf(there.url(login)), schema };
      const ledger = await openServerLedger(address, options);
      opened.push(ledger);
      return ledger;
    };

  test.each(OLDER)(
    'G18 is brought from %s to this one by its owner alone, and then every role may what it may',
    async (version) => {
      const open = openIn(`older_${version}`);
      const migrations = quickFolder('migrations');
      for (const name of SHIPPED.slice(0, version))
        cpSync(join(shippedMigrations('postgres'), name), join(migrations, name));
      const before = await open(there.owner, { create: IDENTITY, migrations });
      const logins: string[] = [];
      for (const role of LEDGER_ROLES) {
        const login = await there.login(`${role}_${version}`);
        logins.push(login);
        const granted = await before.rights?.change('grant', { login, role, accountId: null });
        await before.rights?.run(granted ?? []);
      }
      for (const login of logins) {
        const ledger = await open(login);
        const refused = { code: 'LEDGER_OLDER' };
        await expect(ledger.read((reader) => reader.accounts())).rejects.toMatchObject(refused);
        await expect(append(ledger, joining())).rejects.toMatchObject(refused);
        await expect(ledger.upgrade()).rejects.toMatchObject(refused);
      }
      // Until then, whoever has the version of the ledger goes on working.
      const earlier = await open(logins[0] ?? '', { migrations });
      expect(await earlier.read((reader) => reader.installation())).toBe(IDENTITY.installation);

      const owners = await open(there.owner);
      expect(await owners.upgrade()).toEqual({ held: version, known: SHIPPED.length });
      expect(await owners.check()).toEqual([]);
      for (const login of logins)
        expect(await (await open(login)).read((reader) => reader.installation())).toBe(IDENTITY.installation);
    },
  );
});
