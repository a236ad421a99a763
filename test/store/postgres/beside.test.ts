import { ServerTables } from '../../../src/store/postgres/beside.js';
import type { Session } from '../../../src/store/sql/session.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';

(withServer ? describe : describe.skip)('tables beside a ledger', () => {
  let database: Database;
  let tables: ServerTables;

  beforeAll(async () => {
    database = await freshDatabase();
    const sql = 'CREATE TABLE mark (name text PRIMARY KEY, written text DEFAULT pg_current_xact_id()::text)';
    tables = new ServerTables(database.address(), { schema: 'beside', mark: 'mark', sql }, 10_000);
    await tables.create();
  });
  afterAll(async () => {
    tables.close();
    await database.drop();
  });

  const put = (name: string) => (session: Session) => session.run('INSERT INTO mark (name) VALUES (?)', name);
  const names = (session: Session) => session.all<{ name: string }>('SELECT name FROM mark ORDER BY name');

  test('G8 what waits at the same moment is written in one transaction, and what fails fails alone', async () => {
    const results = await Promise.allSettled([
      tables.write(put('a')),
      tables.write(put('a')),
      tables.write(async () => {
        throw new Error('no');
      }),
      tables.write(put('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await database.ask('SELECT name FROM beside.mark ORDER BY name')).toEqual([{ name: 'a' }, { name: 'b' }]);
    const [counted] = await database.ask<{ made: string }>('SELECT count(DISTINCT written) AS made FROM beside.mark');
    expect(Number(counted?.made)).toBe(1);
  });

  test('G9 what is read once a write is told sees it, and each gets its own answer', async () => {
    const seen = tables.write(put('c')).then(() => tables.read(names));
    const others = [1, 2, 3].map((number) => tables.read(async () => number));
    expect(await Promise.all(others)).toEqual([1, 2, 3]);
    expect(await seen).toContainEqual({ name: 'c' });
  });

  test('G1 work that is about something else is asked beside the others, and what is about the same one after the other', async () => {
    const steps: string[] = [];
    const looking = (about: string) => async (session: Session) => {
      const found = await session.all('SELECT name FROM mark WHERE name LIKE ?', `${about}-%`);
      steps.push(`${about} has looked`);
      await session.run('INSERT INTO mark (name) VALUES (?)', `${about}-${found.length + 1}`);
      steps.push(`${about} has written`);
      return found.length;
    };
    const asked = ['one', 'other', 'one'].map((about) => tables.write(looking(about), about));
    expect(await Promise.all(asked)).toEqual([0, 0, 1]);
    expect(steps.slice(0, 2).sort()).toEqual(['one has looked', 'other has looked']);
    expect(steps.slice(4)).toEqual(['one has looked', 'one has written']);
    const made = "SELECT count(DISTINCT written) AS made FROM beside.mark WHERE name ~ '^(one|other)-'";
    expect(await database.ask(made)).toMatchObject([{ made: '1' }]);
  });

  test('work beside which another fails is not done, and is told so', async () => {
    const twice = ['g', 'h'].map((about) => tables.write(put('g'), about));
    expect((await Promise.allSettled(twice)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await tables.read(names)).not.toContainEqual({ name: 'g' });
    await tables.write(put('g'), 'g');
    expect(await tables.read(names)).toContainEqual({ name: 'g' });
  });

  test('what ends the transaction ends all of it, and what is asked next goes on', async () => {
    const cut = 'SELECT pg_terminate_backend(pg_backend_pid())';
    const results = await Promise.allSettled([
      tables.write(put('d')),
      tables.write((session) => session.run(cut)),
      tables.write(put('e')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await tables.write(put('f'));
    const there = (await tables.read(names)).map(({ name }) => name);
    expect(there).toContain('f');
    expect(there).not.toContain('d');
  });
});
