import { parseInstant } from '../../core/day.js';
import { differences } from '../differences.js';
import { genesisHash, type AuditRow, hashOf, entryOf } from './audit.js';
import { brokenInvariants, found } from '../invariants.js';
import { evidenceNamed } from './evidence.js';
import { LedgerError, type Defect, type Shelf, type Watch } from '../store.js';
import { type Head, type SealedHead, hashOfSeal, type SealRow } from './chains.js';
import { accountPages, allIn, rowsOfSeveral } from './pages.js';
import { grouped, loadBooks } from './rows.js';
import { meta } from './reader.js';
import type { Session } from './session.js';
import { keyOf, changesBetween } from './book-rows.js';
import { EVERY_TABLE } from './tables.js';
import { applied } from '../../core/applied.js';
import type { Book } from '../../core/book.js';

interface Checked {
  readonly session: Session;
  /** What the engine finds wrong with its own file and schema. */
  readonly database: () => readonly Defect[] | Promise<readonly Defect[]>;
  readonly watch: Watch;
  readonly shelf: Shelf;
}

const ACCOUNTS_AT_ONCE = 50;

/** How much of the time the first epoch takes at most; the accounts take the rest. */
const FIRST_EPOCH = 0.3;

const LAST = 'SELECT coalesce(max(sequence), 0) AS last FROM audit';

type Found = readonly Defect[];

/**
 * Every defect of a ledger, over one snapshot: the file, the schema, the chains, the seals over them, and each
 * account's rows against the replay of its entries (G17, G24). A page of accounts is held in memory at a time.
 */
export async function check({ session, database, watch, shelf }: Checked): Promise<readonly Defect[]> {
  const damage = await guarded('database', database);
  // Nothing that is read from a damaged file could be believed.
  if (damage.some((defect) => defect.where === 'database')) return damage;
  const { last } = (await session.get<{ last: number }>(LAST)) ?? { last: 0 };
  // Where it was taken out, the check of meta says so.
  const { genesis } = (await session.get<{ genesis: string }>('SELECT genesis FROM meta')) ?? { genesis: '' };
  const within = (from: number, to: number) => (entry: number) => watch(from + (to - from) * (entry / (last || 1)));
  return [
    ...damage,
    ...(await guarded('meta', () => brokenMeta(session))),
    ...(await guarded('audit', () => brokenFirstEpoch(session, genesis, within(0, FIRST_EPOCH)))),
    ...(await guarded('seals', () => brokenSeals(session, genesis))),
    ...(await guarded('tables', async () => [
      ...(await brokenNumbers(session, { of: 'orders', paper: 'receipt' })),
      ...(await brokenNumbers(session, { of: 'refunds', paper: 'credit_note' })),
      ...(await brokenSeries(session)),
      ...(await brokenPaidTo(session)),
      ...(await brokenRecorded(session)),
    ])),
    ...(await guarded('accounts', () => brokenAccounts(session, genesis, within(FIRST_EPOCH, 1)))),
    ...(await guarded('evidence', () => brokenEvidence(session, shelf))),
  ];
}

async function brokenMeta(session: Session): Promise<Found> {
  const row = await meta(session);
  const { installation, gateway, created_at: at, genesis, frozen_at: frozen } = row;
  const saysWhen = row.moved_at === null || (row.moved_to !== null && parseInstant(row.moved_at));
  const isCounted = (row.copied_entries === null) === (row.copied_through === null);
  const knowsDays = [row.restored_at, row.restored_until].every((at) => at === null || parseInstant(at));
  return [
    ...(genesisHash({ installation, gateway, at }) === genesis
      ? []
      : [{ where: 'meta', problem: 'Its installation, gateway or date of creation was changed.' }]),
    ...(frozen === null || parseInstant(frozen) ? [] : [{ where: 'meta', problem: 'Its frozen clock shows no date.' }]),
    ...(saysWhen ? [] : [{ where: 'meta', problem: 'It does not say when it went where.' }]),
    ...(isCounted ? [] : [{ where: 'meta', problem: 'It does not say what a copy brought along.' }]),
    ...(knowsDays ? [] : [{ where: 'meta', problem: 'It does not say when it was put back from a copy.' }]),
  ];
}

interface Chains {
  readonly genesis: string;
  /** The sequence of the last entry of the first epoch. */
  readonly epoch: number;
}

async function brokenAccounts(session: Session, genesis: string, watch: Watch): Promise<Found> {
  const defects: Defect[] = [];
  const chains = { genesis, epoch: await sealedFirstEpoch(session) };
  for await (const { ids, through } of accountPages(session, ACCOUNTS_AT_ONCE)) {
    defects.push(...(await brokenPage(session, ids, chains)));
    await watch(through);
  }
  return defects;
}

/** Where one of them cannot be read, each is looked at by itself: so the defect is that account's alone. */
async function brokenPage(session: Session, ids: readonly string[], chains: Chains): Promise<Found> {
  const [id = '', ...others] = ids;
  if (others.length === 0) return guarded(`account ${id}`, () => brokenTogether(session, ids, chains));
  try {
    return await brokenTogether(session, ids, chains);
  } catch (error) {
    if (error instanceof LedgerError && error.code !== 'LEDGER_CORRUPT') throw error;
    const found: Defect[] = [];
    for (const one of ids) found.push(...(await brokenPage(session, [one], chains)));
    return found;
  }
}

/** Some accounts, each of their tables asked once for all of them. */
async function brokenTogether(session: Session, ids: readonly string[], chains: Chains): Promise<Found> {
  const books = await loadBooks(session, ids);
  const ofThem = (sql: string) => allIn<AuditRow & Head>(session, sql, ids, '');
  const byAccount = ({ account_id: id }: { readonly account_id: string }) => id;
  const entries = grouped(await ofThem('SELECT * FROM audit WHERE account_id IN (MARKS) ORDER BY sequence'), byAccount);
  const heads = grouped(await ofThem('SELECT * FROM heads WHERE account_id IN (MARKS)'), byAccount);
  const made = new Map<string, Replay>();
  const defects: Defect[] = [];
  for (const id of ids) {
    const own = entries.get(id) ?? [];
    defects.push(...brokenChain(own, heads.get(id)?.[0], chains));
    const replayed = replay(own, id, session.location);
    if ('defect' in replayed) {
      defects.push(replayed.defect);
      continue;
    }
    const held = books.get(id)?.book;
    if (!held) continue;
    made.set(id, replayed);
    defects.push(...differences(held, replayed.book), ...brokenInvariants(held));
  }
  return [...defects, ...(await brokenOrigins(session, made))];
}

/** What cannot be read is a defect too; a ledger that is busy is not. */
async function guarded(where: string, find: () => Found | Promise<Found>): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof LedgerError && error.code !== 'LEDGER_CORRUPT') throw error;
    return [{ where, problem: 'It cannot be read: what is written there is damaged.' }];
  }
}

const ENTRIES_AT_ONCE = 1000;

/** A link, as far as the next one hangs on it: `place` is that in its chain. */
interface Link {
  readonly place: number;
  readonly hash: string;
}

/**
 * Where the first epoch ends, in which all accounts had one chain: the first seal says so, since what an entry says of
 * its own place can be altered. A ledger without a seal has had no other epoch.
 * @returns the sequence of its last entry; 0 where there was none
 */
async function sealedFirstEpoch(session: Session): Promise<number> {
  const first = await session.get<{ heads: string }>('SELECT heads FROM seals ORDER BY number LIMIT 1');
  if (!first) return Number.MAX_SAFE_INTEGER;
  const heads = JSON.parse(first.heads) as readonly SealedHead[];
  return heads.find(({ account }) => account === null)?.sequence ?? 0;
}

/** The chain of the first epoch, of all accounts, from its genesis to where each got its own (I11). */
async function brokenFirstEpoch(session: Session, genesis: string, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  const end = await sealedFirstEpoch(session);
  const sql = 'SELECT * FROM audit WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?';
  let before: Link = { place: 0, hash: genesis };
  for (;;) {
    const page = await session.all<AuditRow>(sql, before.place, end, ENTRIES_AT_ONCE);
    for (const row of page) {
      defects.push(...brokenLink(before, row, row.sequence));
      if (row.number !== null)
        defects.push({
          where: whereOf(row),
          problem: 'It is of the first epoch, and has a place in a chain of later.',
        });
      before = { place: row.sequence, hash: row.hash };
    }
    await watch(before.place);
    if (page.length === 0) return defects;
  }
}

/**
 * The chain of one account: each hash, each link, no number missing, and its end where its head says. What it has of the
 * first epoch was looked at there.
 */
function brokenChain(rows: readonly AuditRow[], head: Head | undefined, { genesis, epoch }: Chains): readonly Defect[] {
  const defects: Defect[] = [];
  let before: Link = { place: 0, hash: genesis };
  for (const row of rows) {
    const place = row.number ?? before.place + 1;
    if (row.sequence > epoch) {
      defects.push(...brokenLink(before, row, place));
      if (row.number === null)
        defects.push({ where: whereOf(row), problem: 'It has no place in the chain of its account.' });
    }
    before = { place, hash: row.hash };
  }
  const last = rows.at(-1);
  const end = last && { number: before.place, sequence: last.sequence, hash: last.hash, at: last.at };
  const names = ['number', 'sequence', 'hash', 'at'] as const;
  const problem = 'The end of its chain is not the newest of its entries.';
  if (last && names.some((name) => head?.[name] !== end?.[name]))
    defects.push({ where: `account ${last.account_id}`, problem });
  return defects;
}

function brokenLink(before: Link, row: AuditRow, place: number): readonly Defect[] {
  const problems = [
    place !== before.place + 1 && `The ${place - before.place - 1} entries before it are missing.`,
    row.prev_hash !== before.hash && 'It does not continue the entry before it.',
    row.hash !== hashOf(row) && 'Its hash is not that of what it says.',
    row.kind !== kindIn(row.body) && 'Its kind is not that of what it says.',
  ];
  return problems.flatMap((problem) => (problem ? [{ where: whereOf(row), problem }] : []));
}

function whereOf({ sequence }: AuditRow): string {
  return `audit entry ${sequence}`;
}

function kindIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { kind?: unknown }).kind;
  } catch {
    return undefined;
  }
}

const SEALS_AT_ONCE = 100;

/**
 * The ledger's own chain, and every end of a chain that a seal names: where it is not there, an account was taken out or
 * its entries were cut off or written anew (G24).
 */
async function brokenSeals(session: Session, genesis: string): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  let before = { number: 0, hash: genesis };
  for (;;) {
    const sql = 'SELECT * FROM seals WHERE number > ? ORDER BY number LIMIT ?';
    const page = await session.all<SealRow>(sql, before.number, SEALS_AT_ONCE);
    for (const row of page) {
      defects.push(...brokenSeal(before, row), ...(await brokenHeads(session, row)));
      before = row;
    }
    if (page.length === 0) return [...defects, ...(await unsealed(session, before.number))];
  }
}

function brokenSeal(before: Pick<SealRow, 'number' | 'hash'>, row: SealRow): readonly Defect[] {
  const where = `seal ${row.number}`;
  const problems = [
    row.number !== before.number + 1 && `The ${row.number - before.number - 1} seals before it are missing.`,
    row.prev_hash !== before.hash && 'It does not continue the seal before it.',
    row.hash !== hashOfSeal(row) && 'Its hash is not that of what it says.',
  ];
  return problems.flatMap((problem) => (problem ? [{ where, problem }] : []));
}

async function brokenHeads(session: Session, { number, heads }: SealRow): Promise<readonly Defect[]> {
  const sealed = JSON.parse(heads) as readonly SealedHead[];
  const sql = 'SELECT sequence, account_id, hash FROM audit WHERE sequence IN (MARKS)';
  const sequences = sealed.map(({ sequence }) => sequence);
  const found = await allIn<Pick<AuditRow, 'sequence' | 'account_id' | 'hash'>>(session, sql, sequences, 0);
  const entries = new Map(found.map((entry) => [entry.sequence, entry]));
  return sealed.flatMap(({ account, sequence, hash }) => {
    const entry = entries.get(sequence);
    if (entry?.hash === hash && (account === null || entry.account_id === account)) return [];
    const where = account === null ? 'audit' : `account ${account}`;
    return [{ where, problem: `Seal ${number} names its entry ${sequence}, which is not there as it was.` }];
  });
}

/** The first transaction that writes to a ledger seals it, and with it the end of the first epoch. */
async function unsealed(session: Session, seals: number): Promise<readonly Defect[]> {
  if (seals > 0) return [];
  const written = await session.get<object>('SELECT 1 FROM audit WHERE number IS NOT NULL LIMIT 1');
  return written ? [{ where: 'seals', problem: 'It was written to and never sealed.' }] : [];
}

/** Rows of some accounts that name another audit entry than the one that made them. */
async function brokenOrigins(session: Session, made: ReadonlyMap<string, Replay>): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  for (const table of EVERY_TABLE) {
    for (const { owner: id, ...row } of await rowsOfSeveral(session, table, [...made.keys()])) {
      const written = Number(row['written']);
      if (made.get(id)?.made.get(table.name)?.get(keyOf({ table, row })) === written) continue;
      const problem = `The audit entry ${written} did not make it.`;
      defects.push({ where: `${table.name} row ${written}`, problem });
    }
  }
  return defects;
}

/** Files that were recorded and are not there as they were (G24). */
async function brokenEvidence(session: Session, shelf: Shelf): Promise<Found> {
  const defects: Defect[] = [];
  for (const { sha256, name } of await evidenceNamed(session)) {
    const { kind } = await shelf.find(sha256);
    const where = `evidence ${sha256.slice(0, 12)} (${name})`;
    if (kind === 'missing') defects.push({ where, problem: 'The file is not kept any more.' });
    if (kind === 'changed') defects.push({ where, problem: 'The file is not the one that was recorded.' });
  }
  return defects;
}

/** What a recorded order is found by is derived from what was said of it, and has to agree with that (D25). */
async function brokenRecorded(session: Session): Promise<readonly Defect[]> {
  const newest = 'SELECT max(number) FROM statements WHERE order_id = r.id';
  const sql = `SELECT r.id FROM recorded_orders r LEFT JOIN terms t ON t.order_id = r.id
    LEFT JOIN statements s ON s.order_id = r.id AND s.number = (${newest})
    WHERE r.term_number IS DISTINCT FROM t.number OR r.invoice IS DISTINCT FROM s.invoice`;
  const rows = await session.all<{ id: string }>(sql);
  return rows.map(({ id }) => ({
    where: `recorded order ${id}`,
    problem: 'Its term or its invoice is not the one that was stated last.',
  }));
}

/** What says to which day a subscription is paid is derived from its terms, and has to agree with them. */
async function brokenPaidTo(session: Session): Promise<readonly Defect[]> {
  const sql = `SELECT s.id FROM subscriptions s LEFT JOIN paid_to p ON p.subscription_id = s.id
    WHERE p.day IS DISTINCT FROM (SELECT end_day FROM terms WHERE subscription_id = s.id ORDER BY number DESC LIMIT 1)
      OR p.account_id IS DISTINCT FROM s.account_id OR p.programme IS DISTINCT FROM s.programme
    UNION SELECT subscription_id FROM paid_to p
      WHERE NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.id = p.subscription_id)`;
  const rows = await session.all<{ id: string }>(sql);
  return rows.map(({ id }) => ({
    where: `subscription ${id}`,
    problem: 'What it is paid to is not the end of its last term.',
  }));
}

/** Papers of a year are numbered from 1 without a gap (I13), and counted; that no number is used twice is the table's own rule. */
async function brokenNumbers(
  session: Session,
  { of, paper }: { readonly of: 'orders' | 'refunds'; readonly paper: 'receipt' | 'credit_note' },
): Promise<readonly Defect[]> {
  const given = `SELECT ${paper}_year AS year, count(*) AS given, max(${paper}_serial) AS last FROM ${of}
    WHERE ${paper}_year IS NOT NULL GROUP BY ${paper}_year`;
  const sql = `SELECT g.year, g.given, g.last, c.last AS counted FROM (${given}) g LEFT JOIN ${paper}s c ON c.year = g.year
    UNION SELECT year, 0, 0, last FROM ${paper}s WHERE year NOT IN (SELECT year FROM (${given}) g)`;
  const rows = await session.all<Counted & { year: number }>(sql);
  return rows.flatMap(({ year, ...row }) => miscounted(`${paper.replace('_', ' ')}s of ${year}`, row));
}

/** The same of each series of a seller's, which invoices and credit notes may share. */
async function brokenSeries(session: Session): Promise<readonly Defect[]> {
  const papers = `SELECT invoice_series AS series, invoice_serial AS serial FROM orders WHERE invoice_series IS NOT NULL
    UNION ALL SELECT note_series, note_serial FROM refunds WHERE note_series IS NOT NULL`;
  const given = `SELECT series, count(DISTINCT serial) AS given, max(serial) AS last FROM (${papers}) p GROUP BY series`;
  const sql = `SELECT g.series, g.given, g.last, c.last AS counted FROM (${given}) g
    LEFT JOIN number_series c ON c.series = g.series
    UNION SELECT series, 0, 0, last FROM number_series WHERE series NOT IN (SELECT series FROM (${given}) g)`;
  const rows = await session.all<Counted & { series: string }>(sql);
  return rows.flatMap(({ series, ...row }) => miscounted(`papers ${series}`, row));
}

interface Counted {
  readonly given: number;
  readonly last: number;
  readonly counted: number | null;
}

function miscounted(where: string, { given, last, counted }: Counted): readonly Defect[] {
  return found(where, [
    [given !== last, `There are ${given} and the last is number ${last} (I13).`],
    [counted !== last, `The last is number ${last} and ${counted ?? 'none'} was counted (I13).`],
  ]);
}

/** The fold of an account's entries, and which entry made each row of it: by its table's name and its key. */
interface Replay {
  readonly book: Book;
  readonly made: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

type Replayed = Replay | { readonly defect: Defect };

/** What the tables must hold of an account, by all of its entries; or the first of them that does not fit (I5). */
export function replay(rows: readonly AuditRow[], accountId: string, location: string): Replayed {
  const made = new Map<string, Map<string, number>>();
  let book: Book | undefined;
  for (const row of rows) {
    try {
      const after = applied(book, entryOf(row, location));
      for (const change of changesBetween(book, after)) {
        if (change.kind !== 'made') continue;
        const { name } = change.table;
        made.set(name, (made.get(name) ?? new Map<string, number>()).set(keyOf(change), row.sequence));
      }
      book = after;
    } catch {
      return { defect: { where: `audit entry ${row.sequence}`, problem: 'It does not fit what came before it.' } };
    }
  }
  return book
    ? { book, made }
    : { defect: { where: `account ${accountId}`, problem: 'The ledger has it and the audit log does not.' } };
}
