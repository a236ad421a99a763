import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, lstatSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { copyOf, homeAfter, JOIN_AND_SUBSCRIBE } from '../money/partner.js';
import { booksOf, ledgerOf } from '../support/ledgers.js';
import { SOMEBODY } from '../store/sqlite/process.js';
import { rootForOthers } from '../support/for-others.js';
import { plainEnvironment, runPartner } from '../support/run.js';

const HARBOUR = join(packageRoot(), 'test', 'catalog', 'invented');
const STRANGER = 54_321;

let owner = '';
beforeAll(async () => {
  owner = await homeAfter(JOIN_AND_SUBSCRIBE);
  writeFileSync(place(settingsOf(owner)), '{"lang": "en"}\n');
  cpSync(HARBOUR, join(catalogOf(owner), 'harbour-2026', 'programmes'), {
    recursive: true,
    filter: (name) => !name.endsWith('terms'),
  });
  cpSync(join(HARBOUR, 'terms'), join(catalogOf(owner), 'harbour-2026', 'terms'), { recursive: true });
});

const settingsOf = (home: string) => join(home, 'config', 'partner', 'config.json');
const catalogOf = (home: string) => join(dirname(ledgerOf(home)), 'catalog');
const programmeOf = (home: string) => join(catalogOf(home), 'harbour-2026', 'programmes', 'harbour-2026.json');
const termsOf = (home: string) => {
  const folder = join(catalogOf(home), 'harbour-2026', 'terms');
  return join(folder, readdirSync(folder)[0] ?? '');
};
const modeOf = (path: string) => statSync(path).mode & 0o7777;

function place(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

const ADD = ['payment-methods', 'add', '--token', 'pm_card_mastercard', '--json'];
const SHOW = ['catalog', 'show', 'harbour-2026', '--json'];
const FILES = [
  ['the settings', settingsOf, ['whoami', '--json']],
  ['an imported programme', programmeOf, SHOW],
  ['the terms of one', termsOf, SHOW],
  ['the books of the sandbox', booksOf, ADD],
] as const;

describe('F8 what others could write is closed to them, and that is said once', () => {
  test.each(FILES)('%s', async (_, path, line) => {
    const home = copyOf(owner);
    chmodSync(path(home), 0o666);
    const said = [await runPartner(line, { home }), await runPartner(line, { home })];
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    expect(said.map(({ stderr }) => stderr.includes(`Others had a right to ${path(home)}`))).toEqual([true, false]);
    expect(modeOf(path(home))).toBe(0o600);
  });

  test.each(FILES)('the folder of %s', async (_, path, line) => {
    const home = copyOf(owner);
    chmodSync(dirname(path(home)), 0o777);
    const { code, stderr } = await runPartner(line, { home });
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Others had a right to ${dirname(path(home))}`)]);
    expect(modeOf(dirname(path(home)))).toBe(0o775);
  });

  test('the folders above an imported programme: it could be put in the place of another', async () => {
    const home = copyOf(owner);
    const above = [catalogOf(home), join(catalogOf(home), 'harbour-2026')];
    for (const folder of above) chmodSync(folder, 0o777);
    expect((await runPartner(SHOW, { home })).code).toBe(0);
    expect(above.map(modeOf)).toEqual([0o775, 0o775]);
  });

  test('settings that others may only read are left as they are, and a folder in their place too', async () => {
    const home = copyOf(owner);
    chmodSync(settingsOf(home), 0o644);
    expect(await runPartner(['whoami'], { home })).toMatchObject({ code: 0, stderr: '' });
    expect(modeOf(settingsOf(home))).toBe(0o644);
    const other = copyOf(owner);
    const folder = join(other, 'another', 'partner', 'config.json');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o775);
    const env = { XDG_CONFIG_HOME: join(other, 'another') };
    expect((await runPartner(['whoami'], { home: other, env })).code).toBe(2);
    expect(modeOf(folder)).toBe(0o775);
  });
});

// Only root can give files away.
if (process.getuid?.() === 0)
  describe('F8 what belongs to another user of the machine is refused', () => {
    const { id } = SOMEBODY;

    function own(path: string, user: number): void {
      chownSync(path, user, user);
      if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), user);
    }

    const asSomebody = (home: string, line: readonly string[]) =>
      spawnSync(process.execPath, [join(rootForOthers(), 'bin', 'partner.js'), ...line], {
        uid: id,
        gid: id,
        cwd: home,
        encoding: 'utf8',
        env: { ...plainEnvironment(home), NODE_DISABLE_COMPILE_CACHE: '1' },
      });

    const CODES: readonly string[] = ['CONFIG_INVALID', 'CATALOG_INVALID', 'CATALOG_INVALID', 'GATEWAY_BOOKS'];

    test.each(FILES.map((row, index) => [...row, CODES[index]] as const))('%s', (_, path, line, code) => {
      const home = copyOf(owner);
      own(home, id);
      chmodSync(home, 0o755);
      expect(asSomebody(home, line).status).toBe(0);
      chownSync(path(home), STRANGER, STRANGER);
      chmodSync(path(home), 0o666);
      const { status, stderr } = asSomebody(home, line);
      expect([status, JSON.parse(stderr.trim().split('\n').at(-1) ?? '')]).toMatchObject([
        code === 'CONFIG_INVALID' ? 2 : 1,
        { error: { code } },
      ]);
      expect(modeOf(path(home))).toBe(0o666);
    });

    test('a journal beside the ledger that another user has put there is not played back', () => {
      const home = copyOf(owner);
      own(home, id);
      chmodSync(home, 0o755);
      writeFileSync(`${ledgerOf(home)}-journal`, 'x'.repeat(1024));
      chownSync(`${ledgerOf(home)}-journal`, STRANGER, STRANGER);
      const { status, stderr } = asSomebody(home, ['status', '--json']);
      const location = `${ledgerOf(home)}-journal`;
      expect([status, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'LEDGER_UNSAFE', location } }]);
    });
  });
