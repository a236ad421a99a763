import type { Day, Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import { canonical } from '../../core/plan.js';
import { sealText, type Seal } from '../../core/proof.js';
import { LedgerError, type PaidTo, type Taking } from '../store.js';
import { hashOf, LINK_COLUMNS } from './audit.js';
import { writeChanges, type Change, type Step } from './book-rows.js';
import { tooMany } from './kept-books.js';
import { numbersGiven, type Given } from './paper-numbers.js';
import type { GatheringPen } from './pen.js';
import { meta } from './reader.js';
import { insertion, type Session, type Value } from './session.js';
import { hash } from 'node:crypto';

/** The end of the chain of an account. */
export interface Head {
  readonly number: number;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
}

/** What a transaction knows of a chain: where it stood, which is on the disk, and where it ends now. */
interface Held {
  readonly before: Head | undefined;
  readonly now: Head | undefined;
}

export interface NewLink {
  readonly accountId: string;
  readonly entry: Entry;
  readonly at: Instant;
  readonly by: string;
}

/** A link that is made, and not in the ledger yet. */
interface Waiting extends Head {
  readonly accountId: string;
  readonly values: readonly Value[];
  readonly changes: readonly Change[];
  /** It gives a paper its number. */
  readonly isNumbered: boolean;
}

/** The number of an entry in the whole ledger, before it has one. */
const NONE_YET = 0;

const LINK = `${insertion('audit', LINK_COLUMNS)} RETURNING sequence`;
const HEAD = insertion('heads', ['account_id', 'number', 'sequence', 'hash', 'at']);
const HEAD_OF = 'SELECT number, sequence, hash, at FROM heads WHERE account_id = ?';
// By the words of the indexes of each, which hold what is open alone: SQLite knows them by nothing else.
const SENDING = `SELECT 1 FROM orders o JOIN attempts a ON a.order_id = o.id
  WHERE o.subscription_id = ? AND o.state IN ('placed', 'paid') AND o.state = 'placed'
    AND a.state IN ('sending', 'unknown') AND a.state = 'sending'`;
const HEAD_IN_HAND_OF_NOBODY = `${HEAD_OF}
  AND NOT EXISTS (SELECT 1 FROM paid_to WHERE subscription_id = ? AND day > ?) AND NOT EXISTS (${SENDING})`;
const PAID_TO = 'SELECT day FROM paid_to WHERE subscription_id = ?';

/** What the writers of one connection know of their ledger: when it was sealed last, and what stays for ever. */
export interface Sealed {
  last: LastSeal | undefined;
  genesis?: string;
  installation?: string;
}

/** An entry by its id and its hash, which tell whether it is there. */
export interface Written {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * The chains that one transaction extends. The row of an account's head is locked before anything of the account is read:
 * so it is the account's lock, and writers of different accounts wait for nothing of each other.
 */
export class Chains {
  private readonly heads = new Map<string, Held>();
  /** Subscriptions that others have in hand, as this transaction has found. */
  private readonly passed = new Map<string, Taking>();
  /** Written together before anything is read that they could change: a server is waited for twice, and not for each row. */
  private waiting: Waiting[] = [];
  private newest: (Written & { readonly at: Instant }) | undefined;
  private sealed: LastSeal | undefined;

  constructor(
    private readonly session: Session,
    private readonly store: Sealed,
    private readonly pen?: GatheringPen,
  ) {
    this.sealed = store.last;
  }

  /** Locks the account until the end of the transaction; undefined where nothing was ever written of it. */
  async head(accountId: string): Promise<Head | undefined> {
    const known = this.heads.get(accountId);
    if (known) return known.now;
    const head = await this.session.locked<Head>(HEAD_OF, accountId);
    // There is no row to lock where nothing was written; who writes the first one then finds that nobody else has.
    await this.hold(accountId, { before: head, now: head });
    return head;
  }

  /**
   * Locks the account of a subscription as `head` does where nobody else has. What somebody is paying for, or has paid, is
   * not locked: of many runs at once, each would be in the way of all others while it only looks.
   */
  async takes({ accountId, subscriptionId, day }: PaidTo): Promise<Taking> {
    if (this.heads.get(accountId)?.now) return 'taken';
    const key = `${accountId} ${subscriptionId}`;
    const passed = this.passed.get(key);
    if (passed) return passed;
    const head = await this.session.unlocked<Head>(
      HEAD_IN_HAND_OF_NOBODY,
      ...[accountId, subscriptionId, day, subscriptionId],
    );
    if (head) {
      await this.hold(accountId, { before: head, now: head });
      return 'taken';
    }
    const paid = await this.session.get<{ day: Day }>(PAID_TO, subscriptionId);
    const taking = paid && paid.day > day ? 'moved-on' : 'elsewhere';
    this.passed.set(key, taking);
    return taking;
  }

  /** The head as this transaction leaves it, where it has looked at it. */
  known(accountId: string): Head | undefined {
    return this.heads.get(accountId)?.now;
  }

  /**
   * The next entry of an account, with what it changes: in the ledger at once where nobody else writes, and at the latest
   * with the end of the transaction.
   * @returns the numbers that it gives to papers
   */
  async extend(link: NewLink, changes: readonly Change[]): Promise<readonly Given[]> {
    const { accountId } = link;
    const { values, now } = await this.made(link);
    const given = numbersGiven(changes);
    await this.hold(accountId, { before: this.heads.get(accountId)?.before, now });
    this.waiting.push({ ...now, accountId, values, changes, isNumbered: given.length > 0 });
    if (this.session.alone) await this.write();
    return given;
  }

  /** The same by a pen that gathers. */
  async gather(link: NewLink, steps: readonly Step[], pen: GatheringPen): Promise<void> {
    const { accountId } = link;
    const { values, now: numberless } = await this.made(link);
    const sequence = await pen.link(accountId, values);
    const now = { ...numberless, sequence };
    this.newest = now;
    await this.hold(accountId, { before: this.heads.get(accountId)?.before, now });
    if (isDue(this.sealed, this.newest, 'entries')) await this.seal('entries');
    pen.rows(steps, sequence);
  }

  private async made({ accountId, entry, at, by }: NewLink): Promise<{ readonly values: readonly Value[]; now: Head }> {
    const before = await this.head(accountId);
    const place = { number: (before?.number ?? 0) + 1, prev_hash: before?.hash ?? (await this.beginning()) };
    const link = { number: place.number, at, by, kind: entry.kind, account_id: accountId, body: canonical(entry) };
    const hash = hashOf({ ...link, ...place });
    const values = [...Object.values(link), place.prev_hash, hash];
    return { values, now: { number: link.number, sequence: NONE_YET, hash, at } };
  }

  /** What was changed by entries that wait, and by none that was written. */
  changesWaiting(): readonly Change[] {
    return this.waiting.flatMap(({ changes }) => changes);
  }

  isWaiting(accountId: string): boolean {
    return this.waiting.some((link) => link.accountId === accountId);
  }

  /** The entries that wait, each followed by what it changes. */
  async write(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    let rows: Promise<unknown> | undefined;
    for (const turn of inTurns(waiting)) {
      // An entry gets its number from the ledger, and the next of its account comes after its rows.
      const [numbered] = await Promise.all([Promise.all(turn.map((link) => this.put(link))), rows]);
      if (this.session.alone && isDue(this.sealed, this.newest, 'entries')) await this.seal('entries');
      rows = Promise.all(numbered.map(({ changes, sequence }) => writeChanges(this.session, changes, sequence)));
    }
    await rows;
  }

  /** Puts the new heads on the disk, and a seal over all of them where the last is old and nobody else writes. */
  async finish(): Promise<void> {
    await this.flush();
    if (!this.newest) return;
    this.sealed ??= await lastSeal(this.session);
    if (this.session.alone && this.isDue()) await this.seal('days');
  }

  /** Whether a seal should cover by now what this transaction has written; `last`: one that may be newer than it knows. */
  isDue(last = this.sealed): boolean {
    return isDue(last, this.newest, 'days');
  }

  /** The newest entry of this transaction. */
  written(): Written | undefined {
    return this.newest;
  }

  async flush(): Promise<void> {
    await this.write();
    await this.pen?.settle('all');
    await Promise.all([...this.heads].map(([accountId, held]) => this.putHead(accountId, held)));
  }

  /** Once all of it is committed. */
  committed(): void {
    this.store.last = this.sealed;
  }

  private async seal(by: 'entries' | 'days'): Promise<void> {
    await this.pen?.settle('links');
    // Another connection may have sealed since this one looked.
    const last = await lastSeal(this.session);
    this.sealed = isDue(last, this.newest, by) ? await seal(this.session, last, await this.beginning()) : last;
  }

  private async beginning(): Promise<string> {
    return (this.store.genesis ??= (await meta(this.session)).genesis);
  }

  private async hold(accountId: string, held: Held): Promise<void> {
    this.heads.delete(accountId);
    this.heads.set(accountId, held);
    const oldest = tooMany(this.heads);
    if (oldest.length > 0) await this.write();
    for (const id of oldest) {
      const kept = this.heads.get(id);
      if (kept) await this.putHead(id, kept);
      this.heads.delete(id);
    }
  }

  private async put(link: Waiting): Promise<Waiting> {
    const row = await this.session.get<{ sequence: number }>(LINK, ...link.values);
    if (!row) throw new RangeError('an entry was written and has no number');
    const { accountId, number, hash, at } = link;
    const now = { number, sequence: row.sequence, hash, at };
    const held = this.heads.get(accountId);
    if (held?.now?.number === number) this.heads.set(accountId, { ...held, now });
    this.newest = now;
    return { ...link, ...now };
  }

  private async putHead(accountId: string, { before, now }: Held): Promise<void> {
    if (!now || now === before) return;
    const { number, sequence, hash, at } = now;
    if (before) {
      const sql = 'UPDATE heads SET number = ?, sequence = ?, hash = ?, at = ? WHERE account_id = ? AND number = ?';
      const moved = await this.session.run(sql, number, sequence, hash, at, accountId, before.number);
      const { location } = this.session;
      if (moved !== 1) throw new LedgerError('LEDGER_CONFLICT', location, `the chain of ${accountId} has gone on`);
    } else await this.session.run(HEAD, accountId, number, sequence, hash, at);
    this.heads.set(accountId, { before: now, now });
  }
}

/** The end of a chain when it was sealed; of no account: the end of the first epoch, when all accounts had one chain. */
export interface SealedHead {
  readonly account: string | null;
  readonly sequence: number;
  readonly hash: string;
}

/** An entry as a seal may end with it. */
type Sealable = SealedHead & { readonly at: Instant };

export type SealRow = Seal;

export type LastSeal = Pick<SealRow, 'number' | 'sequence' | 'at' | 'hash'>;

/** More would be lost unseen with a ledger's tail, and fewer would cost more than they tell. */
const ENTRIES = 1000;
const DAY_MS = 86_400_000;

/** Whether entries were written that a seal should cover by now: many, or, looked at once a transaction, of another day. */
function isDue(
  last: LastSeal | undefined,
  newest: Pick<SealRow, 'sequence' | 'at'> | undefined,
  by: 'entries' | 'days',
): boolean {
  if (!newest) return false;
  if (!last) return by === 'days' || newest.sequence >= ENTRIES;
  if (newest.sequence - last.sequence >= ENTRIES) return true;
  // A clock that was ahead may have dated the last one.
  return by === 'days' && Math.abs(Date.parse(newest.at) - Date.parse(last.at)) > DAY_MS;
}

/** In as few turns as can be: in each at most one entry of an account, and numbers of papers as they were given. */
function inTurns(waiting: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const turns: Waiting[][] = [];
  const next = new Map<string, number>();
  let numbered = 0;
  for (const link of waiting) {
    const turn = Math.max(next.get(link.accountId) ?? 0, link.isNumbered ? numbered : 0);
    (turns[turn] ??= []).push(link);
    next.set(link.accountId, turn + 1);
    if (link.isNumbered) numbered = turn;
  }
  return turns;
}

const COLUMNS = ['number', 'at', 'sequence', 'heads', 'prev_hash', 'hash'] as const;

export function lastSeal(session: Session): Promise<LastSeal | undefined> {
  return session.get<LastSeal>('SELECT number, at, sequence, hash FROM seals ORDER BY number DESC LIMIT 1');
}

/**
 * Seals what was written since the last seal, if anything was, or if that is due; by a session that is alone.
 * @returns the last seal as it is then
 */
export async function sealNow(session: Session, when: 'anything' | 'due'): Promise<LastSeal | undefined> {
  const last = await lastSeal(session);
  const sql = `SELECT sequence, at FROM ${session.links} ORDER BY sequence DESC LIMIT 1`;
  const newest = await session.get<Pick<SealRow, 'sequence' | 'at'>>(sql);
  if (!newest || newest.sequence === last?.sequence) return last;
  if (when === 'due' && !isDue(last, newest, 'days')) return last;
  return seal(session, last, (await meta(session)).genesis);
}

/** Writes down every head that has moved since the last seal. */
async function seal(session: Session, last: LastSeal | undefined, genesis: string): Promise<LastSeal> {
  const epoch = last ? undefined : await endOfFirstEpoch(session);
  const from = last?.sequence ?? epoch?.sequence ?? 0;
  const sql = `SELECT account_id AS account, sequence, hash, at FROM ${session.links} WHERE sequence > ? ORDER BY sequence`;
  const entries = await session.all<Sealable>(sql, from);
  const newest = entries.at(-1) ?? epoch;
  if (!newest) throw new RangeError('nothing was written that could be sealed');
  const moved = new Map([...(epoch ? [epoch] : []), ...entries].map((entry) => [entry.account, headAt(entry)]));
  const heads = JSON.stringify([...moved.values()]);
  const row = { number: (last?.number ?? 0) + 1, at: newest.at, sequence: newest.sequence, heads };
  const sealed = { ...row, prev_hash: last?.hash ?? genesis };
  const full: SealRow = { ...sealed, hash: hashOfSeal(sealed) };
  await session.run(insertion('seals', COLUMNS), ...COLUMNS.map((column) => full[column]));
  return full;
}

function headAt({ account, sequence, hash: end }: Sealable): SealedHead {
  return { account, sequence, hash: end };
}

export function hashOfSeal(row: Omit<SealRow, 'hash'>): string {
  return hash('sha256', sealText(row), 'hex');
}

async function endOfFirstEpoch(session: Session): Promise<Sealable | undefined> {
  const sql = `SELECT sequence, hash, at FROM ${session.links} WHERE number IS NULL ORDER BY sequence DESC LIMIT 1`;
  const end = await session.get<Omit<Sealable, 'account'>>(sql);
  return end && { account: null, ...end };
}
