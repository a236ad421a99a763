import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lastSeal, sealNow, type Sealed, type Written } from '../sql/chains.js';
import { check } from '../sql/check.js';
import { KeptBooks } from '../sql/kept-books.js';
import type { Migration } from '../sql/migrations.js';
import { requireHere, requireWhole } from '../sql/marks.js';
import { SqlReader } from '../sql/reader.js';
import type { Session } from '../sql/session.js';
import { Groups } from '../groups.js';
import { Turns } from '../turns.js';
import { SqlWriter, type OnStep } from '../sql/writer.js';
import type { Ledger, Whole } from '../ledger.js';
import {
  type Rights,
  LedgerError,
  unwatched,
  type Defect,
  type LedgerErrorCode,
  type Reader,
  type Standing as LedgerStanding,
  type Watch,
  type Writer,
  type Writing,
} from '../store.js';
import type { Book } from '../../core/book.js';
import { Connection, type Limits } from './connect.js';
import { brokenSchema } from './check-schema.js';
import { EvidenceTable } from './evidence.js';
import { isLost, isPassing, isTaken } from './failures.js';
import { withoutGuards } from './guards.js';
import { brokenRights } from './check-rights.js';
import { PostgresRights, roleRefused } from './rights.js';
import { apply, begin, migrate, rollBack, type Mode, type Standing } from './schema.js';
import { PostgresSession } from './session.js';
import { isStandby, standingOf } from './standing.js';

export interface Opened {
  readonly connection: Connection;
  readonly migrations: readonly Migration[];
  readonly onStep: OnStep;
  readonly limits: Limits;
  readonly evenUnfinished: boolean;
}

interface Unsure {
  readonly accountId: string;
  readonly resolve: (book: Promise<Book | undefined>) => void;
}

/** Before the first next try, doubled each time up to the longest; by chance up to twice as long, so that two do not meet again. */
const PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;

const NEWEST = 'SELECT number FROM heads WHERE account_id = ?';

/**
 * A store over one connection to a server: transactions of this process take turns, and what waits for its turn shares one;
 * those of other processes run beside them and wait for the accounts that they share. What fails because of somebody else, or of a connection that was cut, is tried
 * again for a while; a commit whose answer was lost is looked up first.
 */
export class PostgresLedger implements Ledger {
  private readonly kept = new KeptBooks();
  private readonly sealed: Sealed = { last: undefined };
  private connection: Connection;
  private readonly turns = new Turns();
  private readonly readers = new Groups<Reader>(
    (turn) => this.turns.take(turn),
    (work) => this.view((session) => work(new SqlReader(session, new EvidenceTable(session)))),
  );
  private readonly writers = new Groups<Writer>(
    (turn) => this.turns.take(turn),
    (work) => this.commit(work),
  );

  /** When the server was first asked in vain, of those times that no answer came after (`performance.now`). */
  private silentSince: number | undefined;

  /** Who asks whether an account is as it was left. */
  private readonly unsure: Unsure[] = [];

  constructor(private readonly opened: Opened) {
    this.connection = opened.connection;
  }

  get location(): string {
    return this.connection.address.location;
  }

  get rights(): Rights {
    return new PostgresRights(this, this.connection.address.schema);
  }

  read<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
    return this.readers.join(work);
  }

  /** By the number of its newest entry, which one statement tells; whatever stands in its way is told to whoever reads. */
  unchanged(accountId: string): Promise<Book | undefined> {
    return new Promise((resolve) => {
      this.unsure.push({ accountId, resolve });
      if (this.unsure.length === 1) void this.turns.take(() => this.compare());
    });
  }

  /** All that wait for their turn, in one message. */
  private async compare(): Promise<void> {
    const asked = this.unsure.splice(0).map(async ({ accountId, resolve }) => {
      const book = this.newest(accountId).then((number) => (number ? this.kept.find(accountId, number) : undefined));
      resolve(book);
      return book;
    });
    await Promise.allSettled(asked);
  }

  private async newest(accountId: string): Promise<number | undefined> {
    if (this.connection.isLost || !this.kept.holds(accountId)) return undefined;
    try {
      const { rows } = await this.connection.query<{ number: number }>(NEWEST, [accountId]);
      return rows[0]?.number;
    } catch (error) {
      if (error instanceof LedgerError) return undefined;
      throw error;
    }
  }

  look<T>(work: Whole<T>): Promise<T> {
    return this.turns.take(() => this.view((session) => work(session, new EvidenceTable(session))));
  }

  alone<T>(work: Whole<T>): Promise<T> {
    return this.turns.take(() => this.committed((session) => work(session, new EvidenceTable(session))));
  }

  upgrade(): Promise<LedgerStanding['format']> {
    const { migrations, onStep } = this.opened;
    return this.turns.take(() =>
      this.trying(async () => {
        const connection = await this.connected();
        const held = await ofItsOwner(() => migrate(connection, migrations, onStep));
        return { held, known: migrations.length };
      }),
    );
  }

  standing(): Promise<LedgerStanding> {
    return this.turns.take(() =>
      this.trying(async () => standingOf(await this.connected(), this.opened.migrations.length)),
    );
  }

  fill<T>(work: Whole<T>): Promise<T> {
    return this.alone((session, shelf) => withoutGuards(this.connection, () => work(session, shelf)));
  }

  write<T>(work: (ledger: Writer) => Promise<T>, { waits = false, ahead, isLate }: Writing = {}): Promise<T> {
    return waits ? this.turns.take(() => this.commit(work)) : this.writers.join(work, { ahead, isLate });
  }

  check(watch: Watch = unwatched): Promise<readonly Defect[]> {
    const checked = (mode: 'looking' | 'trying') =>
      this.undone(mode, (session) => {
        const database = async () => [
          ...(mode === 'trying' ? await brokenSchema(this.connection, this.opened.migrations) : []),
          ...(await brokenRights(session)),
        ];
        return check({ session, database, watch, shelf: new EvidenceTable(session) });
      });
    // Nothing can be made on a standby to compare with.
    return this.turns.take(async () =>
      (await isStandby(await this.connected()))
        ? whereOlder(
            () => checked('looking'),
            () => checked('trying'),
          )
        : checked('trying'),
    );
  }

  async backup(): Promise<never> {
    throw new LedgerError('SERVER_COPY', this.location, 'a server is backed up by its own means');
  }

  close(): Promise<void> {
    return this.turns.take(() => this.connection.end());
  }

  /** An older ledger is looked at as it would be, and stays as it is. */
  private view<T>(work: (session: PostgresSession) => Promise<T>): Promise<T> {
    return this.trying(() =>
      whereOlder(
        () => this.undone('looking', work),
        () => this.undone('trying', work),
      ),
    );
  }

  private async undone<T>(mode: 'looking' | 'trying', work: (session: PostgresSession) => Promise<T>): Promise<T> {
    return this.transaction(mode, async (session) => {
      const result = await work(session);
      await rollBack(this.connection);
      return result;
    });
  }

  private async committed<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const once = () =>
      this.transaction('alone', async (session) => {
        const result = await work(session);
        await this.connection.run('COMMIT');
        return result;
      });
    return whereOlder(once, () => this.upgraded(once));
  }

  private async upgraded<T>(work: () => Promise<T>): Promise<T> {
    const { migrations, onStep } = this.opened;
    const connection = await this.connected();
    await ofItsOwner(() => migrate(connection, migrations, onStep));
    return work();
  }

  private async commit<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
    const once = async () => {
      // The first seal is of whoever writes first, and a seal covers all that came before it.
      const mode = (await this.knowsSeal()) ? 'writing' : 'alone';
      return this.transaction(mode, (session, standing) => {
        requireHere(this.location, standing);
        return this.written(session, work);
      });
    };
    const { writer, result } = await this.trying(() => whereOlder(once, () => this.upgraded(once)));
    writer.committed();
    this.opened.onStep('committed');
    if (writer.isSealDue()) await this.seal(writer);
    return result;
  }

  private async written<T>(
    session: PostgresSession,
    work: (ledger: Writer) => Promise<T>,
  ): Promise<{ readonly writer: SqlWriter; readonly result: T }> {
    const { onStep } = this.opened;
    const writer = new SqlWriter(session, this.kept, this.sealed, onStep, new EvidenceTable(session));
    const result = await work(writer);
    await writer.finish();
    onStep('commit');
    try {
      await this.connection.run('COMMIT');
    } catch (error) {
      // It may have come through, and only the answer was lost.
      if (!isLost(error) || !(await this.stands(writer.written()))) throw error;
    }
    return { writer, result };
  }

  /**
   * Whether an entry was committed. Alone: while the server still deals with the connection that is gone, nobody can tell.
   * What has written none can be done once more.
   * @throws LedgerError that is unsure, where nobody can look for as long as others are waited for
   */
  private async stands(written: Written | undefined): Promise<boolean> {
    if (!written) return false;
    const look = () =>
      this.transaction('alone', async (session) => {
        const sql = 'SELECT hash FROM audit WHERE sequence = ?';
        const found = await session.get<{ hash: string }>(sql, written.sequence);
        await rollBack(this.connection);
        return found?.hash === written.hash;
      });
    try {
      return await this.trying(look);
    } catch (cause) {
      const detail = 'the answer of a commit was lost, and nobody could look for what it wrote';
      throw new LedgerError('SERVER_UNREACHABLE', this.location, detail, { cause, isUnsure: true });
    }
  }

  /** What was written stands already: a seal that does not succeed is made by whoever writes next. */
  private async seal(writer: SqlWriter): Promise<void> {
    try {
      // Of many that find it due at the same moment, one makes it, and the others wait for nobody.
      this.sealed.last = await this.undone('looking', lastSeal);
      if (!writer.isSealDue(this.sealed.last)) return;
      await this.transaction('alone', async (session, standing) => {
        requireHere(this.location, standing);
        const last = await sealNow(session, 'due');
        await this.connection.run('COMMIT');
        this.sealed.last = last;
      });
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
    }
  }

  private async knowsSeal(): Promise<boolean> {
    this.sealed.last ??= await this.undone('looking', lastSeal);
    return this.sealed.last !== undefined;
  }

  /** `work` ends the transaction; where it throws, all of it is undone. */
  private async transaction<T>(
    mode: Mode,
    work: (session: PostgresSession, standing: Standing) => Promise<T>,
  ): Promise<T> {
    const connection = await this.connected();
    const session = new PostgresSession(connection, mode === 'alone');
    try {
      // Only an older ledger is brought forward to be looked at, which a standby does not do either.
      const standing = await (mode === 'trying'
        ? inItsVersion(() => begin(connection, mode), 'SERVER_READ_ONLY')
        : begin(connection, mode));
      await this.requireVersion(mode, standing.version);
      if (!this.opened.evenUnfinished) requireWhole(this.location, standing);
      return await work(session, standing);
    } catch (error) {
      // What goes on beside what has failed must not write outside of the transaction.
      session.end();
      await rollBack(connection);
      throw await roleRefused(connection, error);
    } finally {
      session.end();
    }
  }

  /** A newer program may have been at it while this one runs. */
  private async requireVersion(mode: Mode, version: number): Promise<void> {
    const { migrations } = this.opened;
    if (version > migrations.length)
      throw new LedgerError(
        'LEDGER_NEWER',
        this.location,
        `version ${version}, and this program knows ${migrations.length}`,
      );
    if (version === migrations.length) return;
    if (mode !== 'trying') throw new Older();
    await ofItsOwner(() => apply(this.connection, migrations.slice(version), () => undefined));
  }

  private async connected(): Promise<Connection> {
    if (this.connection.isLost) this.connection = await Connection.open(this.connection.address, this.opened.limits);
    return this.connection;
  }

  /**
   * Again and again for as long as others are waited for, counted from the first failure: who stood still before it has not
   * waited yet. A server that answers nobody is waited for once, and not by each who asks after that; what somebody else has
   * taken is asked for once more only.
   */
  private async trying<T>(work: () => Promise<T>): Promise<T> {
    let failedAt: number | undefined;
    let wasTaken = false;
    for (let tries = 1; ; tries += 1) {
      try {
        const done = await work();
        this.silentSince = undefined;
        return done;
      } catch (error) {
        failedAt ??= performance.now();
        this.silentSince = isLost(error) ? (this.silentSince ?? failedAt) : undefined;
        const deadline = (this.silentSince ?? failedAt) + this.opened.limits.patienceMs;
        const isWorthIt = isPassing(error) ? performance.now() < deadline : isTaken(error) && !wasTaken;
        if (!isWorthIt) throw error;
        wasTaken ||= isTaken(error);
        const longest = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** tries);
        await pause(longest + randomInt(longest));
      }
    }
  }
}

/** The ledger is older than this program. */
class Older extends Error {}

/** Tables are changed by whoever owns them. @throws LedgerError `OLDER` for anybody else */
function ofItsOwner<T>(work: () => Promise<T>): Promise<T> {
  return inItsVersion(work, 'SERVER_RIGHTS');
}

async function inItsVersion<T>(work: () => Promise<T>, refusal: LedgerErrorCode): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== refusal) throw error;
    throw new LedgerError('LEDGER_OLDER', error.location, error.detail, { cause: error });
  }
}

async function whereOlder<T>(work: () => Promise<T>, older: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Older) return older();
    throw error;
  }
}
