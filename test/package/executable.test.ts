import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { freshHome, runProgram, type Ran } from '../support/run.js';

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
const WHO = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';

let executable: string;

beforeAll(() => {
  execFileSync(process.execPath, ['.ci/executable.js'], { cwd: packageRoot(), stdio: 'pipe' });
  const folder = join(packageRoot(), 'build', 'executable');
  executable = join(folder, String(readdirSync(folder)[0]));
}, 300_000);

/** A cache of nobody else: on the disk, since the engine is loaded from it. */
function freshCache(): string {
  return mkdtempSync(join(tmpdir(), 'partner-executable-'));
}

function partner(line: string, cache: string, home?: string): Promise<Ran> {
  // A machine without Node.js.
  const PATH = [join(packageRoot(), 'test', 'support', 'machine'), '/usr/bin', '/bin'].join(delimiter);
  return runProgram(executable, line.split(' '), { ...(home ? { home } : {}), env: { PATH, XDG_CACHE_HOME: cache } });
}

test('one file without Node.js beside it: version, a purchase, a receipt as PDF, French, the ledger checked', async () => {
  const [cache, home] = [freshCache(), freshHome()];
  expect(await partner('--version', cache, home)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  const bought = await partner(
    `actionpack subscribe ${WHO} --accept-terms --token pm_card_visa --yes --json`,
    cache,
    home,
  );
  const { order } = bought.json<{ order: { state: string; receiptNumber: string } }>();
  expect(order.state).toBe('paid');
  expect(
    await partner(`orders receipt ${order.receiptNumber} --pdf ${join(home, 'receipt.pdf')}`, cache, home),
  ).toMatchObject({ code: 0 });
  expect(readFileSync(join(home, 'receipt.pdf'), 'latin1')).toMatch(/^%PDF-/);
  expect((await partner('status --lang fr', cache, home)).stdout).toContain('Action Pack');
  expect(await partner('db check', cache, home)).toMatchObject({ code: 0 });
});

test('the job that it installs starts the executable itself', async () => {
  const [cache, home] = [freshCache(), freshHome()];
  await partner(`actionpack subscribe ${WHO} --accept-terms --token pm_card_visa --yes`, cache, home);
  expect(await partner('renewals schedule install --yes', cache, home)).toMatchObject({ code: 0 });
  const table = readFileSync(join(home, 'crontab'), 'utf8');
  expect(table).toContain(`${executable} renewals run`);
});

test('started for the first time by several at once, each runs, and it is unpacked once', async () => {
  const cache = freshCache();
  const all = await Promise.all([1, 2, 3, 4].map(() => partner('offers list --json', cache)));
  expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(all.map(() => ({ code: 0, stderr: '' })));
  expect(readdirSync(join(cache, 'partner')).filter((name) => name.startsWith('executable-'))).toHaveLength(1);
});

test('G17 what was taken out of the cache, as programs do that clear it, is unpacked again', async () => {
  const cache = freshCache();
  await partner('--version', cache);
  const unpacked = join(cache, 'partner', String(readdirSync(join(cache, 'partner'))[0]));
  rmSync(join(unpacked, 'dist', 'main.cjs'));
  rmSync(join(unpacked, 'data'), { recursive: true });
  truncateSync(join(unpacked, 'dist', 'fr.cjs'), 100);
  expect(await partner('offers list --lang fr', cache)).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(join(cache, 'partner')).filter((name) => name.startsWith('executable-'))).toHaveLength(1);
});

test('what older versions unpacked goes once nobody has used it for a month, and what is in use stays', async () => {
  const cache = freshCache();
  const of = (build: string) => join(cache, 'partner', `executable-${build}`);
  const [old, draft, used, other] = ['0'.repeat(16), `${'0'.repeat(16)}.x1`, '1'.repeat(16), 'of-somebody'].map(of);
  for (const path of [old, draft, used, other]) mkdirSync(String(path), { recursive: true, mode: 0o700 });
  for (const path of [old, draft, other]) utimesSync(String(path), 0, 0);
  expect(await partner('--version', cache)).toMatchObject({ code: 0 });
  expect([old, draft, used, other].map((path) => existsSync(String(path)))).toEqual([false, false, true, true]);
  const [own = ''] = readdirSync(join(cache, 'partner')).filter((name) => !/[01]{16}|somebody/.test(name));
  utimesSync(join(cache, 'partner', own), 0, 0);
  await partner('--version', cache);
  expect(statSync(join(cache, 'partner', own)).mtimeMs).toBeGreaterThan(0);
});

test('where a start with the same number was killed while it unpacked, as in a container, the next one starts', async () => {
  const cache = freshCache();
  await partner('--version', cache);
  const [unpacked = ''] = readdirSync(join(cache, 'partner'));
  const left = join(cache, 'partner', `${unpacked}.$$`);
  rmSync(join(cache, 'partner', unpacked), { recursive: true });
  // The shell's own number becomes that of the program.
  const begun = `mkdir "${left}"; touch "${left}/package.json"; exec "${executable}" --version`;
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  expect(execFileSync('/bin/sh', ['-c', begun], { env, encoding: 'utf8' })).toBe(`${version}\n`);
});

test.each([
  ['what was unpacked', (unpacked: string) => unpacked],
  ['where it was unpacked', dirname],
])('where others may write to %s, it is not run', async (_, pathOf) => {
  const cache = freshCache();
  await partner('--version', cache);
  const path = pathOf(join(cache, 'partner', String(readdirSync(join(cache, 'partner'))[0])));
  chmodSync(path, 0o777);
  const { code, stdout, stderr } = await partner('--version', cache);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`Try:  rm -r ${path}`);
});

test('where nothing can be unpacked, it says where and what to do', async () => {
  const { code, stderr } = await partner('--version', '/proc');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^Error: the program cannot be unpacked into \/proc\/partner\/executable-\w+: .*\nTry: {2}set XDG_CACHE_HOME/,
  );
});
