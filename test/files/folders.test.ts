import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../src/files/folders.js';
import { runPartner } from '../support/run.js';
import { quickFolder } from '../support/folders.js';

test('a folder is made with those above it, each for its user alone; what was there is left as it is', () => {
  const there = quickFolder('folders');
  mkdirSync(join(there, 'old'), { mode: 0o755 });
  makeFolder(join(there, 'old', 'a', 'b'));
  makeFolder(join(there, 'old', 'a', 'b'));
  const modes = ['old', 'old/a', 'old/a/b'].map((path) => statSync(join(there, path)).mode & 0o777);
  expect(modes).toEqual([0o755, 0o700, 0o700]);
});

test('a file in its place, or in that of one above it, is the error of the system, and so is a link to nowhere', () => {
  const there = quickFolder('folders');
  writeFileSync(join(there, 'file'), '');
  symlinkSync(join(there, 'nowhere', 'deep'), join(there, 'link'));
  for (const [path, code] of [
    ['file', 'EEXIST'],
    ['file/a/b', 'ENOTDIR'],
    ['link', 'EEXIST'],
  ] as const)
    expect(() => makeFolder(join(there, path))).toThrow(expect.objectContaining({ code }));
});

test('where nobody can make a folder, that is said at once', () => {
  expect(() => makeFolder('/proc/partner/deep')).toThrow(expect.objectContaining({ code: expect.any(String) }));
});

// Each of these has a folder of its own, and Node.js would try to make it for ever.
test.each([
  [
    'the ledger',
    'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --yes',
    { XDG_DATA_HOME: '/proc/partner' },
    'LEDGER_UNWRITABLE',
  ],
  ['the settings', 'config set lang fr', { XDG_CONFIG_HOME: '/proc/partner' }, 'FILE_UNWRITABLE'],
])('%s where nobody can make a folder: an error, and no waiting', async (_, line, env, problem) => {
  const { code, stderr } = await runPartner(line.split(' '), { env, timeoutMs: 15_000 });
  expect(code).toBe(1);
  expect(stderr).toContain(problem);
});

test('what is kept compiled where nobody can make a folder is not kept, and the command runs', async () => {
  const env = { NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: '/proc/partner' };
  expect(await runPartner(['offers', 'list'], { env, timeoutMs: 15_000 })).toMatchObject({ code: 0, stderr: '' });
});
