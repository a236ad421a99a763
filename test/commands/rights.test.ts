import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerRole } from '../../src/core/ledger-role.js';
import { LEDGER_ROLES } from '../../src/core/ledger-role.js';
import { BUY, JOIN, Workplace } from '../support/in-process.js';
import { withServer } from '../support/server.js';
import { loginsOn, type Logins } from '../store/postgres/logins.js';

/** When the renewal window of what was bought today is open. */
const IN_WINDOW = '2027-11-22';

(withServer ? describe : describe.skip)('the program with the roles of a server', () => {
  let there: Logins;
  let owner: Workplace;
  const logins = new Map<LedgerRole, string>();

  let made = 0;

  const workplaceOf = (login: string) => new Workplace({ env: { PARTNER_DATABASE: there.url(login) } }, (made += 1));
  const as = (role: LedgerRole) => workplaceOf(logins.get(role) ?? '');

  beforeAll(async () => {
    there = await loginsOn();
    owner = workplaceOf(there.owner);
    await owner.after(JOIN, `${BUY} --token pm_card_visa`);
    for (const role of LEDGER_ROLES) logins.set(role, await there.login(role));
  });
  afterAll(() => there.drop());

  test('R15 a job that charges on a server has a log of its own, in a folder that is made for it', async () => {
    const machine = workplaceOf(there.owner);
    await machine.after('renewals schedule install --scheduler cron --yes');
    const [, log = ''] = /PARTNER_EVENTS_FILE=(\S+)/.exec(readFileSync(join(machine.home, 'crontab'), 'utf8')) ?? [];
    expect(log).toMatch(/\.renewals\.log$/);
    expect(log).not.toContain('ledger.renewals.log');
    const env = { PARTNER_EVENTS_FILE: log };
    expect((await machine.run('renewals run --all-accounts --yes --no-input', { env })).code).toBe(0);
    expect(readFileSync(log, 'utf8')).toContain('renewals-schedule');
  });

  test('db grant shows the SQL, runs it and reads back; db revoke takes it; nobody is asked off a terminal', async () => {
    const login = await there.login('clerk');
    const asked = await owner.run(`db grant read ${login} --all-accounts --json`);
    expect(asked.error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      try: [`partner db grant read ${login} --all-accounts --yes`],
    });
    expect((await workplaceOf(login).run('status --json')).error()).toMatchObject({ code: 'SERVER_RIGHTS' });
    const shown = await owner.json(`db grant read ${login} --all-accounts --dry-run`);
    expect(shown.sql).toContain(`GRANT USAGE ON SCHEMA "partner" TO "${login}"`);
    expect(shown).toMatchObject({ dryRun: true, writes: ['rights-changed'], roles: [] });
    expect((await owner.run(`db grant read ${login} --all-accounts -n`)).stdout).toContain('GRANT USAGE ON SCHEMA');
    expect(await owner.json(`db grant read ${login} --all-accounts --yes`)).toMatchObject({
      ...{ login, role: 'read', account: null, sql: shown.sql, changed: true, differences: [] },
      roles: [{ login, role: 'read', accountId: null }],
    });
    expect(await owner.json(`db grant read ${login} --all-accounts --yes`)).toMatchObject({ changed: false, sql: [] });
    await owner.json(`db grant buy ${login} --yes`);
    const { roles } = await owner.json('db roles');
    expect(roles[0]).toMatchObject({ login, role: 'buy', writes: expect.arrayContaining(['order-placed']) });
    expect(roles.map(({ role }: { role: string }) => role)).toEqual(['buy', 'read']);
    expect((await workplaceOf(login).json('db roles')).roles).toEqual(roles);
    for (const who of [owner, workplaceOf(login)]) {
      const { stdout } = await who.run('db roles');
      expect(stdout).toContain(`buy (account of Contoso, MPN `);
      expect(stdout).not.toContain('acc_');
    }
    expect((await owner.run(`db grant buy ${login}`)).stdout).toMatch(
      /: buy \(.+, MPN \d+\); read \(every account\)\.$/m,
    );
    // What the other role gives stays.
    expect(await owner.json(`db revoke buy ${login} --yes`)).toMatchObject({ changed: true, differences: [] });
    expect((await workplaceOf(login).json('status')).subscriptions).toHaveLength(1);
    await owner.json(`db revoke read ${login} --all-accounts --yes`);
    expect((await workplaceOf(login).run('status --json')).error()).toMatchObject({ code: 'SERVER_RIGHTS' });
    expect(await owner.json('db roles')).toMatchObject({ server: true, roles: [] });
    expect(await owner.json('db check')).toMatchObject({ sound: true });
  });

  test('a login that the server does not know, or that is no name, is refused', async () => {
    expect((await owner.run('db grant read nobody_there --yes --json')).error()).toMatchObject({ code: 'NOT_FOUND' });
    expect((await owner.run(['db', 'grant', 'read', 'a"b', '--yes', '--json'])).error()).toMatchObject({
      code: 'VALUE_INVALID',
    });
    expect((await owner.run('db grant owner ci --yes --json')).code).toBe(2);
  });

  const LOOKS = [
    'status',
    'orders list',
    'renewals due',
    'users list',
    'orders receipt 2026-000001',
    'renewals run --all-accounts --yes',
  ];
  const DOES: Readonly<Record<string, readonly LedgerRole[]>> = {
    'payment-methods add --token pm_card_mastercard': ['buy', 'admin'],
    'users add second@contoso.example': ['admin'],
    'support new --problem other --text Hello': ['buy', 'support', 'admin'],
    'benefits activate office-365-e3 --yes': ['admin'],
    'clock set 2027-01-01': ['admin'],
  };

  test.each(LEDGER_ROLES)(
    '%s does its own with the program, and is refused the rest by the server in our words',
    async (role) => {
      await owner.json(`db grant ${role} ${logins.get(role) ?? ''} --all-accounts --yes`);
      for (const line of LOOKS) {
        const ran = await as(role).run(line);
        expect([line, ran.code, ran.stderr]).toEqual([line, 0, ran.stderr]);
      }
      for (const [line, roles] of Object.entries(DOES)) {
        const ran = await as(role).run(`${line} --json`);
        if (roles.includes(role)) expect([line, ran.code, ran.stderr]).toEqual([line, 0, ran.stderr]);
        else {
          const refused = {
            code: 'SERVER_ROLE',
            exit: 4,
            roles: role,
            message: expect.stringContaining(`the role ${role}`),
          };
          expect([line, ran.error()]).toEqual([line, expect.objectContaining(refused)]);
          expect(ran.stderr).not.toMatch(/permission denied|42501/);
        }
      }
      expect(await owner.json('db check')).toMatchObject({ sound: true });
    },
  );

  test('a job with the role renew renews what is due, and a buyer buys', async () => {
    expect((await owner.run(`clock set ${IN_WINDOW}`)).code).toBe(0);
    const run = await as('renew').json('renewals run --all-accounts --yes');
    expect(run).toMatchObject({ charged: 1 });
    const buyer = as('buy');
    const joined = 'join --company Other --country FR --email b@other.example --mpn-id 7654321 --accept-terms --yes';
    const bought = await (await buyer.after(joined)).run(`${BUY} --token pm_card_visa --account 7654321`);
    expect([bought.code, bought.stderr]).toEqual([0, bought.stderr]);
    expect(await owner.json('db check')).toMatchObject({ sound: true });
  });

  test('G22 whoever sees one account compares what is of it, and takes no charge of another for one without an order', async () => {
    expect((await owner.json('reconcile')).charges).toBeGreaterThan(1);
    const login = await there.login('accountant');
    await owner.json(`db grant read ${login} --account 7654321 --yes`);
    expect(await workplaceOf(login).json('reconcile')).toMatchObject({ agree: true, charges: 1, orders: 1 });
  });
});
