import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freshHome, runPartner } from '../support/run.js';
import { freshDatabase, withServer, type Database } from '../support/server.js';

const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --yes';
const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
/** Whoever needs the server first starts it. */
const START_MS = 120_000;
const STEPS = ['move:begun', 'move:filled', 'move:copied', 'move:marked', 'move:brought', 'move:usable'];

describe('partner db copy as a process', () => {
  const first = freshHome();
  let database: Database | undefined;
  let schemas = 0;
  beforeAll(async () => {
    if (withServer) database = await freshDatabase();
    for (const line of [JOIN, BUY]) expect((await partner(first, line)).code).toBe(0);
  }, START_MS);
  afterAll(() => database?.drop());

  const partner = (home: string, line: string, env: Readonly<Record<string, string>> = {}) =>
    runPartner(line.split(' '), { home, env, cwd: home, timeoutMs: 60_000 });
  const ledgerOf = (home: string) => join(home, 'data', 'partner', 'ledger.db');

  function copyOfHome(): string {
    const home = freshHome();
    cpSync(first, home, { recursive: true });
    return home;
  }

  const placeIn = (home: string, kind: string) =>
    kind === 'file' ? join(home, 'team.db') : (database?.url(`moved_${(schemas += 1)}`) ?? '');

  // CI kills on the way to a server, too.
  const kinds = process.env['CI'] && withServer ? ['file', 'server'] : ['file'];
  test.each(kinds.flatMap((kind) => STEPS.map((step) => [step, kind] as const)))(
    'G1 G2 killed at %s on the way to a %s it is run again, and what was charged is there once',
    async (step, kind) => {
      const home = copyOfHome();
      const place = placeIn(home, kind);
      const line = `db copy ${ledgerOf(home)} ${place} --yes --json`;
      expect((await partner(home, line, { PARTNER_FAILPOINT: step })).code).toBe(128 + 9);
      const [here, there] = [
        await partner(home, 'users add one@contoso.example --json'),
        await partner(home, `users add two@contoso.example --json --database ${place}`),
      ];
      expect([here.code, there.code].filter((code) => code === 0).length).toBeLessThan(2);
      const again = await partner(home, line);
      expect([again.code, again.stdout === '' ? again.stderr : '']).toEqual([0, '']);
      const env = { PARTNER_DATABASE: place };
      expect((await partner(home, 'db check --json', env)).json()).toMatchObject({ sound: true });
      expect((await partner(home, 'reconcile --json', env)).json()).toMatchObject({ charges: 1, differences: [] });
      expect((await partner(home, 'actionpack autorenew off --json')).code).toBe(5);
      expect((await partner(home, 'payment-methods add --token pm_card_mastercard --json', env)).code).toBe(0);
    },
  );

  test('G19 G22 a ledger that went elsewhere, and was used there, comes back onto its old path with what was charged', async () => {
    const home = copyOfHome();
    const [here, there] = [ledgerOf(home), join(home, 'team.db')];
    expect((await partner(home, `db copy ${here} ${there} --yes`)).code).toBe(0);
    const env = { PARTNER_DATABASE: there };
    expect((await partner(home, 'payment-methods add --token pm_card_mastercard', env)).code).toBe(0);
    rmSync(here);
    const back = await partner(home, `db copy ${there} ${here} --yes --json`);
    expect([back.code, back.stderr]).toEqual([0, '']);
    expect((await partner(home, 'payment-methods add --token pm_card_amex --json')).code).toBe(0);
    expect((await partner(home, 'reconcile --json')).json()).toMatchObject({ charges: 1, differences: [] });
    expect((await partner(home, 'users add one@contoso.example --json', env)).code).toBe(5);
  });

  (withServer ? test : test.skip)(
    'G19 a file goes to a server and back to a file, and no password is said',
    async () => {
      const home = copyOfHome();
      const place = database?.url(`moved_${(schemas += 1)}`) ?? '';
      const typed = place.replace('postgres@', 'postgres:hush@');
      const there = await partner(home, `db copy ${ledgerOf(home)} ${typed} --yes`);
      expect(there.code).toBe(0);
      expect(there.stdout).toContain(place);
      const status = await partner(home, 'status');
      expect(status.stderr).toBe(`The ledger was moved to ${place}; here it is only read.\n`);
      const back = await partner(home, `db copy ${typed} team.db --yes --json`);
      expect(back.json()).toEqual({
        from: place,
        to: join(home, 'team.db'),
        accounts: 1,
        entries: expect.any(Number),
        chains: 1,
        seals: expect.any(Number),
        changed: true,
      });
      const refused = await partner(home, `actionpack autorenew off --database ${typed}`);
      expect(refused.code).toBe(5);
      expect([there, status, back, refused].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain('hush');
      const env = { PARTNER_DATABASE: join(home, 'team.db') };
      for (const line of ['db check --json', 'reconcile --json', 'actionpack autorenew off --json'])
        expect((await partner(home, line, env)).code).toBe(0);
    },
  );

  test('G8 a dry run and a question leave everything as it was', async () => {
    const home = copyOfHome();
    const line = `db copy ${ledgerOf(home)} team.db`;
    expect((await partner(home, `${line} --dry-run --json`)).json()).toMatchObject({
      dryRun: true,
      writes: ['ledger-copied', 'ledger-moved'],
      changed: true,
    });
    expect(JSON.parse((await partner(home, `${line} --json`)).stderr)).toMatchObject({
      error: {
        code: 'ANSWERS_MISSING',
        missing: ['--yes'],
        command: `partner ${line} --yes`,
        try: [`partner ${line} --yes`],
      },
    });
    expect(existsSync(join(home, 'team.db'))).toBe(false);
    expect((await partner(home, 'actionpack autorenew off --json')).code).toBe(0);
  });

  test('D18 a ledger is moved by a Global admin, and by nobody else', async () => {
    const home = copyOfHome();
    await partner(home, 'users add seller@contoso.example --roles account-admin');
    const line = `db copy ${ledgerOf(home)} team.db --yes --json --user seller@contoso.example`;
    expect(JSON.parse((await partner(home, line)).stderr)).toMatchObject({ error: { code: 'ROLE_REQUIRED', exit: 4 } });
    const beside = `db copy ${ledgerOf(home)} team.db --yes --json --database other.db`;
    expect(JSON.parse((await partner(home, beside)).stderr)).toMatchObject({
      error: { code: 'FLAG_UNUSED', flag: '--database', beside: '<from>' },
    });
    expect(existsSync(join(home, 'team.db'))).toBe(false);
  });
});
