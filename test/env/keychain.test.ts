import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { keptSecret } from '../../src/env/keychain.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import { JOIN, Workplace } from '../support/in-process.js';

const PROGRAMS = { linux: 'secret-tool', darwin: 'security', win32: 'powershell.exe' } as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with a keychain's program in it, which does what the script says, and notes with what it was started. */
function keychain(script: string, platform: keyof typeof PROGRAMS = 'linux') {
  const folder = mkdtempSync(join(tmpdir(), 'partner-keychain-'));
  folders.push(folder);
  const program = join(folder, PROGRAMS[platform]);
  writeFileSync(program, `#!/bin/sh\n{ echo "$@"; env; } > '${join(folder, 'started')}'\n${script}\n`);
  chmodSync(program, 0o755);
  return {
    env: { PATH: [folder, process.env['PATH']].join(delimiter), PARTNER_TOKEN: 'ptk_secret' },
    platform,
    started: () => readFileSync(join(folder, 'started'), 'utf8'),
  };
}

test.each<readonly [keyof typeof PROGRAMS, string]>([
  ['linux', 'lookup service partner key stripe-test'],
  ['darwin', 'find-generic-password -w -s partner -a stripe-test'],
  ['win32', "Get-StoredCredential -Target 'partner/stripe-test'"],
])(
  'G12 on %s the system is asked by its own program, which hears of nothing that is secret',
  async (platform, words) => {
    const of = keychain(`echo ${TEST_KEY}`, platform);
    expect(await keptSecret('stripe-test', of)).toEqual({ kind: 'kept', secret: TEST_KEY });
    expect(of.started()).toContain(words);
    expect(of.started()).not.toMatch(/ptk_secret|sk_test/);
  },
);

test('one that holds none, one that does not answer, and a machine without any are told apart', async () => {
  expect(await keptSecret('stripe-test', keychain('exit 1'))).toEqual({ kind: 'empty' });
  expect(await keptSecret('stripe-test', keychain('echo'))).toEqual({ kind: 'empty' });
  expect(await keptSecret('stripe-test', keychain('sleep 60'), 200)).toEqual({ kind: 'silent' });
  expect(await keptSecret('stripe-test', { env: { PATH: '/nowhere' }, platform: 'linux' })).toEqual({ kind: 'none' });
});

test('D19 one that talks without end is read as far as a key can go', async () => {
  const kept = await keptSecret('stripe-test', keychain('exec yes'));
  expect(kept).toMatchObject({ kind: 'kept', secret: expect.stringMatching(/^(y\n){2000}/) });
  expect(JSON.stringify(kept).length).toBeLessThan(1_000_000);
});

describe('a ledger whose cards are charged through Stripe', () => {
  const stripeWorld = (env: Record<string, string>) =>
    new Workplace({ env: { PARTNER_STRIPE_API: 'http://127.0.0.1:1', ...env } });
  const line = `${JOIN} --gateway stripe-test --programme mpn-2018`;

  test('takes its key from the keychain where the environment has none, and writes it nowhere', async () => {
    const { env, started } = keychain(`echo ${TEST_KEY}`);
    const world = stripeWorld({ PATH: env.PATH });
    const ran = await world.run(`${line} --json`);
    expect([ran.code, started()]).toEqual([0, expect.stringContaining('stripe-test')]);
    expect(JSON.stringify(world.files()) + ran.stdout + ran.stderr).not.toContain(TEST_KEY);
  });

  test.each([
    ['exit 1', 'empty', /keychain holds none/],
    ['echo pk_test_51HdSGILkdIwHu7ix', undefined, /publishable.*keychain/],
  ])('says in clear words what the keychain came to: %s', async (script, came, words) => {
    const world = stripeWorld({ PATH: keychain(script).env.PATH });
    const refused = (await world.run(`${line} --json`)).error();
    expect(refused).toMatchObject({ code: 'GATEWAY_KEY', exit: 2, message: expect.any(String) });
    expect([refused['keychain'], JSON.stringify(refused)]).toEqual([came, expect.stringMatching(words)]);
  });

  test('and that there is none', async () => {
    const refused = (await stripeWorld({ PATH: '/nowhere' }).run(`${line} --json`)).error();
    expect(refused).toMatchObject({ code: 'GATEWAY_KEY', fault: 'missing', keychain: 'none' });
  });
});
