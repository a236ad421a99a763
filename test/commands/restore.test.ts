import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openLedger } from '../../src/store/sqlite/open.js';
import { ofFiles } from '../support/ledgers.js';
import { BUY, CARD, JOIN, member, subscriber, TODAY, Workplace, type Answer } from '../support/in-process.js';

const PUT_BACK = { code: 'PUT_BACK', try: 'partner reconcile' };
const warned = async (world: Workplace, options = {}) =>
  (await world.json('status', options)).warnings.filter(({ code }: Answer) => code === 'PUT_BACK');

ofFiles.describe('G20 a ledger that is put back from a copy', () => {
  let before: Workplace;
  beforeAll(async () => {
    before = await (await member()).copy().after(CARD, 'db backup copy.db', BUY, 'actionpack autorenew off');
  });

  test('G1 is checked, knows that it was put back, says what it lacks, and charges nothing twice', async () => {
    const world = before.copy();
    const done = await world.json('db restore copy.db --yes');
    const aside = `${world.ledgerFile}.replaced.bak`;
    expect(done).toMatchObject({ from: 'copy.db', accounts: 1, replaced: aside, differences: 1 });
    expect(done.lost).toBeGreaterThan(0);
    expect(await world.json('db check')).toMatchObject({ sound: true });
    expect(await warned(world)).toMatchObject([PUT_BACK]);
    await world.after(BUY);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
    // It was turned off after the copy, and nobody can know: that is what is said.
    expect((await world.json('actionpack autorenew')).on).toBe(true);
  });

  test('G20 where the books of its sandbox are gone, too, those beside the copy come back; those that are there stay', async () => {
    const world = await (await subscriber()).copy().after('db backup copy.db');
    const there = await world.json('db restore copy.db --yes');
    expect([there.books, there.differences]).toEqual([null, 0]);
    rmSync(world.ledgerFile);
    rmSync(world.booksFile);
    const done = await world.run('db restore copy.db --yes');
    expect(done.stdout).toContain(world.booksFile);
    expect(statSync(world.booksFile).mode & 0o777).toBe(0o600);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
    expect(await world.json('renewals run --yes', { now: '2027-11-22' })).toMatchObject({ charged: 1 });
  });

  test.each([
    ['are a folder', (books: string) => mkdirSync(books)],
    ['are a link', (books: string) => symlinkSync('elsewhere.db', books)],
    ['belong to another program', (books: string) => writeFileSync(books, 'hello')],
    ['are cut off', (books: string, whole: Buffer) => writeFileSync(books, whole.subarray(0, 6000))],
  ])('G8 where the books beside the copy %s, nothing is put back', async (_, spoil) => {
    const world = await (await subscriber()).copy().after('db backup copy.db');
    const books = join(world.home, 'copy.sandbox.db');
    const whole = readFileSync(books);
    for (const file of [books, world.booksFile, world.ledgerFile]) rmSync(file);
    spoil(books, whole);
    for (const line of ['db restore copy.db --yes', 'db restore copy.db --dry-run'])
      expect((await world.run(`${line} --json`)).error()).toMatchObject({ code: 'GATEWAY_BOOKS', location: books });
    expect([existsSync(world.ledgerFile), existsSync(world.booksFile)]).toEqual([false, false]);
  });

  test('G8 where the books cannot be copied, neither is the ledger', async () => {
    const world = (await subscriber()).copy();
    writeFileSync(world.booksFile, readFileSync(world.booksFile).subarray(0, 6000));
    expect((await world.run('db backup copy.db --json')).error()).toMatchObject({ code: 'GATEWAY_BOOKS' });
    expect(existsSync(join(world.home, 'copy.db'))).toBe(false);
  });

  test('a copy that is not there is told as a file, and joining is not proposed', async () => {
    const ran = await before.copy().run('db restore nowhere.db --yes --json');
    expect(ran.error()).toMatchObject({ code: 'FILE_UNREADABLE', location: 'nowhere.db', why: 'missing' });
    expect(ran.stderr).not.toContain('partner join');
  });

  test('says so for a month, in both languages, and db check holds it', async () => {
    const world = await before.copy().after('db restore copy.db --yes');
    expect((await world.run('status')).stdout).toContain('The ledger was put back on 2026-11-22');
    expect((await world.run('status --lang fr')).stdout).toContain('Le registre a été rétabli le 2026-11-22');
    expect(await warned(world, { now: '2026-12-22' })).toHaveLength(1);
    expect(await warned(world, { now: '2026-12-23' })).toEqual([]);
    const asks = await world.run('db restore copy.db --json');
    expect([asks.code, asks.error().missing]).toEqual([2, ['--yes']]);
  });

  test('what was there before is kept, is only read, and can be put back in its turn', async () => {
    const world = before.copy();
    const { replaced, lost } = await world.json('db restore copy.db --yes');
    expect(statSync(replaced).mode & 0o777).toBe(0o600);
    const there = { env: { PARTNER_DATABASE: replaced } };
    expect(await world.json('db check', there)).toMatchObject({ sound: true });
    expect((await world.run('users add b@contoso.example --json', there)).error()).toMatchObject({
      code: 'LEDGER_MOVED',
    });
    await world.after('users add late@contoso.example');
    const back = await world.json(['db', 'restore', replaced, '--yes']);
    expect([lost > 1, back.lost, back.differences]).toEqual([true, 1, 0]);
    expect((await world.json('actionpack autorenew')).on).toBe(false);
  });

  test('G19 one that was broken off says what it was, and how it goes on', async () => {
    const world = before.copy();
    const db = new Database(world.ledgerFile);
    db.prepare('UPDATE meta SET moved_to = ?, moved_at = ?').run(world.ledgerFile, '2026-11-22T12:00:00.000Z');
    db.close();
    const problem = (await world.run('users add b@contoso.example --json')).error();
    expect(problem).toMatchObject({ code: 'LEDGER_MOVED', try: ['partner db restore FILE'] });
    await world.after('db restore copy.db --yes', 'users add b@contoso.example');
  });

  test('G10 a process that has the old one open writes nothing to it any more', async () => {
    const world = before.copy();
    const store = await openLedger(world.ledgerFile);
    await store.read((reader) => reader.accounts());
    await world.after('db restore copy.db --yes');
    const writing = store.write((ledger) => ledger.freeze(undefined));
    await expect(writing).rejects.toMatchObject({ code: 'LEDGER_MOVED' });
    await store.close();
  });

  test.each([
    [
      'damaged',
      (world: Workplace) => writeFileSync(world.ledgerFile, 'no database, and longer than its header would be'),
    ],
    [
      'half of itself',
      (world: Workplace) => writeFileSync(world.ledgerFile, readFileSync(world.ledgerFile).subarray(0, 40_000)),
    ],
    ['gone', (world: Workplace) => rmSync(world.ledgerFile)],
  ] as const)('G17 takes the place of one that is %s', async (what, harm) => {
    const world = before.copy();
    harm(world);
    const done = await world.json('db restore copy.db --yes');
    expect(done).toMatchObject({ lost: null, replaced: what === 'gone' ? null : `${world.ledgerFile}.replaced.bak` });
    await world.after(BUY);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
  });

  test('G24 a copy that was altered is no ledger to go on with, and nothing is changed', async () => {
    const world = before.copy();
    const altered = readFileSync(join(world.home, 'copy.db'))
      .toString('latin1')
      .replaceAll('admin@contoso', 'other@contoso');
    writeFileSync(join(world.home, 'copy.db'), Buffer.from(altered, 'latin1'));
    const kept = world.files();
    expect((await world.run('db restore copy.db --yes --json')).error()).toMatchObject({
      code: 'LEDGER_CORRUPT',
      exit: 1,
    });
    expect(world.files()).toEqual(kept);
  });

  test('G17 another ledger is not replaced, nor one that is used elsewhere', async () => {
    const other = await new Workplace({}, 7).after(JOIN);
    await other.after(`db backup ${join(other.home, 'others.db')}`);
    const world = before.copy();
    renameSync(join(other.home, 'others.db'), join(world.home, 'others.db'));
    expect((await world.run('db restore others.db --yes --json')).error()).toMatchObject({ code: 'LEDGER_EXISTS' });
    await world.after('db copy data/partner/ledger.db team.db --yes');
    expect((await world.run('db restore copy.db --yes --json')).error()).toMatchObject({ code: 'LEDGER_MOVED' });
    expect((await world.run(['db', 'restore', world.ledgerFile, '--yes', '--json'])).error()).toMatchObject({
      code: 'LEDGER_EXISTS',
    });
  });

  test('G17 nor what is no file at all: a pipe, or a folder', async () => {
    const world = before.copy();
    rmSync(world.ledgerFile);
    execFileSync('mkfifo', [world.ledgerFile]);
    for (const place of [world.ledgerFile, world.home]) {
      const asked = await world.run('db restore copy.db --yes --json', { env: { PARTNER_DATABASE: place } });
      expect([asked.code, asked.error().code]).toEqual([1, 'LEDGER_FOREIGN']);
    }
    expect(statSync(world.ledgerFile).isFIFO()).toBe(true);
    expect(existsSync(`${world.ledgerFile}.replaced.bak`)).toBe(false);
  });

  test('G8 a dry run says what it would do and changes nothing', async () => {
    const world = before.copy();
    const kept = world.files();
    const ran = await world.run('db restore copy.db --dry-run');
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('that the copy lacks')]);
    expect(await world.json('db restore copy.db --dry-run')).toMatchObject({ writes: ['ledger-restored'] });
    expect(world.files()).toEqual(kept);
  });

  test('files of evidence come back with it, and a ledger that is moved on takes along that it was put back', async () => {
    const world = (await member()).copy();
    writeFileSync(join(world.home, 'invoice.txt'), 'paid');
    await world.after(
      'adopt action-pack --anniversary 2027-03-01 --autorenew on --evidence invoice.txt',
      'db backup copies.db',
    );
    const evidence = join(world.home, 'data', 'partner', 'evidence');
    rmSync(evidence, { recursive: true });
    await world.after('db restore copies.db --yes');
    expect(existsSync(evidence)).toBe(true);
    expect(await world.json('db check')).toMatchObject({ sound: true });
    await world.after('db copy data/partner/ledger.db team.db --yes');
    expect(await warned(world, { env: { PARTNER_DATABASE: join(world.home, 'team.db') } })).toMatchObject([PUT_BACK]);
  });
});

test('G20 one that was put back by other means is checked and says so from then on', async () => {
  const world = (await subscriber()).copy();
  const done = await world.json('db restore --yes');
  expect(done).toMatchObject({
    from: null,
    accounts: 1,
    differences: 0,
    knownUntil: expect.stringContaining(TODAY) as unknown,
  });
  expect(await warned(world)).toMatchObject([PUT_BACK]);
  expect(await world.json('db check')).toMatchObject({ sound: true });
});

test('db export writes every table, as values or as its rows, for its owner alone, and overwrites nothing', async () => {
  const world = (await subscriber()).copy();
  const { files } = await world.json('db export tables');
  const lines = readFileSync(join(world.home, 'tables', 'orders.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { offer: 'action-pack', total: { amount: 47_500, currency: 'USD' }, state: 'paid' },
  ]);
  const audit = readFileSync(join(world.home, 'tables', 'audit.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(audit).toHaveLength(files.find(({ file }: Answer) => file === 'audit.jsonl').rows);
  expect(statSync(join(world.home, 'tables')).mode & 0o777).toBe(0o700);
  expect(statSync(join(world.home, 'tables', 'orders.jsonl')).mode & 0o777).toBe(0o600);
  expect((await world.run('db export tables --json')).error()).toMatchObject({ code: 'FILE_EXISTS' });
  await world.after('db export flat --format csv');
  const [header, row] = readFileSync(join(world.home, 'flat', 'users.csv'), 'utf8').split('\r\n');
  expect([header, row]).toEqual([
    expect.stringContaining('account_id,email'),
    expect.stringContaining('admin@contoso'),
  ]);
});

test('db path --all says where everything of it lies, and what is there', async () => {
  const world = (await subscriber()).copy();
  const { places } = await world.json('db path --all');
  expect(places).toContainEqual({ what: 'configuration', path: world.configFile, exists: false });
  const { path } = await world.json('db path');
  expect(places[0]).toMatchObject({ what: 'ledger', path });
  expect((await world.run('db path')).stdout).toContain(path);
});
