import { join } from 'node:path';
import { Groups } from '../../src/store/groups.js';
import { dryRunStore } from '../../src/store/dry-run.js';
import { openServerLedger } from '../../src/store/postgres/open.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import type { Store } from '../../src/store/store.js';
import { account, AT, IDENTITY } from './samples.js';
import { quickFolder } from '../support/folders.js';
import { addressOf, freshDatabase, withServer, type Database } from '../support/server.js';

let store: Store;
let commits: number;
let database: Database | undefined;

beforeAll(async () => {
  if (withServer) database = await freshDatabase();
});
afterAll(() => database?.drop());

const joined = (number: number) => ({
  kind: 'account-joined' as const,
  account: { ...account(), id: `acc_${number}`, mpnId: `${1000000 + number}` },
});

let ledgers = 0;
const onStep = (step: string) => {
  if (step === 'committed') commits += 1;
};
const ENGINES = {
  'a file': () => {
    const file = join(quickFolder('groups'), 'ledger.db');
    return () => openLedger(file, { create: IDENTITY, onStep });
  },
  'a server': () => {
    const address = addressOf(database?.url(`groups_${(ledgers += 1)}`) ?? '');
    return () => openServerLedger(address, { create: IDENTITY, onStep });
  },
};

(withServer ? describe.each(['a file', 'a server'] as const) : describe.each(['a file'] as const))(
  'in %s',
  (engine) => {
    let another: () => Promise<Store>;

    beforeEach(async () => {
      another = ENGINES[engine]();
      store = await another();
      // The first of all is sealed by itself.
      await store.write((ledger) => ledger.append(joined(0), AT, 'x'));
      commits = 0;
    });
    afterEach(() => store.close());

    test('G8 writes that wait for each other are committed together, and all are there', async () => {
      const before = commits;
      await Promise.all(
        Array.from({ length: 20 }, (_, place) => store.write((ledger) => ledger.append(joined(place + 1), AT, 'x'))),
      );
      expect(commits - before).toBeLessThan(5);
      expect(await store.read((ledger) => ledger.accounts())).toHaveLength(21);
    });

    test('G8 one that fails fails alone', async () => {
      const results = await Promise.allSettled([
        store.write((ledger) => ledger.append(joined(1), AT, 'x')),
        store.write(async () => {
          throw new Error('no');
        }),
        store.write((ledger) => ledger.append(joined(2), AT, 'x')),
        store.write((ledger) => ledger.append(joined(2), AT, 'x')),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      expect((await store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual([
        'acc_0',
        'acc_1',
        'acc_2',
      ]);
      expect(await store.check()).toEqual([]);
    });

    test('G8 what is read after them sees them, and the ledger is closed after them', async () => {
      const writing = [1, 2].map((number) => store.write((ledger) => ledger.append(joined(number), AT, 'x')));
      const seen = store.read((ledger) => ledger.accounts());
      const late = store.write((ledger) => ledger.append(joined(3), AT, 'x'));
      const closing = store.close();
      expect((await seen).map(({ id }) => id).slice(0, 3)).toEqual(['acc_0', 'acc_1', 'acc_2']);
      await Promise.all([...writing, late, closing]);
    });

    test('of a run that waits for somebody else only that is kept waiting: it has a transaction of its own', async () => {
      const before = commits;
      const writes = [1, 2, 3].map((number) =>
        store.write((ledger) => ledger.append(joined(number), AT, 'x'), { waits: number === 2 }),
      );
      await Promise.all(writes);
      expect(commits - before).toBe(engine === 'a server' ? 2 : 1);
    });

    test('G8 a dry run is done once, whatever waits beside it, and keeps what it was told', async () => {
      const real = await another();
      const rehearsal = dryRunStore(real, { notes: [], isNew: false, onEntry: () => undefined });
      const runs: number[] = [];
      const ended = await Promise.allSettled(
        [1, 2, 3].map((number) =>
          rehearsal.write(async (ledger) => {
            runs.push(number);
            await ledger.append(joined(number), AT, 'x');
            if (number === 2) throw new Error('stop');
          }),
        ),
      );
      expect([runs, ended.map(({ status }) => status)]).toEqual([
        [1, 2, 3],
        ['fulfilled', 'rejected', 'fulfilled'],
      ]);
      expect((await rehearsal.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual([
        'acc_0',
        'acc_1',
        'acc_3',
      ]);
      await rehearsal.close();
      expect(await store.read((ledger) => ledger.accounts())).toHaveLength(1);
    });

    test('each gets its own answer', async () => {
      const answers = await Promise.all([1, 2, 3].map((number) => store.write(async () => number * 10)));
      expect(answers).toEqual([10, 20, 30]);
    });
  },
);

/** Groups whose transactions note what was done in them. */
function noted() {
  const groups: (readonly string[])[] = [];
  let last: Promise<void> = Promise.resolve();
  const together = new Groups<string[]>(
    (turn) => (last = last.then(turn)),
    async (work) => {
      const done: string[] = [];
      const result = await work(done);
      groups.push(done);
      return result;
    },
  );
  return { groups, together };
}

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const taking = (milliseconds: number, name: string) => async (done: string[]) => {
  await after(milliseconds);
  done.push(name);
  return name;
};

test('a group that takes long is committed as far as it came, and goes on in the next', async () => {
  const { groups, together } = noted();
  const names = ['a', 'b', 'c', 'd', 'e'];
  expect(await Promise.all(names.map((name) => together.join(taking(150, name))))).toEqual(names);
  expect(groups).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

test('what the first of a group has waited for, the others need not wait for once more', async () => {
  const { groups, together } = noted();
  await Promise.all([together.join(taking(400, 'a')), ...['b', 'c'].map((name) => together.join(taking(1, name)))]);
  expect(groups).toEqual([['a', 'b', 'c']]);
});

test('who comes while others are at it comes along, and what all look at first is asked together', async () => {
  const { groups, together } = noted();
  const ahead = (name: string) => async (done: string[]) => done.push(`${name} ahead`);
  const first = ['a', 'b'].map((name) => together.join(taking(50, name), { ahead: ahead(name) }));
  await after(20);
  await Promise.all([...first, together.join(taking(1, 'late'), { ahead: ahead('late') })]);
  expect(groups).toEqual([['a ahead', 'b ahead', 'a', 'b', 'late ahead', 'late']]);
});

test('what takes a number comes after all that takes none, and after it nobody else comes along', async () => {
  const { groups, together } = noted();
  const late = { isLate: true };
  const first = [together.join(taking(50, 'number'), late), together.join(taking(50, 'a'))];
  await after(20);
  first.push(together.join(taking(1, 'b')));
  await after(50);
  first.push(together.join(taking(1, 'c')), together.join(taking(1, 'another number'), late));
  await Promise.all(first);
  expect(groups).toEqual([['a', 'b', 'number', 'another number'], ['c']]);
});

test('G8 where one fails, each is done by itself, and so is who came along', async () => {
  const { groups, together } = noted();
  const failing = together.join(async () => {
    await after(50);
    throw new Error('no');
  });
  const first = together.join(taking(1, 'a'));
  await after(20);
  const late = together.join(taking(1, 'late'));
  expect((await Promise.allSettled([failing, first, late])).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(groups).toEqual([['a'], ['late']]);
});
