import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { copyOf, homeAfter, JOIN_AND_SUBSCRIBE } from '../money/partner.js';
import { booksOf, ledgerOf } from '../support/ledgers.js';
import { freshHome, runPartner } from '../support/run.js';

/** What a person or another program can leave where this one looks for a file. */
function pipe(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const { status } = spawnSync('mkfifo', [path]);
  if (status !== 0) throw new Error(`no pipe was made at ${path}`);
  return path;
}

let owner = '';
beforeAll(async () => {
  owner = await homeAfter(JOIN_AND_SUBSCRIBE);
});

const HARBOUR = join(packageRoot(), 'test', 'catalog', 'invented', 'harbour-2026.json');
const SOON = { timeoutMs: 8000 };
const RUN = ['renewals', 'run', '--yes', '--json'];

describe('G16 a pipe where a file was meant is refused in words, and nobody waits', () => {
  test('the settings', async () => {
    const home = freshHome();
    pipe(join(home, 'config', 'partner', 'config.json'));
    for (const line of [['status'], ['config', 'set', 'lang', 'fr'], ['config', 'unset', 'lang'], ['--help']]) {
      const { code, stderr } = await runPartner(line, { home, ...SOON });
      expect([code, stderr]).toEqual(line[0] === '--help' ? [0, ''] : [2, expect.stringContaining('It is no file')]);
    }
  });

  test.each([
    ['catalog', 'validate'],
    ['catalog', 'import'],
  ])('%s %s', async (...words) => {
    const home = freshHome();
    const { code, stderr } = await runPartner([...words, pipe(join(home, 'programme.json'))], { home, ...SOON });
    expect([code, stderr]).toEqual([1, expect.stringContaining('it is no file')]);
  });

  test('the file of events, before anything is charged', async () => {
    const home = copyOf(owner);
    const events = pipe(join(home, 'events'));
    const { code, stderr } = await runPartner(RUN, { home, env: { PARTNER_EVENTS_FILE: events }, ...SOON });
    expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'FILE_UNWRITABLE', location: events } }]);
  });

  test('the files of a CI service: said, and the run goes on', async () => {
    const home = copyOf(owner);
    const env = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: pipe(join(home, 'output')), GITHUB_STEP_SUMMARY: home };
    const { code, stderr } = await runPartner(RUN, { home, env, ...SOON });
    expect(code).toBe(0);
    expect(stderr).toContain(`${env.GITHUB_OUTPUT} could not be written`);
    expect(stderr).toContain(`${env.GITHUB_STEP_SUMMARY} could not be written`);
  });

  test('the log of the scheduled job, the ledger, the books', async () => {
    const home = copyOf(owner);
    pipe(join(home, 'data', 'partner', 'ledger.renewals.log'));
    expect((await runPartner(['renewals', 'schedule', 'status'], { home, ...SOON })).code).toBe(0);
    const ledger = pipe(join(home, 'pipe.db'));
    expect((await runPartner(['status', '--database', ledger, '--json'], { home, ...SOON })).stderr).toContain(
      'LEDGER_FOREIGN',
    );
    const other = join(home, 'other.db');
    pipe(join(home, 'other.sandbox.db'));
    const joining = [
      'join',
      '--company',
      'A',
      '--country',
      'FR',
      '--email',
      'a@contoso.example',
      '--mpn-id',
      '1234567',
    ];
    expect((await runPartner([...joining, '--accept-terms', '--database', other], { home, ...SOON })).code).toBe(0);
    const attach = ['payment-methods', 'add', '--token', 'pm_card_visa', '--json', '--database', other];
    expect((await runPartner(attach, { home, ...SOON })).stderr).toContain('GATEWAY_BOOKS');
  });

  const placed: readonly (readonly [string, (path: string) => unknown])[] = [
    ['a pipe', pipe],
    ['a folder', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('/dev/zero', path)],
    ['a link that leads nowhere', (path) => symlinkSync('/nowhere', path)],
  ];

  test.each(placed.flatMap(([what, place]) => ['-journal', '-wal', '-shm'].map((end) => [end, what, place] as const)))(
    'ledger.db%s is %s',
    async (end, _, place) => {
      const home = copyOf(owner);
      place(`${ledgerOf(home)}${end}`);
      for (const line of [['status', '--json'], RUN, ['db', 'check', '--json']]) {
        const { code, stderr } = await runPartner(line, { home, ...SOON });
        const location = `${ledgerOf(home)}${end}`;
        expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'LEDGER_JOURNAL', location } }]);
      }
    },
  );

  test.each(placed)('ledger.sandbox.db-journal is %s', async (_, place) => {
    const home = copyOf(owner);
    place(`${booksOf(home)}-journal`);
    const { code, stderr } = await runPartner(['payment-methods', 'add', '--token', 'pm_card_visa', '--json'], {
      home,
      ...SOON,
    });
    const location = `${booksOf(home)}-journal`;
    expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'GATEWAY_BOOKS', location } }]);
  });

  test('the folder of imported programmes', async () => {
    const home = copyOf(owner);
    const catalog = pipe(join(dirname(ledgerOf(home)), 'catalog'));
    for (const line of [['catalog', 'list'], ['catalog', 'import', HARBOUR], RUN]) {
      const { code, stderr } = await runPartner([...line, '--json', '--yes'], { home, ...SOON });
      expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'CATALOG_INVALID', file: catalog } }]);
    }
  });

  test('what an output would be written to', async () => {
    const home = copyOf(owner);
    const calendar = ['reminders', 'calendar', '--json', '--ics', pipe(join(home, 'dates.ics'))];
    expect((await runPartner(calendar, { home, ...SOON })).stderr).toContain('FILE_EXISTS');
  });
});

describe('G17 no output is written over a file of the program’s own', () => {
  const folder = (home: string) => dirname(ledgerOf(home));

  test.each([
    ['the ledger’s journal', (home: string) => `${ledgerOf(home)}-journal`],
    ['the books', (home: string) => booksOf(home)],
    ['the books’ journal, in other letters', (home: string) => join(folder(home), 'LEDGER.sandbox.db-journal')],
    ['the settings', (home: string) => join(home, 'config', 'partner', 'config.json')],
  ])('%s', async (_, path) => {
    const home = copyOf(owner);
    mkdirSync(join(home, 'config', 'partner'), { recursive: true });
    const before = readdirSync(folder(home)).map((name) => [name, readFileSync(join(folder(home), name), 'base64')]);
    const [order] = (await runPartner(['orders', 'list', '--json'], { home })).json<{ id: string }[]>();
    for (const words of [
      ['reminders', 'calendar', '--ics', path(home)],
      ['report', '--html', path(home)],
      ['orders', 'receipt', order?.id ?? '', '--pdf', path(home)],
      ['db', 'backup', path(home)],
    ]) {
      const { code, stderr } = await runPartner([...words, '--json'], { home });
      const refused = existsSync(path(home)) ? [1, 'FILE_EXISTS'] : [2, 'FILE_RESERVED'];
      expect([code, JSON.parse(stderr).error.code, JSON.parse(stderr).error.location]).toEqual([
        ...refused,
        path(home),
      ]);
    }
    const env = { PARTNER_EVENTS_FILE: path(home) };
    expect((await runPartner(RUN, { home, env })).code).toBe(2);
    const actions = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: path(home) };
    expect((await runPartner(RUN, { home, env: actions })).stderr).toContain('could not be written');
    const after = readdirSync(folder(home)).map((name) => [name, readFileSync(join(folder(home), name), 'base64')]);
    expect(after).toEqual(before);
    expect(existsSync(join(home, 'config', 'partner', 'config.json'))).toBe(false);
  });

  test('a backup, another ledger, their journals, an imported programme: nothing is added to them', async () => {
    const home = copyOf(owner);
    const backup = join(home, 'ledger.bak');
    expect((await runPartner(['db', 'backup', backup], { home })).code).toBe(0);
    expect((await runPartner(['catalog', 'import', HARBOUR, '--yes'], { home })).code).toBe(0);
    const programme = join(folder(home), 'catalog', 'harbour-2026', 'programmes', 'harbour-2026.json');
    const before = readFileSync(backup);
    for (const path of [backup, `${backup}-journal`, `${backup}-wal`, programme]) {
      const { code, stderr } = await runPartner(RUN, { home, env: { PARTNER_EVENTS_FILE: path } });
      expect([code, JSON.parse(stderr)]).toMatchObject([2, { error: { code: 'FILE_RESERVED', location: path } }]);
      const actions = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: path };
      expect((await runPartner(RUN, { home, env: actions })).stderr).toContain('could not be written');
    }
    for (const path of [`${backup}-journal`, join(folder(home), 'ledger.renewals.log'), join(programme, '..', 'new')]) {
      const { code, stderr } = await runPartner(['reminders', 'calendar', '--json', '--ics', path], { home });
      expect([code, JSON.parse(stderr)]).toMatchObject([2, { error: { code: 'FILE_RESERVED', location: path } }]);
    }
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(readFileSync(programme).equals(readFileSync(HARBOUR))).toBe(true);
    expect(existsSync(`${backup}-journal`)).toBe(false);
  });

  test('a link to the ledger, for what a CI service reads', async () => {
    const home = copyOf(owner);
    const before = readFileSync(ledgerOf(home));
    symlinkSync(ledgerOf(home), join(home, 'output'));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(home, 'output') };
    expect((await runPartner(RUN, { home, env })).stderr).toContain('could not be written');
    expect(readFileSync(ledgerOf(home)).equals(before)).toBe(true);
  });
});
