import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { BUY, CARD, JOIN, subscriber, Workplace, type Answer } from '../support/in-process.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

test('db path says where the ledger is, or would be', async () => {
  const world = new Workplace();
  expect(await world.json('db path')).toEqual({ path: world.ledgerFile, gateway: 'sandbox' });
  expect((await world.run('db path')).stdout).toBe(`${world.ledgerFile}\n`);
  expect(existsSync(world.ledgerFile)).toBe(false);
});

test('files are 0600 and folders 0700 whatever the umask', async () => {
  const umask = process.umask(0);
  try {
    const world = await new Workplace().after(JOIN, CARD, BUY);
    const copy = join(world.home, 'copy.db');
    await world.after(`db backup ${copy}`);
    const modes = [world.ledgerFile, world.booksFile, copy, dirname(world.ledgerFile)].map((path) =>
      (statSync(path).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['600', '600', '600', '700']);
  } finally {
    process.umask(umask);
  }
});

test('a ledger that others could read is made private', async () => {
  const world = owner.copy();
  chmodSync(world.ledgerFile, 0o644);
  await world.after('status');
  expect(statSync(world.ledgerFile).mode & 0o777).toBe(0o600);
});

test('G20 a backup is a ledger of its own, and the original goes on', async () => {
  const world = owner.copy();
  const copy = join(world.home, 'backup.db');
  expect(await world.json(`db backup ${copy}`)).toEqual({
    path: world.ledgerFile,
    backup: copy,
    evidence: { folder: join(world.home, 'evidence'), files: 0, missing: [] },
    books: join(world.home, 'backup.sandbox.db'),
  });
  const there = { env: { PARTNER_DATABASE: copy } };
  expect(await world.json('status', there)).toEqual(await world.json('status'));
  expect(await world.json(`db check --database ${copy}`)).toEqual({
    path: copy,
    sound: true,
    defects: [],
    schemaCompared: true,
  });
  await world.after('actionpack autorenew off');
  expect((await world.json(`actionpack show --database ${copy}`)).autorenew.on).toBe(true);
});

test('G20 G22 the books of the sandbox are backed up with their ledger, so that a rehearsal goes on over the copy', async () => {
  const world = owner.copy();
  const copy = join(world.home, 'backup.db');
  const dry = await world.json(`db backup ${copy} --dry-run`);
  expect([dry.books, existsSync(dry.books)]).toEqual([join(world.home, 'backup.sandbox.db'), false]);
  const { stdout } = await world.run(`db backup ${copy}`);
  expect(stdout).toContain(join(world.home, 'backup.sandbox.db'));
  expect(statSync(join(world.home, 'backup.sandbox.db')).mode & 0o777).toBe(0o600);
  const there = { env: { PARTNER_DATABASE: copy }, now: '2027-11-22' };
  expect(await world.json('reconcile', there)).toMatchObject({ agree: true, charges: 1 });
  expect(await world.json('renewals run --yes', there)).toMatchObject({ charged: 1 });
  // What the copy's bank charged, the bank of the original knows nothing of.
  expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
  const taken = join(world.home, 'taken.sandbox.db');
  writeFileSync(taken, 'mine');
  const refused = (await world.run(['db', 'backup', join(world.home, 'taken.db'), '--json'])).error();
  expect(refused).toMatchObject({ code: 'FILE_EXISTS', location: taken });
  expect([readFileSync(taken, 'utf8'), existsSync(join(world.home, 'taken.db'))]).toEqual(['mine', false]);
});

test('a ledger whose charges no sandbox made is copied alone', async () => {
  const world = await new Workplace().after(`${JOIN} --gateway none --programme mpn-2018`);
  expect(await world.json('db backup copy.db')).toMatchObject({ books: null });
  expect(existsSync(join(world.home, 'copy.sandbox.db'))).toBe(false);
});

test('a backup never takes the place of anything', async () => {
  const world = owner.copy();
  const taken = join(world.home, 'taken.txt');
  const link = join(world.home, 'link.db');
  writeFileSync(taken, 'mine');
  symlinkSync(join(world.home, 'elsewhere.db'), link);
  for (const file of [taken, link, world.ledgerFile]) {
    expect((await world.run(['db', 'backup', file, '--json'])).error()).toMatchObject({
      code: 'FILE_EXISTS',
      exit: 1,
      location: file,
    });
  }
  expect(readFileSync(taken, 'utf8')).toBe('mine');
  expect(existsSync(join(world.home, 'elsewhere.db'))).toBe(false);
});

test('G16 a copy that cannot be written is no fault of the ledger', async () => {
  const file = join(owner.home, 'no', 'such', 'folder.db');
  const error = (await owner.run(['db', 'backup', file, '--json'])).error();
  expect(error).toMatchObject({ code: 'FILE_UNWRITABLE', exit: 1, location: file, try: [] });
});

test.each([
  { name: 'an amount', sql: `UPDATE orders SET total = 1` },
  { name: 'a company', sql: `UPDATE accounts SET company = 'Fabrikam'` },
  { name: 'an order taken out', sql: 'DELETE FROM terms' },
  { name: 'a link of the chain', sql: 'DELETE FROM audit WHERE sequence = 2' },
])('G24 db check finds what was altered by hand, exit 1: $name', async ({ sql }) => {
  const world = owner.copy();
  const db = new Database(world.ledgerFile);
  db.pragma('foreign_keys = OFF');
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
  const kept = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").all() as { sql: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const trigger of kept) db.exec(trigger.sql);
  db.close();
  const ran = await world.run('db check --json');
  expect(ran.code).toBe(1);
  expect(ran.stderr).toBe('');
  expect(ran.json()).toMatchObject({
    sound: false,
    defects: expect.arrayContaining([{ where: expect.any(String), problem: expect.any(String) }]),
  });
  const people = await world.run('db check');
  expect(people.code).toBe(1);
  expect(people.stdout).not.toContain('The ledger is sound.');
});

test.each([
  { name: 'empty', bytes: '' },
  {
    name: 'a text',
    bytes: 'not a database, and longer than the header of one would be, by far, to be sure of it ....................',
  },
  { name: 'half of itself', bytes: undefined },
])('G17 a ledger that is $name is told, exit 1, and not touched', async ({ bytes }) => {
  const world = owner.copy();
  const whole = readFileSync(world.ledgerFile);
  writeFileSync(world.ledgerFile, bytes ?? whole.subarray(0, whole.length / 2));
  const before = world.files();
  for (const line of ['status', JOIN, 'db check', 'clock set 2030-01-01']) {
    const ran = await world.run(`${line} --json`);
    expect(ran.code).toBe(1);
    if (ran.stdout === '') expect(ran.error().code).toMatch(/^LEDGER_(FOREIGN|CORRUPT)$/);
    else expect(ran.json()).toMatchObject({ sound: false });
  }
  expect(world.files()).toEqual(before);
});

test('the place of a ledger on a server is told without its password', async () => {
  const world = new Workplace();
  const at = '--database postgres://me:hush@127.0.0.1:1/partner';
  const place = 'postgres://me@127.0.0.1:1/partner';
  expect(await world.json(`db path ${at}`)).toMatchObject({ path: place });
  const ran = await world.run(`status ${at} --debug`);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain(place);
  expect(ran.stderr).not.toContain('hush');
});

test('--database keeps a ledger and the books of its gateway side by side', async () => {
  const world = new Workplace();
  const place = join(world.home, 'mine', 'books.db');
  for (const line of [JOIN, CARD, BUY]) await world.after(`${line} --database ${place}`);
  expect(existsSync(join(world.home, 'mine', 'books.sandbox.db'))).toBe(true);
  expect(existsSync(world.ledgerFile)).toBe(false);
  expect(await world.json('db path', { env: { PARTNER_DATABASE: place } })).toEqual({
    path: place,
    gateway: 'sandbox',
  });
});

test('G24 audit list: the newest first, each with who wrote it, as many as asked for', async () => {
  const all = await owner.json('audit list');
  expect(all.at(-1)).toMatchObject({ sequence: 1, kind: 'account-joined', by: 'admin@contoso.example' });
  expect(all.map(({ sequence }: Answer) => sequence)).toEqual(
    all.map((_: Answer, index: number) => all.length - index),
  );
  expect(await owner.json('audit list --last 2')).toEqual(all.slice(0, 2));
  expect(all.find(({ kind }: Answer) => kind === 'order-paid').entry).toMatchObject({ receiptNumber: '2026-000001' });
  expect((await owner.run('audit list --last 1')).stdout).toMatch(
    /^\d+\t[\d-]+T[\d:]+Z\t1234567\tadmin@contoso\.example\t[a-z-]+\n$/,
  );
  for (const line of ['audit list --last 0', 'audit list --before 0', 'audit list --before soon'])
    expect((await owner.run(`${line} --json`)).error()).toMatchObject({ code: 'VALUE_INVALID' });
});

test('G24 audit list: a long log is read page by page, and each record says whose it is', async () => {
  const all = await owner.json('audit list');
  expect(new Set(all.map(({ mpnId }: Answer) => mpnId))).toEqual(new Set(['1234567']));
  const pages: Answer[] = [];
  for (let before = ''; pages.length < all.length; before = ` --before ${pages.at(-1).sequence}`)
    pages.push(...(await owner.json(`audit list --last 3${before}`)));
  expect(pages).toEqual(all);
  expect(await owner.json('audit list --before 1')).toEqual([]);
  const shown = await owner.run('audit list --last 2', { terminal: { stdout: true } });
  expect(shown.stdout).toContain(`partner audit list --before ${all[1].sequence}`);
  const first = await owner.run('audit list --before 3', { terminal: { stdout: true } });
  expect(first.stdout).not.toContain('--before');
});

test('D18 what everybody did is shown to those who may copy the ledger', async () => {
  const world = await owner.copy().after('users add user@contoso.example');
  const error = (await world.run('audit list --user user@contoso.example --json')).error();
  expect(error).toMatchObject({ code: 'ROLE_REQUIRED', exit: 4, act: 'manage-ledger' });
});
