import type { Machine } from '../env/machine.js';
import type { BooksFault } from '../core/gateway.js';
import { GatewayBooksError } from '../payments/gateway.js';
import { answeredInTime, type Asking } from '../sandbox/gateway/asking.js';
import type { Keeper } from '../sandbox/gateway/books.js';
import { serverBooks } from '../sandbox/gateway/books-file.js';
import type { BooksElsewhere } from '../sandbox/gateway/sandbox.js';
import type { Address } from '../store/postgres/address.js';
import type { ServerTables } from '../store/postgres/beside.js';
import type { Session } from '../store/sql/session.js';
import { LedgerError } from '../store/store.js';

const TIMEOUT_MS = 20_000;

/** The books of the sandbox on a server: in a schema of their own, which knows nothing of the ledger's. */
export async function booksOnServer(
  address: Address,
  { serverTime }: Pick<Machine, 'serverTime'>,
): Promise<BooksElsewhere> {
  const { ServerTables: Tables } = await import('../store/postgres/beside.js');
  const schema = `${address.schema}_sandbox`;
  const place = `${address.location} (${schema})`;
  const tables = new Tables(address, { schema, mark: 'cards_on_file', sql: serverBooks() }, TIMEOUT_MS);
  return {
    place,
    async open(missing) {
      return asBooks(place, async () => {
        const exist = await tables.areThere();
        if (!exist && missing === 'leave') return undefined;
        if (!exist) await tables.create();
        return keeperOf(place, tables);
      });
    },
    now: async () => serverTime(await tables.now()),
    close: () => tables.close(),
  };
}

function keeperOf(place: string, tables: ServerTables): Keeper {
  const asking = <T>(session: Session, work: Asking<T>) =>
    answeredInTime(work, ({ sql, values }) => session.all<unknown>(sql, ...values));
  return {
    place,
    read: (work) => asBooks(place, () => tables.read((session) => asking(session, work))),
    write: (work, about) => asBooks(place, () => tables.write((session) => asking(session, work), about)),
    hold: (work) => asBooks(place, () => tables.hold((session) => work((one) => asking(session, one)))),
    close: () => tables.close(),
  };
}

/**
 * What the server says against it becomes a GatewayBooksError, save what is so for the ledger as well: somebody else holds
 * them, a role does not allow it, nobody gets in or may write.
 */
async function asBooks<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LedgerError) || /^(LEDGER_BUSY|SERVER_(ROLE|READ_ONLY|CROWDED))$/.test(error.code))
      throw error;
    throw new GatewayBooksError(place, faultOf(error), error.detail, { cause: error });
  }
}

function faultOf({ code }: LedgerError): BooksFault {
  if (code === 'SERVER_UNREACHABLE') return 'unreachable';
  return /^LEDGER_(FOREIGN|CORRUPT|CONFLICT)$/.test(code) ? 'not-ours' : 'unwritable';
}
