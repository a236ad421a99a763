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

test('how many is never guessed', async () => {
  const { code, stderr } = await partner('sandbox', 'seed');
  expect({ code, error: JSON.parse(stderr) as unknown }).toMatchObject({
    code: 2,
    error: { error: { code: 'ANSWERS_MISSING', missing: ['--accounts'] } },
  });
});
