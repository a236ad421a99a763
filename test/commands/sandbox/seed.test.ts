import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freshHome, runPartner } from '../../support/run.js';

const home = freshHome();
const file = join(home, 'demo.db');
const partner = (...args: readonly string[]) => runPartner([...args, '--database', file, '--json'], { home });

test('a sandbox is filled once, without a question, and can be worked with at once', async () => {
  expect((await partner('sandbox', 'seed', '--accounts', '50', '--dry-run')).json()).toMatchObject({
    dryRun: true,
    accounts: 50,
    seed: 1,
  });
  expect(existsSync(file)).toBe(false);

  const filled = await partner('sandbox', 'seed', '--accounts', '50');
  expect(filled.json()).toMatchObject({ accounts: 50, seed: 1, path: file, charges: expect.any(Number) as number });
  expect((await partner('db', 'check')).json()).toMatchObject({ sound: true });
  expect((await partner('reconcile')).json()).toMatchObject({ agree: true });
  expect((await partner('renewals', 'due', '--all-accounts')).json<readonly object[]>().length).toBeGreaterThan(0);

  const again = await partner('sandbox', 'seed', '--accounts', '50');
  expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'LEDGER_NOT_EMPTY', exit: 5, rule: 'D17' } });
});

test.each([
  ['commit', 1],
  ['committed', 0],
])('G2 I6 killed at %s it is filled again, or was filled; until then nobody joins it', async (step, unfilled) => {
  const there = ['--database', join(home, `${step}.db`), '--json'];
  const seed = (accounts: string, env = {}) =>
    runPartner(['sandbox', 'seed', '--accounts', accounts, ...there], { home, env });
  const run = (line: string) => runPartner([...line.split(' '), ...there], { home });
  expect((await seed('20', { PARTNER_FAILPOINT: step })).code).toBe(128 + 9);
  const compared = await run('reconcile');
  expect(compared.code).toBe(unfilled);
  if (unfilled === 1) {
    const { error } = JSON.parse(compared.stderr) as { error: { code: string; try: readonly string[] } };
    expect(error).toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'unfinished' });
    expect(error.try).toEqual([`partner sandbox seed --accounts 1000 --database ${join(home, `${step}.db`)}`]);
    const joining = 'join --company C --country FR --email c@c.example --mpn-id 1234567 --accept-terms --yes';
    expect(JSON.parse((await run(joining)).stderr)).toMatchObject({ error: { reason: 'unfinished' } });
    expect((await seed('10')).code).toBe(0);
  }
  expect((await run('reconcile')).json()).toMatchObject({ agree: true });
  expect((await run('db check')).json()).toMatchObject({ sound: true });
});

test('how many is never guessed', async () => {
  const { code, stderr } = await partner('sandbox', 'seed');
  expect({ code, error: JSON.parse(stderr) as unknown }).toMatchObject({
    code: 2,
    error: { error: { code: 'ANSWERS_MISSING', missing: ['--accounts'] } },
  });
});
