import { Connection } from '../../../src/store/postgres/connect.js';
import { rollBack } from '../../../src/store/postgres/schema.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';

(withServer ? describe : describe.skip)('statements that are asked at the same moment', () => {
  let database: Database;
  let connection: Connection;

  beforeEach(async () => {
    database = await freshDatabase();
    connection = await Connection.open({ ...database.address(), schema: 'public' }, { patienceMs: 10_000 });
    await connection.run('CREATE TABLE kept (name text PRIMARY KEY)');
  });
  afterEach(async () => {
    await connection.end();
    await database.drop();
  });

  const put = (name: string) => connection.query<object>('INSERT INTO kept (name) VALUES (?)', [name]);
  const names = async () => (await connection.query<{ name: string }>('SELECT name FROM kept ORDER BY name')).rows;
  const settled = async (asked: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(asked)).map(({ status }) => status === 'fulfilled');

  test('go in one message, and each is answered with its own rows', async () => {
    const asked = [put('b'), names(), put('a'), names()];
    expect(await Promise.all(asked)).toMatchObject([
      { rowCount: 1 },
      [{ name: 'b' }],
      { rowCount: 1 },
      [{ name: 'a' }, { name: 'b' }],
    ]);
    const [counted] = await database.ask<{ transactions: string }>(
      'SELECT count(DISTINCT xmin::text) AS transactions FROM kept',
    );
    expect(Number(counted?.transactions)).toBe(1);
  });

  test('the same ones may be asked again, and as often as one likes at once', async () => {
    for (const round of [1, 2])
      expect(await settled(['a', 'b', 'c'].map((name) => put(`${name}${round}`)))).not.toContain(false);
    expect(await names()).toHaveLength(6);
  });

  test('after one that fails none is done, and each is told so', async () => {
    await connection.run('BEGIN');
    expect(await settled([put('a'), put('a'), put('b'), names()])).toEqual([true, false, false, false]);
    await connection.run('ROLLBACK');
    expect(await names()).toEqual([]);
    expect(await settled([put('a'), put('b'), names()])).not.toContain(false);
  });

  test('a statement that came after one that failed can be asked anew', async () => {
    const length = () => connection.query<object>('SELECT length(name) AS size FROM kept');
    expect(await settled([put('a'), put('a'), length()])).toEqual([true, false, false]);
    expect(await settled([length(), length()])).toEqual([true, true]);
    expect(await names()).toEqual([]);
  });

  test('one that cannot be compiled spoils none that comes later', async () => {
    const broken = () => connection.query<object>('SELECT nothing FROM kept');
    expect(await settled([names(), broken(), put('a')])).toEqual([true, false, false]);
    expect(await settled([broken(), put('a')])).toEqual([false, false]);
    expect(await settled([put('a'), names()])).toEqual([true, true]);
  });

  test('what is run at the same moment comes after what was asked before it', async () => {
    const asked = put('a');
    await connection.run("UPDATE kept SET name = 'b'");
    await asked;
    expect(await names()).toEqual([{ name: 'b' }]);
  });

  test('what is asked while a statement is under way is asked after it', async () => {
    const slow = connection.query<object>('SELECT pg_sleep(0.05)');
    await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([slow, put('a'), connection.run('SELECT 1'), put('b')]);
    expect(await names()).toHaveLength(2);
  });

  test('a connection whose rollback fails is given up: it may still be in what it could not undo', async () => {
    let isGivenUp = false;
    const run = () => Promise.reject(new Error('canceling statement'));
    await rollBack({ isLost: false, run, giveUp: () => void (isGivenUp = true) } as unknown as Connection);
    expect(isGivenUp).toBe(true);
  });

  test('a connection that was refused what it asks first is closed', async () => {
    const open = () =>
      Connection.open({ ...database.address(), schema: 'public' }, { patienceMs: 100, statementMs: -5 });
    await expect(open()).rejects.toThrow();
    const left = `SELECT count(*) AS open FROM pg_stat_activity WHERE application_name = 'partner' AND datname = current_database()`;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await database.ask(left)).toEqual([{ open: '1' }]);
  });

  test('a connection that is cut tells all of them', async () => {
    const cut = () => connection.query<object>('SELECT pg_terminate_backend(pg_backend_pid())');
    expect(await settled([put('a'), cut(), names()])).toEqual([true, false, false]);
    expect(connection.isLost).toBe(true);
  });
});
