import { withoutSecrets } from '../../src/core/server-address.js';
import { member, type Workplace } from '../support/in-process.js';

/** Secrets that somebody has typed where they do not belong: nothing says them again. */
const PASSWORD = 'S3CR3T';
const ADDRESS = `postgres://u:${PASSWORD}@h/db`;
const TOKEN = 'ptk_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const SAID_AGAIN = /S3CR3T|abcdefghij/i;

let world: Workplace;
beforeAll(async () => {
  world = await member();
});

describe.each([[], ['--json'], ['--debug', '--json'], ['--lang', 'fr']])('a secret is not said again %s', (...form) => {
  test.each(
    [
      ['db', 'restore', ADDRESS, '--yes'],
      ['db', 'backup', ADDRESS],
      ['db', 'backup', `postgres:u:${PASSWORD}@h`],
      ['db', 'export', ADDRESS],
      ['db', 'copy', `postgres:u:${PASSWORD}@h/db`, 'x.db'],
      ['db', 'copy', 'x.db', `postgres:u:${PASSWORD}@h/db`],
      ['db', 'path', '--database', `postgres:u:${PASSWORD}@h/db`],
      ['status', '--database', `postgres://h/db?password=${PASSWORD}`],
      ['status', '--database', `postgres://h/db?sslpassword=${PASSWORD}`],
      ['report', '--html', ADDRESS],
      ['evidence', 'export', ADDRESS],
      ['catalog', 'validate', ADDRESS],
      ['catalog', 'import', ADDRESS],
      ['adopt', '--file', ADDRESS],
      ['benefits', 'compare', ADDRESS],
      ['orders', 'show', ADDRESS],
      ['status', '--account', ADDRESS],
      [ADDRESS],
      ['status', ADDRESS],
      [`--${ADDRESS}`],
      ['config', 'set', 'database', `postgres:u:${PASSWORD}@h/db`],
      ['config', 'set', 'account', TOKEN],
      ['orders', 'show', TOKEN],
      [TOKEN],
      ['status', `--${TOKEN}`],
      ['status', '--account', TOKEN],
      ['help', 'errors', TOKEN],
    ].map((line) => ({ line })),
  )('$line', async ({ line }) => {
    const ran = await world.run([...line, ...form]);
    expect(ran.stdout + ran.stderr).not.toMatch(SAID_AGAIN);
    if (line[1] !== 'path') expect(ran.code).not.toBe(0);
  });
});

test('what is kept and holds one is not shown', async () => {
  const kept = await member();
  kept.keep({ account: TOKEN, database: `postgres:u:${PASSWORD}@h/db` });
  const ran = await kept.run('config list --show-origin');
  expect([ran.code, ran.stdout]).toEqual([0, expect.not.stringMatching(SAID_AGAIN)]);
});

test.each([
  ['postgres://u:p w@x@h/db', 'postgres://u@h/db'],
  ['partner db copy postgres://u:p@h/db --to a@b.example', 'partner db copy postgres://u@h/db --to a@b.example'],
  ['"/srv/postgres:/u:p@h/db" is missing', '"/srv/postgres:/u@h/db" is missing'],
  ['postgres://u@h/db?sslkey=/etc/key.pem&schema=a', 'postgres://u@h/db?sslkey=/etc/key.pem&schema=a'],
  ['postgres://u@h/db?sslkey=S3CR3T&schema=a', 'postgres://u@h/db?sslkey=&schema=a'],
  ['see https://example.com:8443/hook, a@b.example', 'see https://example.com:8443/hook, a@b.example'],
  ['sk_live_0123456789 and whsec_0123456789', 'sk_live_… and whsec_…'],
  ['pm_card_visa, ptk_…, 10:20:30', 'pm_card_visa, ptk_…, 10:20:30'],
])('%s', (text, said) => expect(withoutSecrets(text)).toBe(said));
