import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openPreferences, readPreferences } from '../../src/settings/preferences.js';
import { KEPT } from '../../src/settings/settings.js';
import { packageRoot } from '../../src/files/package-root.js';
import { Stop } from '../../src/errors.js';
import { runNode } from '../support/run.js';
import { quickFolder } from '../support/folders.js';

const newFile = () => join(quickFolder('config'), 'partner', 'config.json');
const open = (file: string, env = {}, flags = {}) => openPreferences({ file, env, flags });

function written(text: string): string {
  const file = newFile();
  mkdirSync(dirname(file));
  writeFileSync(file, text);
  return file;
}

async function problem(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Stop ? error.problem : error;
  }
}

test('where nothing was kept there is nothing, and looking creates nothing', () => {
  const file = newFile();
  expect(readPreferences(file)).toEqual({});
  expect(
    open(file)
      .list()
      .map(({ origin }) => origin),
  ).toEqual(KEPT.map(() => 'default'));
  expect(existsSync(dirname(file))).toBe(false);
});

test('what is set is read again, by others too, and can be forgotten', async () => {
  const file = newFile();
  await open(file).set('lang', 'fr');
  await open(file).set('output', 'json');
  expect(readPreferences(file)).toEqual({ lang: 'fr', output: 'json' });
  await open(file).unset('lang');
  await open(file).unset('account');
  expect(readPreferences(file)).toEqual({ output: 'json' });
});

test('F8 file and folder are for their owner alone, whatever the umask', async () => {
  const file = newFile();
  const before = process.umask(0o000);
  try {
    await open(file).set('lang', 'fr');
  } finally {
    process.umask(before);
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
});

test('F8 a file that others could read is closed at the next change', async () => {
  const file = written('{"lang":"fr"}');
  await open(file).set('color', 'never');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readPreferences(file)).toEqual({ lang: 'fr', color: 'never' });
});

test('F8 a change keeps what another process wrote since', async () => {
  const file = newFile();
  const mine = open(file);
  await mine.set('lang', 'fr');
  writeFileSync(file, '{"lang":"fr","account":"1234567"}');
  await mine.set('output', 'csv');
  expect(readPreferences(file)).toEqual({ lang: 'fr', account: '1234567', output: 'csv' });
  expect(readdirSync(dirname(file))).toEqual(['config.json']);
});

test('F8 while several processes write, a reader always sees a whole file', async () => {
  const file = newFile();
  const keep = join(packageRoot(), 'build/test/settings/programs/keep.js');
  const writers = Promise.all(['a', 'b', 'c'].map((letter) => runNode([keep, file, letter])));
  const now = { writing: true };
  void writers.finally(() => (now.writing = false));
  const seen = new Set<unknown>();
  while (now.writing) {
    seen.add(readPreferences(file)['account']);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await writers).map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  for (const value of seen)
    expect([undefined, ...['a', 'b', 'c'].map((letter) => letter.repeat(20_000))]).toContain(value);
});

test('each value is listed with where it comes from', () => {
  const file = written('{"lang":"fr","output":"csv","color":"never"}');
  const listed = open(file, { PARTNER_OUTPUT: 'tsv' }, { color: 'always' }).list();
  expect(Object.fromEntries(listed.map(({ key, value, origin }) => [key, [value, origin]]))).toEqual({
    accessible: ['off', 'default'],
    account: [undefined, 'default'],
    color: ['always', 'flag'],
    csv: ['plain', 'default'],
    database: [undefined, 'default'],
    gateway: [undefined, 'default'],
    input: ['auto', 'default'],
    lang: ['fr', 'configuration'],
    output: ['tsv', 'environment'],
    prompts: ['menu', 'default'],
    'reminder-days': [undefined, 'default'],
    'smtp-from': [undefined, 'default'],
    user: [undefined, 'default'],
    'webhook-format': ['json', 'default'],
  });
});

test.each([
  ['langue', 'fr', { code: 'NOT_FOUND', what: 'setting', given: 'langue', nearest: 'lang' }],
  ['__proto__', 'x', { code: 'NOT_FOUND', given: '__proto__' }],
  ['output', 'jsn', { code: 'UNKNOWN_CHOICE', of: 'output', given: 'jsn', nearest: 'json' }],
  ['reminder-days', '90;30', { code: 'VALUE_INVALID', of: 'reminder-days', given: '90;30', wanted: 'setting' }],
  ['smtp-from', 'a@b c@d', { code: 'VALUE_INVALID', of: 'smtp-from', wanted: 'setting' }],
  ['webhook-url', 'https://x', { code: 'NOT_FOUND', given: 'webhook-url' }],
  ['account', ' ', { code: 'VALUE_INVALID', of: 'account', given: ' ', wanted: 'setting' }],
])('%s = %j is refused and nothing is written', async (key, value, wanted) => {
  const file = newFile();
  expect(await problem(() => open(file).set(key, value))).toMatchObject(wanted);
  expect(existsSync(file)).toBe(false);
});

test.each<readonly [text: string, reason: string]>([
  ['{"lang":', 'not-json'],
  ['', 'not-json'],
  ['["fr"]', 'not-an-object'],
  ['null', 'not-an-object'],
  ...[
    '{"database":["/srv/ledger.db"]}',
    '{"database":5}',
    '{"database":{"a":1}}',
    '{"database":null}',
    '{"user":" "}',
    '{"lang":true}',
  ].map((text) => [text, 'no-text'] as const),
  ['{"database":"\\u0000/x"}', 'nul'],
  ['{"Database":"/srv/ledger.db"}', 'misspelt'],
  ['{"lang":"fr","ACCOUNT":"1234567"}', 'misspelt'],
])('G17 the broken file %j is named and never replaced', async (text, reason) => {
  const file = written(text);
  const refused = { code: 'CONFIG_INVALID', file, reason };
  expect(await problem(() => readPreferences(file))).toMatchObject(refused);
  expect(await problem(() => open(file).set('lang', 'fr'))).toMatchObject(refused);
  expect(await problem(() => open(file).unset('lang'))).toMatchObject(refused);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('G16 a place that cannot be read or written is named', async () => {
  const folder = quickFolder('config');
  expect(await problem(() => readPreferences(folder))).toMatchObject({ code: 'CONFIG_INVALID', reason: 'unreadable' });
  const occupied = join(folder, 'file');
  writeFileSync(occupied, '');
  const file = join(occupied, 'config.json');
  expect(await problem(() => open(file).set('lang', 'fr'))).toEqual({ code: 'FILE_UNWRITABLE', location: file });
});
