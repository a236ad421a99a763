import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { member, type Workplace } from '../support/in-process.js';

const PDF = '%PDF-1.7 an invoice';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Paper {
  readonly world: Workplace;
  /** Writes a file and gives its path. */
  file(name: string, content?: string): string;
  /** Where it is kept. */
  kept(content?: string): string;
}

async function paper(): Promise<Paper> {
  const world = await member();
  return {
    world,
    file: (name, content = PDF) => {
      const path = join(world.home, name);
      writeFileSync(path, content);
      return path;
    },
    kept: (content = PDF) => join(folderOf(world), sha256(content)),
  };
}

const folderOf = (world: Workplace) => join(world.ledgerFile, '..', 'evidence');
const ADOPT = ['adopt', 'action-pack', '--anniversary', '2027-03-01', '--invoice', 'E0'];

async function adoptWith(world: Workplace, ...files: readonly string[]) {
  return JSON.parse((await world.run([...ADOPT, ...files.flatMap((file) => ['--evidence', file]), '--json'])).stdout);
}

test('D24 a file is recorded by its hash, name and size, and a copy is kept for its owner alone', async () => {
  const { world, file, kept } = await paper();
  const { order } = await adoptWith(world, file('invoice, 2026.pdf'));
  expect(order.stated.evidence).toEqual([{ sha256: sha256(PDF), name: 'invoice, 2026.pdf', bytes: PDF.length }]);
  expect(readFileSync(kept(), 'utf8')).toBe(PDF);
  expect(statSync(kept()).mode & 0o777).toBe(0o600);
  expect(statSync(folderOf(world)).mode & 0o777).toBe(0o700);
  const listed = await world.json('evidence list');
  expect(listed).toMatchObject([{ name: 'invoice, 2026.pdf', order: order.id, offer: 'action-pack', state: 'kept' }]);
  expect((await world.run('orders show E0')).stdout).toContain('invoice, 2026.pdf');
  expect((await world.run('evidence list --lang fr')).stdout).toContain('oui');
  expect((await world.json('db check')).sound).toBe(true);
});

test('several files, one of them twice under two names: each content once', async () => {
  const { world, file } = await paper();
  const { order } = await adoptWith(world, file('a.pdf'), file('b.txt', 'paid'), file('c.pdf'));
  expect(order.stated.evidence.map(({ bytes }: { bytes: number }) => bytes)).toEqual([PDF.length, 4]);
  expect(readdirSync(folderOf(world)).sort()).toEqual([sha256(PDF), sha256('paid')].sort());
});

test('D25 D26 the same again changes nothing; a correction adds a file, and what was shown before stays', async () => {
  const { world, file } = await paper();
  const invoice = file('invoice.pdf');
  await adoptWith(world, invoice);
  expect((await adoptWith(world, invoice)).changed).toBe(false);
  const line = [
    'orders',
    'correct',
    'E0',
    '--reason',
    'here is the receipt',
    '--evidence',
    file('r.txt', 'r'),
    '--json',
  ];
  const corrected = JSON.parse((await world.run(line)).stdout);
  expect(corrected.order.stated.evidence.map(({ name }: { name: string }) => name)).toEqual(['invoice.pdf', 'r.txt']);
  expect(JSON.parse((await world.run(line)).stdout).changed).toBe(false);
  const renewal = ['orders', 'record', 'action-pack', '--invoice', 'E1', '--evidence', file('n.txt', 'n'), '--json'];
  expect(JSON.parse((await world.run(renewal)).stdout).order.stated.evidence).toHaveLength(1);
  expect(await world.json('evidence list')).toHaveLength(3);
});

test('what is refused keeps nothing, and a dry run only notes it', async () => {
  const { world, file } = await paper();
  const before = world.files();
  const dry = await world.run([...ADOPT, '--evidence', file('invoice.pdf'), '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout).writes).toEqual(['evidence-kept', 'order-recorded']);
  expect(existsSync(folderOf(world))).toBe(false);
  await world.after('adopt action-pack --anniversary 2027-03-01 --invoice E0');
  const refused = await world.run([...ADOPT, '--evidence', file('other.pdf', 'other'), '--json']);
  expect(refused.error().code).toBe('RECORD_CONFLICT');
  expect(existsSync(folderOf(world))).toBe(false);
  expect(before).not.toEqual({});
});

describe('a file that cannot be kept is refused in words, and nothing is recorded', () => {
  const cases: readonly { what: string; make: (paper: Paper) => string; code: string; why?: string }[] = [
    {
      what: 'one that is not there',
      make: ({ world }) => join(world.home, 'nowhere.pdf'),
      code: 'FILE_UNREADABLE',
      why: 'missing',
    },
    { what: 'a folder', make: ({ world }) => world.home, code: 'FILE_UNREADABLE', why: 'folder' },
    { what: 'a device, which never ends', make: () => '/dev/zero', code: 'FILE_UNREADABLE', why: 'no-file' },
    {
      what: 'a pipe, which is never waited for',
      make: ({ world }) => {
        const path = join(world.home, 'pipe');
        execFileSync('mkfifo', [path]);
        return path;
      },
      code: 'FILE_UNREADABLE',
      why: 'no-file',
    },
    { what: 'an empty one', make: ({ file }) => file('empty.pdf', ''), code: 'EVIDENCE_REFUSED', why: 'empty' },
    {
      what: 'one that is too large',
      make: ({ file }) => file('large.pdf', 'x'.repeat(20 * 1024 * 1024 + 1)),
      code: 'EVIDENCE_REFUSED',
      why: 'too-large',
    },
    { what: 'one without a size of its own', make: () => '/proc/self/maps', code: 'EVIDENCE_REFUSED', why: 'changing' },
    {
      what: 'one whose name nobody can read',
      make: ({ file }) => file('in\u202Evoice.pdf'),
      code: 'EVIDENCE_REFUSED',
      why: 'name',
    },
    {
      what: 'one that bears a card number in its name',
      make: ({ file }) => file('4242 4242 4242 4242.pdf'),
      code: 'CARD_NUMBER_IN_ARGUMENTS',
    },
    {
      what: 'one whose name could be a card number, cut otherwise',
      make: ({ file }) => file('1000-200-80-400-200.pdf'),
      code: 'CARD_NUMBER_IN_VALUE',
    },
  ];
  test.each(cases)('$what', async ({ make, code, why }) => {
    const all = await paper();
    const path = make(all);
    const refused = (await all.world.run([...ADOPT, '--evidence', path, '--json'])).error();
    expect(refused).toMatchObject({ code, exit: 2, ...(why ? { why } : {}) });
    expect(await all.world.json('orders list')).toEqual([]);
    expect(existsSync(folderOf(all.world))).toBe(false);
  });
});

describe('G24 a file that was kept and is not there as it was', () => {
  test.each([
    { what: 'taken away', harm: (path: string) => rmSync(path), state: 'missing' },
    { what: 'changed', harm: (path: string) => writeFileSync(path, 'something else'), state: 'changed' },
    {
      what: 'exchanged for a link',
      harm: (path: string) => {
        rmSync(path);
        symlinkSync('/etc/hostname', path);
      },
      state: 'changed',
    },
  ])('$what: the check and the list say so, and to bring it again puts it right', async ({ harm, state }) => {
    const { world, file, kept } = await paper();
    const invoice = file('invoice.pdf');
    await adoptWith(world, invoice);
    harm(kept());
    expect((await world.json('evidence list'))[0].state).toBe(state);
    const checked = await world.run('db check --json');
    expect(checked.code).toBe(1);
    expect(JSON.parse(checked.stdout).defects.map(({ where }: { where: string }) => where)).toEqual([
      `evidence ${sha256(PDF).slice(0, 12)} (invoice.pdf)`,
    ]);
    await world.run(['orders', 'record', 'action-pack', '--invoice', 'E1', '--evidence', invoice]);
    expect(readFileSync(kept(), 'utf8')).toBe(PDF);
    expect((await world.json('db check')).sound).toBe(true);
  });
});

describe('G24 the same statement brought again with its file puts a file back that is not kept as it was', () => {
  const RECORD = ['orders', 'record', 'action-pack', '--invoice', 'E1'];
  const CORRECT = ['orders', 'correct', 'E0', '--reason', 'here it is again'];
  test.each([
    { what: 'adopt', before: [], line: ADOPT },
    { what: 'orders record', before: [ADOPT], line: RECORD },
    { what: 'orders correct', before: [ADOPT], line: CORRECT },
  ])('$what', async ({ before, line }) => {
    const { world, file, kept } = await paper();
    for (const earlier of before) await world.after(earlier.join(' '));
    const all = [...line, '--evidence', file('invoice.pdf')];
    expect((await world.run(all)).code).toBe(0);
    const harms = { gone: () => rmSync(kept()), changed: () => writeFileSync(kept(), 'something else') };
    for (const [how, harm] of Object.entries(harms)) {
      harm();
      const entries = (await world.json('audit list')).length;
      expect(JSON.parse((await world.run([...all, '--dry-run', '--json'])).stdout).writes).toEqual(['evidence-kept']);
      const again = JSON.parse((await world.run([...all, '--json'])).stdout);
      expect(again).toMatchObject({ changed: false, evidencePutBack: ['invoice.pdf'] });
      expect(readFileSync(kept(), 'utf8')).toBe(PDF);
      expect((await world.json('db check')).sound).toBe(true);
      expect(await world.json('audit list')).toHaveLength(entries);
      harm();
      expect((await world.run(all)).stdout).toContain('invoice.pdf was not kept as it was, and is put back');
      const archive = join(world.home, `${how}.zip`);
      await world.after(`evidence export ${archive} --subscription action-pack`);
      expect((await world.run(['evidence', 'verify', archive])).code).toBe(0);
      expect(JSON.parse((await world.run([...all, '--json'])).stdout).evidencePutBack).toEqual([]);
      expect((await world.run([...all, '--lang', 'fr'])).stdout).not.toContain('rétabli');
    }
  });
});

test('G20 a backup holds the evidence beside it, and says what is not there', async () => {
  const { world, file, kept } = await paper();
  await adoptWith(world, file('a.pdf'), file('b.txt', 'paid'));
  const folder = join(world.home, 'copies');
  mkdirSync(folder);
  const copy = join(folder, 'copy.db');
  expect((await world.json(`db backup ${copy}`)).evidence).toEqual({
    folder: join(folder, 'evidence'),
    files: 2,
    missing: [],
  });
  const copied = { env: { PARTNER_DATABASE: copy } };
  expect((await world.json('db check', copied)).sound).toBe(true);
  writeFileSync(kept(), 'another');
  const second = await world.run(`db backup ${join(world.home, 'second.db')}`);
  expect(second.stdout).toContain('1 file of evidence lies with it in');
  expect(second.stdout).toContain('1 file of evidence is gone or was changed, and is not in the copy');
});

test('no output is ever written among the evidence', async () => {
  const { world, file } = await paper();
  await adoptWith(world, file('a.pdf'));
  const refused = (await world.run(['db', 'backup', join(folderOf(world), 'copy.db'), '--json'])).error();
  expect(refused.code).toBe('FILE_RESERVED');
});

test('a folder that everybody may write in is closed before anything is kept in it', async () => {
  const { world, file } = await paper();
  mkdirSync(folderOf(world), { recursive: true });
  chmodSync(folderOf(world), 0o777);
  await adoptWith(world, file('a.pdf'));
  expect(statSync(folderOf(world)).mode & 0o002).toBe(0);
});
