import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { createLedger, openLedger } from '../../../src/store/sqlite/open.js';
import { readMigrations, shippedMigrations } from '../../../src/store/sql/migrations.js';
import { codeOf } from '../contract/tried.js';
import { account, AT, IDENTITY } from '../samples.js';
import { append, fill, joining } from '../sample-entries.js';
import { create, using } from './folder.js';
import { run, SOMEBODY, start } from './process.js';
import { quickFolder } from '../../support/folders.js';

const path = () => join(quickFolder('store'), 'ledger.db');
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('files are private, whatever the umask', () => {
  let umask: number;
  beforeEach(() => (umask = process.umask(0)));
  afterEach(() => process.umask(umask));

  test('F8 a new ledger, the folders made for it and a backup', async () => {
    const top = quickFolder('store');
    const file = join(top, 'data', 'partner', 'ledger.db');
    await using(create(file), async (store) => {
      await append(store, joining());
      await store.backup(join(top, 'copy.db'));
    });
    expect([modeOf(file), modeOf(join(top, 'copy.db'))]).toEqual([0o600, 0o600]);
    expect([modeOf(dirname(file)), modeOf(join(top, 'data'))]).toEqual([0o700, 0o700]);
    expect([readdirSync(dirname(file)), readdirSync(top).toSorted()]).toEqual([['ledger.db'], ['copy.db', 'data']]);
  });

  test('F8 a new ledger under a umask that takes everything away', async () => {
    const top = quickFolder('store');
    chownSync(top, SOMEBODY.id, process.getgid?.() ?? 0);
    const file = join(top, 'partner', 'ledger.db');
    expect((await run('create', file, 'inst-1', { ...SOMEBODY, shell: 'umask 0777' })).said).toEqual({
      done: 'inst-1',
    });
    expect([modeOf(file), modeOf(dirname(file))]).toEqual([0o600, 0o700]);
  });

  test('F8 the journal of a write', async () => {
    const file = path();
    await using(create(file), (store) =>
      store.write(async (ledger) => {
        await ledger.append({ kind: 'account-joined', account: account() }, AT, 'admin');
        expect(modeOf(`${file}-journal`)).toBe(0o600);
      }),
    );
    expect(existsSync(`${file}-journal`)).toBe(false);
  });

  test('F8 a ledger that others could read is made private, a folder that exists is left alone', async () => {
    const file = path();
    await using(create(file), fill);
    chmodSync(file, 0o664);
    chmodSync(dirname(file), 0o755);
    await using(openLedger(file), async () => undefined);
    expect([modeOf(file), modeOf(dirname(file))]).toEqual([0o600, 0o755]);
  });

  test('F8 a folder of ours in which everybody may write is closed to them and said; one that guards each owner’s files stays', async () => {
    const file = path();
    await using(create(file), fill);
    chmodSync(dirname(file), 0o777);
    chmodSync(file, 0o644);
    const told: string[] = [];
    const onClosed = (closed: string) => told.push(closed);
    await using(openLedger(file, { onClosed }), async () => undefined);
    expect([modeOf(dirname(file)), modeOf(file), told]).toEqual([0o775, 0o600, [dirname(file), file]]);
    chmodSync(dirname(file), 0o1777);
    await using(openLedger(file, { onClosed }), async () => undefined);
    expect([statSync(dirname(file)).mode & 0o7777, told.length]).toEqual([0o1777, 2]);
  });

  test('F7 a stranger’s file keeps its mode', async () => {
    const file = path();
    writeFileSync(file, 'hello', { mode: 0o664 });
    expect(await codeOf(openLedger(file))).toBe('LEDGER_FOREIGN');
    expect(modeOf(file)).toBe(0o664);
  });
});

const isRoot = process.getuid?.() === 0;

// Only root can give files away.
if (isRoot)
  describe('F8 what another user can change is refused', () => {
    async function given(owner: number, folderOwner: number, folderMode: number): Promise<string> {
      const file = path();
      await using(create(file), fill);
      chmodSync(dirname(file), folderMode);
      chownSync(file, owner, owner);
      chmodSync(file, 0o666);
      chownSync(dirname(file), folderOwner, folderOwner);
      return file;
    }
    const STRANGER = 54_321;
    const { id } = SOMEBODY;

    test.each([
      ['another user’s ledger', STRANGER, id, 0o755],
      ['a folder of root’s in which everybody may write', id, 0, 0o777],
      ['a folder of another user in which everybody may write', id, STRANGER, 0o777],
    ])('%s', async (_, owner, folderOwner, mode) => {
      const file = await given(owner, folderOwner, mode);
      expect((await run('read', file, '', SOMEBODY)).said).toEqual({ failed: 'LEDGER_UNSAFE' });
      expect([modeOf(file), modeOf(dirname(file))]).toEqual([0o666, mode]);
    });

    test.each([
      ['one’s own in a folder of root’s', id, 0, 0o755],
      ['root’s, to look at', 0, 0, 0o755],
      ['one’s own among others’ files that only their owners may exchange', id, 0, 0o1777],
    ])('and not %s', async (_, owner, folderOwner, mode) => {
      const file = await given(owner, folderOwner, mode);
      expect((await run('read', file, '', SOMEBODY)).said).toEqual({ done: 1 });
    });

    test('nor, for root, a user’s: a container’s root works on a folder of the machine', async () => {
      const file = await given(STRANGER, STRANGER, 0o755);
      await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
    });
  });

test('G10 processes that make the ledger at the same time get one ledger', async () => {
  const file = join(quickFolder('store'), 'new', 'ledger.db');
  const said = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => run('create', file, `installation-${number}`)));
  const installations = new Set(said.map((each) => JSON.stringify(each.said)));
  expect(installations.size).toBe(1);
  expect([...installations][0]).toMatch(/^\{"done":"installation-\d"\}$/);
  expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
  await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
});

test('G10 whoever comes second to making the ledger leaves the one that is there', async () => {
  const file = path();
  await using(create(file), fill);
  const before = readFileSync(file);
  createLedger(Database, file, { ...IDENTITY, installation: 'other' }, readMigrations(shippedMigrations('sqlite')));
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
});

test('G10 while another process holds the ledger, a read goes on and a write is told that it is busy', async () => {
  const file = path();
  await using(create(file, { busyTimeoutMs: 50 }), async (store) => {
    await append(store, joining());
    const holder = start('hold', file);
    await new Promise((held) => holder.stdout.once('data', held));
    expect(await codeOf(append(store, joining(2)))).toBe('LEDGER_BUSY');
    expect((await store.read((ledger) => ledger.book('account-1')))?.account.leftOn).toBeNull();
    holder.stdin.end();
    await new Promise((ended) => holder.once('close', ended));
    await append(store, joining(2));
    expect((await store.read((ledger) => ledger.book('account-1')))?.account.leftOn).not.toBeNull();
  });
});

test('G11 whoever waits for the ledger does not keep the event loop: a signal would be heard', async () => {
  const file = path();
  await using(create(file, { busyTimeoutMs: 10_000 }), async (store) => {
    await append(store, joining());
    await using(openLedger(file), async (holder) => {
      let waiting: Promise<unknown> | undefined;
      await holder.write(async () => {
        waiting = append(store, joining(2));
        // The one that holds the ledger is of this process too: it goes on only while the one that waits lets it.
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
      await waiting;
    });
    expect((await store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual(['account-1', 'account-2']);
  });
});

describe('G16 where nothing can be written, the ledger says so and stays as it was', () => {
  /** A ledger of the child's own user, which permissions bind. */
  async function somebodys(): Promise<string> {
    const file = path();
    await using(create(file), fill);
    for (const each of [file, dirname(file)]) chownSync(each, SOMEBODY.id, process.getgid?.() ?? 0);
    return file;
  }

  async function expectUnwritable(file: string): Promise<void> {
    const before = readFileSync(file);
    expect(await run('write', file, '', SOMEBODY)).toEqual({ signal: null, said: { failed: 'LEDGER_UNWRITABLE' } });
    expect(await run('read', file, '', SOMEBODY)).toEqual({ signal: null, said: { done: 1 } });
    expect(readFileSync(file).equals(before)).toBe(true);
  }

  test('G16 a read-only file', async () => {
    const file = await somebodys();
    chmodSync(file, 0o400);
    await expectUnwritable(file);
  });

  test('G16 a read-only folder', async () => {
    const file = await somebodys();
    chmodSync(dirname(file), 0o500);
    await expectUnwritable(file);
    chmodSync(dirname(file), 0o700);
  });

  test('G16 a ledger that may not be read', async () => {
    const file = await somebodys();
    chmodSync(file, 0o000);
    expect((await run('write', file, '', SOMEBODY)).said).toEqual({ failed: 'LEDGER_UNWRITABLE' });
  });

  test('G16 a folder in which no ledger can be made', async () => {
    const folder = quickFolder('store');
    mkdirSync(join(folder, 'closed'), { mode: 0o555 });
    chmodSync(folder, 0o755);
    expect((await run('write', join(folder, 'closed', 'ledger.db'), '', SOMEBODY)).said).toEqual({
      failed: 'LEDGER_UNWRITABLE',
    });
    expect(readdirSync(join(folder, 'closed'))).toEqual([]);
  });

  test('G16 a path that leads through a file', async () => {
    const file = path();
    writeFileSync(file, 'a file');
    expect(await codeOf(create(join(file, 'ledger.db')))).toBe('LEDGER_UNWRITABLE');
    expect(await codeOf(create(join(file, 'deeper', 'ledger.db')))).toBe('LEDGER_UNWRITABLE');
  });

  test('G16 a file that may not grow', async () => {
    const file = path();
    await using(create(file), fill);
    const before = readFileSync(file);
    const ended = await run('flood', file, '', { shell: `trap '' XFSZ; ulimit -f 2048` });
    expect(ended).toEqual({ signal: null, said: { failed: 'LEDGER_UNWRITABLE' } });
    await using(openLedger(file), async (store) => expect(await store.check()).toEqual([]));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('G16 a backup into a folder that is not there, or through a file', async () => {
    const file = path();
    await using(create(file), async (store) => {
      expect(await codeOf(store.backup(join(dirname(file), 'none', 'copy.db')))).toBe('FILE_UNWRITABLE');
      expect(await codeOf(store.backup(join(file, 'copy.db')))).toBe('FILE_UNWRITABLE');
    });
    expect(readdirSync(dirname(file))).toEqual(['ledger.db']);
  });
});
