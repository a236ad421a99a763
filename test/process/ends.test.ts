import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootForOthers } from '../support/for-others.js';
import { freshHome, plainEnvironment, PROGRAM, runPartner } from '../support/run.js';
import { quickFolder } from '../support/folders.js';

/** What the shell does to the ends of a process, and what it says then: never a stack. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Circumstances {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** As a user that the system does not know, where this test may become one. */
  readonly stranger?: boolean;
}

const JOIN = 'join --company Contoso --country FR --email a@b.example --mpn-id 1234567 --accept-terms';
const STRANGER = { uid: 54_321, gid: 54_321 };
// Root may write everywhere, so that another user has to show what happens where one may not.
const isRoot = process.getuid?.() === 0;

/** `partner` in a line of the shell stands for the program. */
function shell(line: string, { home = freshHome(), env, cwd, stranger }: Circumstances = {}): Promise<Ended> {
  const asStranger = stranger === true && isRoot;
  const program = asStranger ? join(rootForOthers(), 'bin', 'partner.js') : PROGRAM;
  const script = `set -o pipefail; partner() { "${process.execPath}" "${program}" "$@"; }; ${line}`;
  const child = spawn('bash', ['-c', script], {
    env: env ?? plainEnvironment(home),
    cwd: cwd ?? home,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(asStranger ? STRANGER : {}),
  });
  const read = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, ...read }));
  });
}

const STACK = /\n\s+at |node:internal|\.cjs:\d|\.js:\d|Unhandled/;

test.each([
  { line: 'partner help errors --json | head -1', code: 0, stdout: '[\n' },
  { line: 'partner sandbox cards | true', code: 0, stdout: '' },
  { line: 'partner help errors -o csv | head -c 4', code: 0, stdout: 'code' },
  { line: 'partner status >&-', code: 0, stdout: '' },
  { line: 'partner status --json 2>&-', code: 0, stdout: expect.stringContaining('"account": null') },
  { line: 'partner offers lst 2>&-', code: 2, stdout: '' },
  { line: 'partner status <&-', code: 0, stdout: expect.stringContaining('No company') },
  { line: 'partner offers list >&- 2>&- <&-', code: 0, stdout: '' },
])('G11 F8 a reader or a writer that went away is no failure: $line', async ({ line, code, stdout }) => {
  expect(await shell(line)).toEqual({ code, stdout, stderr: '' });
});

test('a closed standard input gives no card, and nobody waits', async () => {
  const home = freshHome();
  expect((await shell(`partner ${JOIN} <&- && partner payment-methods add --card-stdin <&-`, { home })).stderr).toMatch(
    /^Error: .*\n(.*\n)*See: {2}partner help errors VALUE_INVALID/m,
  );
  expect((await shell('partner actionpack subscribe <&-', { home })).code).toBe(2);
});

test('G16 a full disk under stdout is told, exit 1', async () => {
  if (!existsSync('/dev/full')) return;
  for (const words of ['help errors', '--help', '--version']) {
    const ended = await shell(`partner ${words} > /dev/full`);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^Error: .*\n(.*\n)*See: {2}partner help errors FILE_UNWRITABLE/m);
    expect(ended.stderr).not.toMatch(STACK);
  }
  const home = freshHome();
  const done = await shell(`partner ${JOIN} --json > /dev/full`, { home });
  expect(done.code).toBe(1);
  expect(JSON.parse(done.stderr)).toMatchObject({ error: { code: 'FILE_UNWRITABLE', location: 'stdout', done: true } });
  expect((await shell('partner account show --query company', { home })).stdout).toBe('Contoso\n');
});

describe('an environment with little or nothing in it', () => {
  test.each([
    { name: 'nothing but HOME', env: (home: string) => ({ HOME: home }) },
    { name: 'no LANG', env: (home: string) => ({ ...plainEnvironment(home), LANG: undefined }) },
    {
      name: 'a LANG that is none',
      env: (home: string) => ({ ...plainEnvironment(home), LANG: 'xx_YY.latin1', LC_MESSAGES: '??' }),
    },
    {
      name: 'relative XDG folders',
      env: (home: string) => ({ HOME: home, XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: '.' }),
    },
    {
      name: 'empty values',
      env: (home: string) => ({
        HOME: home,
        PARTNER_LANG: '',
        PARTNER_OUTPUT: '',
        CI: '',
        TZ: '',
      }),
    },
    {
      name: 'TERM=dumb and a time zone that is none',
      env: (home: string) => ({ HOME: home, TERM: 'dumb', TZ: 'Nowhere/Land' }),
    },
  ])('$name', async ({ env }) => {
    const home = freshHome();
    const ended = await shell(`partner ${JOIN} && partner account show --json`, {
      home,
      env: { PATH: process.env['PATH'], ...env(home) },
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('"company": "Contoso"');
  });

  test('no HOME and a user whom the system does not know: looking works, writing says where it cannot', async () => {
    if (!isRoot) return;
    const cwd = quickFolder('cwd');
    chmodSync(cwd, 0o777);
    const nobody = { env: { PATH: process.env['PATH'] }, cwd, stranger: true };
    expect(await shell('partner status', nobody)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No company'),
      stderr: '',
    });
    const ended = await shell(`partner ${JOIN} --json`, nobody);
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.stderr)).toMatchObject({
      error: { code: 'LEDGER_UNWRITABLE', location: expect.stringMatching(/^\//) },
    });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('G16 a home that is read-only: looking works, writing names the file', async () => {
  const home = freshHome();
  chmodSync(home, 0o555);
  const there = { home, stranger: true };
  expect(await shell('partner offers list', there)).toMatchObject({ code: 0, stderr: '' });
  for (const [line, code] of [
    [JOIN, 'LEDGER_UNWRITABLE'],
    ['clock set 2027-01-01', 'LEDGER_UNWRITABLE'],
    ['config set lang fr', 'FILE_UNWRITABLE'],
  ]) {
    const ended = await shell(`partner ${line}`, there);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`partner help errors ${code}`);
    expect(ended.stderr.replace(/\s+/g, '')).toContain(home);
    expect(ended.stderr).not.toMatch(STACK);
  }
});

test('G16 a home that is a file', async () => {
  const home = join(freshHome(), 'a-file');
  writeFileSync(home, '');
  const cwd = tmpdir();
  expect((await shell('partner status', { home, cwd })).code).toBe(0);
  const ended = await shell(`partner ${JOIN}`, { home, cwd });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('LEDGER_UNWRITABLE');
});

test('a current folder that is gone harms nobody', async () => {
  const ended = await shell(
    'mkdir gone && cd gone && rmdir ../gone && partner status && partner status --database relative.db',
  );
  expect(ended.stderr).not.toMatch(STACK);
  expect(ended.stdout).toContain('No company');
  expect(ended.stderr).not.toContain('UNEXPECTED');
});

test('--debug shows the cause of what failed below, and no secret', async () => {
  const home = freshHome();
  const ran = await runPartner(['status', '--debug', '--json'], {
    home,
    env: { PARTNER_DATABASE: join(home, 'broken.db') },
  });
  expect(ran.code).toBe(0);
  writeFileSync(join(home, 'broken.db'), 'no database 4242424242424242 sk_live_0123456789 '.repeat(200));
  const broken = await runPartner(['status', '--debug', '--json'], {
    home,
    env: { PARTNER_DATABASE: join(home, 'broken.db') },
  });
  expect(broken.code).toBe(1);
  const [line = '', ...cause] = broken.stderr.split('\n');
  expect(JSON.parse(line)).toMatchObject({ error: { code: 'LEDGER_FOREIGN' } });
  expect(cause.join('\n')).toContain('LedgerError');
  expect(broken.stderr).not.toMatch(/4242424242424242|sk_live_0/);
});

test.each([0, 1, 2, 5, 10, 20])(
  'G11 whoever asks a process to end %i ms after its result is shown gets the exit code of what was done',
  async (pause) => {
    const home = freshHome();
    for (const line of [
      JOIN,
      'payment-methods add --token pm_card_visa --default',
      'actionpack subscribe --accept-terms --yes',
    ]) {
      const child = spawn(process.execPath, [PROGRAM, ...line.split(' ')], { env: plainEnvironment(home) });
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), pause)).resume();
      child.stderr.resume();
      expect(await once(child, 'close')).toEqual([0, null]);
    }
  },
  30_000,
);
