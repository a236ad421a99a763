import { realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instant } from '../../core/day.js';
import { codeOf } from '../../files/locks.js';
import { makeFolder } from '../../files/folders.js';
import { flushFolder } from '../../files/publish.js';
import { journalsOf, withJournals } from '../../files/reserved.js';
import { unfinished } from '../../files/workshop.js';
import { copyLedger, sizeOf, type Size } from '../sql/copy.js';
import { movedElsewhere } from '../sql/marks.js';
import { meta, type MetaRow } from '../sql/reader.js';
import type { Session } from '../sql/session.js';
import type { OnStep } from '../sql/writer.js';
import type { Ledger } from '../ledger.js';
import { LedgerError, type Watch } from '../store.js';
import { linkedAs, namesFrom } from './backup.js';
import { EvidenceFolder } from './evidence.js';
import { translating } from './failures.js';
import { openLedger, type OpenOptions } from './open.js';

export interface PuttingBack {
  readonly copy: Ledger;
  /** Where the ledger is, or was. */
  readonly file: string;
  readonly at: Instant;
  readonly watch: Watch;
  /** Called between the steps, so that a test can end the process there. */
  readonly onStep: OnStep;
  readonly onClosed: NonNullable<OpenOptions['onClosed']>;
}

/** What a copy holds, and what is in its place now. */
export interface BeforePuttingBack extends Size {
  /** When the newest entry of the copy was written: what was done after it the ledger will not know; null where it has none. */
  readonly until: Instant | null;
  readonly present: 'none' | 'damaged' | 'sound';
  /** So many entries of what is there now are not in the copy; null where nobody can tell. */
  readonly lost: number | null;
}

export interface PutBack extends BeforePuttingBack {
  /** Under which name what was there before is kept; null where nothing was. */
  readonly aside: string | null;
}

/**
 * Puts a ledger back from a copy: made anew from the entries of the copy in a file of its own, each account checked against
 * them, marked as put back, and only then given the name. What had the name is kept beside it, whatever is wrong with it;
 * a ledger that could still be written says from then on that it went there, so that no process goes on writing to it.
 * Ended at any point, the name leads to the old one or to the new one, and it is run again.
 * @throws LedgerError about the copy where it is no sound ledger; `EXISTS` where another ledger has the name, `MOVED` where
 * this one went elsewhere
 */
export async function putBack(parts: PuttingBack): Promise<PutBack> {
  const { copy, at, watch, onStep } = parts;
  const file = linkless(parts.file);
  const { common, ...before } = await compared(parts);
  translating(file, () => makeFolder(dirname(file)));
  const draft = join(dirname(file), unfinished());
  try {
    await copy.look(async (session, shelf) => {
      const { installation, gateway, created_at: created } = await meta(session);
      const create = { installation, gateway, at: created, copiedFrom: session.location };
      await using(openLedger(draft, { create, evenUnfinished: true }), async (made) => {
        await made.fill(async (target) => {
          await copyLedger({ session, shelf }, { session: target, shelf: new EvidenceFolder(file) }, watch);
          const marked = 'UPDATE meta SET restored_at = ?, restored_until = ?, copied_from = NULL';
          await target.run(marked, at, before.until);
        });
      });
    });
    onStep('restore:made');
    const lost = before.present === 'sound' ? await givenUp(file, at, common) : before.lost;
    onStep('restore:given-up');
    const aside = before.present === 'none' ? null : translating(file, () => keptAside(file));
    onStep('restore:kept');
    translating(file, () => {
      renameSync(draft, file);
      flushFolder(dirname(file));
    });
    return { ...before, lost, aside };
  } finally {
    for (const left of withJournals(draft)) rmSync(left, { force: true });
  }
}

type Looking = Pick<PuttingBack, 'copy' | 'file' | 'onClosed'>;

/** The same, and nothing is written. @throws LedgerError as `putBack` */
export async function lookBeforePuttingBack(parts: Looking): Promise<BeforePuttingBack> {
  const { common: _, ...before } = await compared(parts);
  return before;
}

/** `common`: the sequence of the newest entry that both hold. */
async function compared({
  copy,
  onClosed,
  ...parts
}: Looking): Promise<BeforePuttingBack & { readonly common: number }> {
  const file = linkless(parts.file);
  if (linkless(copy.location) === file) throw new LedgerError('LEDGER_EXISTS', file, 'it is its own copy');
  return copy.look(async (session) => {
    const there = await meta(session);
    requireNotElsewhere(there, copy.location, file);
    const size = await sizeOf(session);
    const until = (await session.get<{ at: Instant }>(`${NEWEST} LIMIT 1`))?.at ?? null;
    const present = await presentAt(file, { onClosed, there, session });
    if (typeof present === 'string') return { ...size, until, present, lost: null, common: 0 };
    return { ...size, until, present: 'sound', ...present };
  });
}

/** Where it went to the place that the copy is put back to, it was put back before. @throws LedgerError `MOVED` */
function requireNotElsewhere({ moved_to: to }: MetaRow, location: string, file: string): void {
  if (to !== null && to !== file) throw movedElsewhere(location, to);
}

interface Copied extends Pick<PuttingBack, 'onClosed'> {
  readonly there: MetaRow;
  readonly session: Session;
}

type Present = 'none' | 'damaged' | { readonly common: number; readonly lost: number };

async function presentAt(file: string, { onClosed, there, session }: Copied): Promise<Present> {
  try {
    return await using(openLedger(file, { onClosed }), (ledger) =>
      ledger.look(async (present) => {
        const here = await meta(present);
        if (here.installation !== there.installation)
          throw new LedgerError('LEDGER_EXISTS', file, 'another ledger is there');
        requireNotElsewhere(here, file, file);
        const common = await commonThrough(session, present);
        return { common, lost: await countAfter(present, common) };
      }),
    );
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    if (error.code === 'LEDGER_MISSING') return 'none';
    // A device, a pipe or a folder was never a ledger: nothing may take its name.
    if (/^LEDGER_(CORRUPT|FOREIGN)$/.test(error.code) && statSync(file).isFile()) return 'damaged';
    throw error;
  }
}

const NEWEST = 'SELECT sequence, hash, at FROM audit ORDER BY sequence DESC';
const UP_TO = 'SELECT sequence, hash FROM audit WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1';

interface Mark {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * The newest entry that two copies of one ledger hold, by its sequence; 0 where they share none. From where they part each
 * entry hangs on another one, so that the place is found by halving.
 */
async function commonThrough(one: Session, other: Session): Promise<number> {
  const last = await one.get<Mark>(`${NEWEST} LIMIT 1`);
  let [shared, parted] = [0, (last?.sequence ?? 0) + 1];
  while (parted - shared > 1) {
    const middle = Math.floor((shared + parted) / 2);
    const [left, right] = [await one.get<Mark>(UP_TO, middle), await other.get<Mark>(UP_TO, middle)];
    if (left?.sequence === right?.sequence && left?.hash === right?.hash) shared = middle;
    else parted = middle;
  }
  return shared;
}

async function countAfter(session: Session, sequence: number): Promise<number> {
  const sql = 'SELECT count(*) AS count FROM audit WHERE sequence > ?';
  return (await session.get<{ count: number }>(sql, sequence))?.count ?? 0;
}

/** From now on nobody writes to what is there: whoever has it open is told that it went to the very place that it has. */
async function givenUp(file: string, at: Instant, common: number): Promise<number> {
  return using(openLedger(file), (ledger) =>
    ledger.alone(async (session) => {
      await session.run('UPDATE meta SET moved_to = ?, moved_at = ? WHERE moved_to IS NULL', file, at);
      return countAfter(session, common);
    }),
  );
}

/** Under a name of its own, with what the engine would read together with it, and under its old one for the moment. */
function keptAside(file: string): string {
  for (const name of namesFrom(`${file}.replaced`)) {
    if (!linkedAs(file, name)) continue;
    for (const [index, journal] of journalsOf(file).entries()) renameIfThere(journal, journalsOf(name)[index] ?? '');
    return name;
  }
  throw new RangeError('there is always another name');
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function linkless(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is not there yet, or may not be looked at: whoever opens it says so.
    return path;
  }
}

async function using<T>(opening: Promise<Ledger>, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await opening;
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
