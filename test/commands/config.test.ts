import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KEPT } from '../../src/settings/settings.js';
import { Workplace } from '../support/in-process.js';

test('set, get, list, unset and path of every setting', async () => {
  const world = new Workplace();
  const values: Readonly<Record<string, string>> = {
    accessible: 'on',
    account: '1234567',
    color: 'never',
    csv: 'excel',
    database: '/tmp/other.db',
    gateway: 'none',
    input: 'never',
    lang: 'fr',
    output: 'json',
    prompts: 'plain',
    'reminder-days': '90,60,30',
    'smtp-from': 'partner@contoso.example',
    user: 'buyer@contoso.example',
    'webhook-format': 'teams',
  };
  expect(Object.keys(values)).toEqual(KEPT.map(({ key }) => key));
  for (const { key, byDefault } of KEPT) {
    const value = values[key] ?? '';
    expect(await world.json(`config set ${key} ${value}`)).toEqual({ key, value });
    expect(await world.json(`config get ${key}`)).toEqual({ key, value, origin: 'configuration' });
    if (key !== 'output') expect((await world.run(`config get ${key}`)).stdout).toBe(`${value}\n`);
    expect(await world.json(`config unset ${key}`)).toEqual({ key, value: null });
    expect(await world.json(`config get ${key}`)).toEqual({ key, value: byDefault ?? null, origin: 'default' });
  }
  expect(await world.json('config path')).toEqual({ path: world.configFile });
});

test('the file and its folder are for their owner alone, and hold what was set and nothing else', async () => {
  const umask = process.umask(0);
  try {
    const world = await new Workplace().after('config set lang fr');
    expect(statSync(world.configFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(world.configFile)).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(world.configFile, 'utf8'))).toEqual({ lang: 'fr' });
  } finally {
    process.umask(umask);
  }
});

test.each([
  { name: 'broken', content: '{"lang": "fr"', reason: 'not-json' },
  { name: 'a list', content: '[]', reason: 'not-an-object' },
  { name: 'a word', content: '"fr"', reason: 'not-an-object' },
  { name: 'empty', content: '', reason: 'not-json' },
])(
  'a configuration that is $name stops every command with its place, and is left alone',
  async ({ content, reason }) => {
    const world = new Workplace();
    world.keep(content);
    for (const line of [
      'status --json',
      'config set lang fr --json',
      'config unset lang --json',
      'config list --json',
    ]) {
      expect((await world.run(line)).error()).toMatchObject({
        code: 'CONFIG_INVALID',
        exit: 2,
        file: world.configFile,
        reason,
      });
    }
    expect(readFileSync(world.configFile, 'utf8')).toBe(content);
    expect((await world.run('--version')).code).toBe(0);
    expect((await world.run('--help')).code).toBe(0);
  },
);

test('what the configuration holds and is no setting is told, and does nothing', async () => {
  const world = new Workplace();
  world.keep('{"langue":"fr","lang":"en"}');
  const listed = await world.run('config list --json');
  expect([listed.code, listed.stderr]).toEqual([0, expect.stringContaining('langue')]);
  const { checks } = await world.json('doctor');
  expect(JSON.stringify(checks)).toContain('SETTINGS_UNKNOWN');
});

test('a configuration that is a folder', async () => {
  const world = new Workplace();
  mkdirSync(world.configFile, { recursive: true });
  expect((await world.run('status --json')).error()).toMatchObject({ code: 'CONFIG_INVALID', reason: 'unreadable' });
});

test.each([
  ['config set color sometimes', 'UNKNOWN_CHOICE', 2],
  ['config set lnag fr', 'NOT_FOUND', 3],
  ['config get colour', 'NOT_FOUND', 3],
  ['config unset nothing', 'NOT_FOUND', 3],
])('partner %s is refused and keeps nothing', async (line, code, exit) => {
  const world = new Workplace();
  expect((await world.run(`${line} --json`)).error()).toMatchObject({ code, exit });
  expect((await world.run(['config', 'set', 'account', ' ', '--json'])).error()).toMatchObject({
    code: 'ARGUMENT_MISSING',
    argument: 'value',
  });
  expect(world.files().size).toBe(0);
});

test('a setting that a newer version keeps is neither shown nor lost', async () => {
  const world = new Workplace();
  world.keep({ lang: 'fr', somethingNew: 7 });
  await world.after('config set color never');
  expect(JSON.parse(readFileSync(world.configFile, 'utf8'))).toEqual({ lang: 'fr', somethingNew: 7, color: 'never' });
  expect((await world.json('config list')).map((row: { key: string }) => row.key)).not.toContain('somethingNew');
});

test('a ledger is kept by its whole path, so that it is the same one in every folder', async () => {
  const world = new Workplace();
  const value = join(world.home, 'mine', 'ledger.db');
  expect(await world.json('config set database mine/../mine/ledger.db')).toEqual({ key: 'database', value });
  expect(await world.json('db path')).toEqual({ path: value, gateway: 'sandbox' });
});

test('the address of a server is kept without its password, and shown without it wherever it comes from', async () => {
  const world = new Workplace();
  const value = 'postgres://me@host/ledger';
  expect(await world.json(`config set database ${value}`)).toEqual({ key: 'database', value });
  const file = join(world.home, 'secret');
  writeFileSync(file, 'postgres://me:secret@host/ledger\n');
  for (const env of [{ PARTNER_DATABASE: 'postgres://me:secret@host/ledger' }, { PARTNER_DATABASE_FILE: file }]) {
    const listed = await world.run('config list --show-origin --json', { env });
    expect(listed.json()).toContainEqual({ key: 'database', value, origin: 'environment' });
    expect(listed.stdout).not.toContain('secret');
  }
  const missing = await world.run('config list --json', { env: { PARTNER_DATABASE_FILE: '/nowhere' } });
  expect(missing.error()).toMatchObject({ code: 'CONFIG_INVALID', file: '/nowhere' });
});

test('what can be no ledger is not kept, and the error of one that is leads to where it is kept', async () => {
  const world = new Workplace();
  const refused = await world.run('config set database postgres://me:secret@host/ledger --json');
  expect(refused.error()).toMatchObject({ code: 'DATABASE_UNSUPPORTED', exit: 2, given: 'postgres://me@host/ledger' });
  expect(refused.stderr).not.toContain('secret');
  world.keep({ database: 'mysql://host/ledger' });
  const [line = ''] = (await world.run('status --json')).error().try;
  expect(line).toBe('partner config list --show-origin');
  expect(
    (await world.json(line.replace('partner ', ''))).find(({ key }: { key: string }) => key === 'database'),
  ).toEqual({ key: 'database', value: 'mysql://host/ledger', origin: 'configuration' });
});
