import Database from 'better-sqlite3';
import { fakeServer, type Saying } from '../support/fake-server.js';
import { JOIN, member, subscriber, Workplace } from '../support/in-process.js';

const servers: { close(): void }[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A world whose ledger is to lie on a server that says that. */
async function onServer(saying: Saying, more = ''): Promise<Workplace> {
  const server = await fakeServer(saying);
  servers.push(server);
  return new Workplace({ env: { PARTNER_DATABASE: `postgres://me:secret@127.0.0.1:${server.port}/ledger${more}` } });
}

async function unfinished(): Promise<Workplace> {
  const world = await member();
  const db = new Database(world.ledgerFile);
  db.exec(`UPDATE meta SET copied_from = 'there.db'`);
  db.close();
  return world;
}

/** How whatever stands between a command and a server is met, or a ledger that moves there. */
export const ON_SERVERS = {
  SERVER_UNREACHABLE: { line: 'status --database postgres://me:secret@127.0.0.1:1/ledger' },
  SERVER_TLS: { world: () => onServer({}, '?sslmode=verify-full'), line: 'status' },
  SERVER_LOGIN: { world: () => onServer({ atTheDoor: '28P01' }), line: 'status' },
  SERVER_DATABASE: { world: () => onServer({ atTheDoor: '3D000' }), line: 'status' },
  SERVER_RIGHTS: { world: () => onServer({ inside: '42501' }), line: 'status' },
  SERVER_ROLE: { world: () => onServer({ inside: '42501', role: 'read' }), line: 'status' },
  LEDGER_OLDER: { world: () => onServer({ isOlder: true }), line: 'status' },
  SERVER_ONLY: { world: member, line: 'db grant read ci' },
  SERVER_OLD: { world: () => onServer({ version: 130_004 }), line: 'status' },
  SERVER_READ_ONLY: { world: () => onServer({ inside: '25006' }), line: JOIN },
  SERVER_FULL: { world: () => onServer({ inside: '53100' }), line: JOIN },
  LEDGER_MOVED: {
    world: async () => (await subscriber()).after('db backup ledger.db', 'db copy ledger.db team.db --yes'),
    line: 'actionpack autorenew off --database ledger.db',
  },
  LEDGER_UNFINISHED: { world: unfinished, line: 'status' },
  LEDGER_EXISTS: {
    world: async () => (await member()).after('db backup ledger.db', 'db backup taken.db'),
    line: 'db copy ledger.db taken.db --yes',
  },
};
