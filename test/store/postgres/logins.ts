import { Client } from 'pg';
import type { LedgerRole } from '../../../src/core/ledger-role.js';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { addressOf, freshDatabase, type Database } from '../../support/server.js';
import { IDENTITY } from '../samples.js';

const PASSWORD = 'of-a-test';

/** A ledger on the server of the run with an owner who is no administrator, and others who sign in there. */
export interface Logins {
  readonly database: Database;
  readonly owner: string;
  url(login: string): string;
  open(login: string): Promise<Ledger>;
  /** Somebody new, without a role yet. */
  login(name: string): Promise<string>;
  grant(login: string, role: LedgerRole, accountId?: string): Promise<void>;
  /** As that login, by another program: what was answered, or the letters of what went wrong. */
  ask(login: string, ...statements: readonly string[]): Promise<readonly object[] | string>;
  /** The same for each by itself: those by which something was done. */
  went(login: string, statements: readonly string[]): Promise<readonly string[]>;
  drop(): Promise<void>;
}

export async function loginsOn(schema = 'partner'): Promise<Logins> {
  const database = await freshDatabase();
  const made: string[] = [];
  const opened: Ledger[] = [];
  const login = async (name: string) => {
    const whole = `${name}_of_${database.name}`;
    await database.ask(`CREATE ROLE ${whole} LOGIN PASSWORD '${PASSWORD}'`);
    made.push(whole);
    return whole;
  };
  const owner = await login('owner');
  await database.ask(`GRANT CREATE ON DATABASE ${database.name} TO ${owner}`);
  const url = (who: string) => database.url(schema, `${who}:${PASSWORD}`);
  const open = async (who: string) => {
    const ledger = await openServerLedger(addressOf(url(who)), { create: IDENTITY, patienceMs: 2000 });
    opened.push(ledger);
    return ledger;
  };
  const ledger = await open(owner);
  const connected = async <T>(who: string, work: (client: Client) => Promise<T>) => {
    const client = new Client({ connectionString: url(who).replace(/\?.*/, '') });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(`SET search_path TO ${schema}, pg_temp`);
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    database,
    owner,
    url,
    open,
    login,
    async grant(who, role, accountId) {
      const { rights } = ledger;
      await rights?.run(await rights.change('grant', { login: who, role, accountId: accountId ?? null }));
    },
    ask: (who, ...statements) =>
      connected(who, async (client) => {
        let rows: readonly object[] = [];
        for (const statement of statements) ({ rows } = await client.query<object>(statement));
        return rows;
      }).catch((error: unknown) => (error as { code: string }).code),
    went: (who, statements) =>
      connected(who, async (client) => {
        const done: string[] = [];
        for (const statement of statements) {
          const answer = await client.query(statement).catch(() => undefined);
          // What concerns rows and found none has done nothing.
          if (answer && answer.rowCount !== 0) done.push(statement);
        }
        return done;
      }),
    async drop() {
      for (const one of opened.splice(0)) await one.close();
      for (const who of made) await database.ask(`REASSIGN OWNED BY ${who} TO postgres; DROP OWNED BY ${who}`);
      await database.drop();
      const elsewhere = await freshDatabase();
      for (const who of made) await elsewhere.ask(`DROP ROLE ${who}`);
      await elsewhere.drop();
    },
  };
}
