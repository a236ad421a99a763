import type { Instant } from '../core/day.js';
import type { Ledger, Place } from './ledger.js';
import { copyLedger, sizeOf, type Side, type Size } from './sql/copy.js';
import { movedElsewhere, requireWhole } from './sql/marks.js';
import { meta, type MetaRow } from './sql/reader.js';
import type { OnStep } from './sql/writer.js';
import { LedgerError, type Watch } from './store.js';

/** A move, and what goes with it. */
export interface Move {
  readonly ledger: Ledger;
  readonly place: Place;
  /** When it is done. */
  readonly at: Instant;
  /**
   * Brings what the gateway keeps beside the ledger: what there is so far, while the ledger can still be used, then all
   * the rest of it, once nobody can write to either any more. What is there already stays. `pulse` is called now and then.
   */
  readonly beside: (how: 'so-far' | 'whole', pulse: () => Promise<unknown>) => Promise<void>;
  readonly watch: Watch;
  /** Called between the steps, so that a test can end the process there. */
  readonly onStep: OnStep;
}

export interface MoveDone extends Size {
  /** false: all of it was there already. */
  readonly changed: boolean;
}

/**
 * Moves a ledger to another place, so that at no moment both can be written: the copy is not used before the ledger says
 * that it went there. Ended at any point, it is started again: it goes on where the ledger says so already, and otherwise
 * begins anew.
 * @throws LedgerError `EXISTS` where another ledger is there, `UNFINISHED` where a copy of another one is, `MOVED` where
 * this one went elsewhere, `CORRUPT` where it is not what its entries make, `BUSY` where somebody writes for too long
 */
export async function moveLedger(move: Move): Promise<MoveDone> {
  const { ledger, place, at, onStep } = move;
  let state = await stateOf(move);
  const changed = state !== 'done';
  if (state === 'to-copy') {
    await transfer(move);
    state = await stateOf(move);
  }
  if (state === 'to-mark') {
    onStep('move:marked');
    await move.beside('whole', async () => undefined);
    onStep('move:brought');
    await opened(place, (there) => there.alone((session) => session.run('UPDATE meta SET copied_from = NULL')));
    onStep('move:usable');
  }
  if (state !== 'done')
    await ledger.alone((session) => session.run('UPDATE meta SET moved_at = ? WHERE moved_at IS NULL', at));
  return { ...(await ledger.look(sizeOf)), changed };
}

/** The same, and nothing is written. */
export async function lookBeforeMove(move: Pick<Move, 'ledger' | 'place'>): Promise<MoveDone> {
  const state = await stateOf(move);
  return { ...(await move.ledger.look(sizeOf)), changed: state !== 'done' };
}

/** `to-mark`: all of it is there, and is not used yet. `to-note`: it is used there, and only that is not written down. */
type State = 'to-copy' | 'to-mark' | 'to-note' | 'done';

async function stateOf({ ledger, place }: Pick<Move, 'ledger' | 'place'>): Promise<State> {
  // In this order: a copy that is whole was marked before.
  const there = await lookAt(place);
  const here = await ledger.look(meta);
  requireWay(here, ledger.location, place);
  const isWhole = there?.copied_from === null;
  if (isWhole && (here.moved_to === null || there.installation !== here.installation)) throw taken(place.location);
  if (here.moved_at !== null) {
    if (!isWhole) throw movedElsewhere(ledger.location, place.location);
    return 'done';
  }
  if (isWhole) return 'to-note';
  if (there) requireOwn(there, here, ledger.location, place);
  return here.moved_to !== null && isFilled(there) ? 'to-mark' : 'to-copy';
}

function isFilled(there: MetaRow | undefined): boolean {
  return there !== undefined && there.copied_entries !== null;
}

/** @throws LedgerError `MOVED` */
function requireWay({ moved_to: to }: MetaRow, location: string, place: Place): void {
  if (to !== null && to !== place.location) throw movedElsewhere(location, to);
}

/** @throws LedgerError `UNFINISHED` where what was not finished there is no copy of this ledger */
function requireOwn(there: MetaRow, here: MetaRow, location: string, place: Place): void {
  const isOwn = there.installation === here.installation && there.copied_from === location;
  if (!isOwn) requireWhole(place.location, there);
}

async function lookAt(place: Place): Promise<MetaRow | undefined> {
  try {
    return await opened(place, (there) => there.look(meta));
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'LEDGER_MISSING') return undefined;
    throw error;
  }
}

/** Copies all of it, and then says so in the ledger: nobody writes to it meanwhile. */
async function transfer(move: Move): Promise<void> {
  const { ledger, place, onStep } = move;
  await ledger.alone(async (from, shelf) => {
    const here = await meta(from);
    // Another process may have been first while this one waited.
    requireWay(here, from.location, place);
    if (here.moved_at !== null) throw movedElsewhere(from.location, place.location);
    const left = await lookAt(place);
    if (here.moved_to !== null && isFilled(left)) return;
    if (left) {
      if (left.copied_from === null) throw taken(place.location);
      requireOwn(left, here, from.location, place);
      await place.discard();
    }
    onStep('move:begun');
    await fill(move, { session: from, shelf }, here);
    await move.beside('so-far', () => from.get('SELECT 1 AS held'));
    onStep('move:copied');
    await from.run('UPDATE meta SET moved_to = ?', place.location);
  });
}

/** Where it does not succeed, nothing of it is left. */
async function fill({ place, watch, onStep }: Move, from: Side, here: MetaRow): Promise<void> {
  const { installation, gateway, created_at: at } = here;
  const there = await place.create({ installation, gateway, at, copiedFrom: from.session.location });
  let isBegun = false;
  try {
    // Somebody else may have been first to make one there.
    const made = await there.look(meta);
    if (made.copied_from !== from.session.location || made.copied_entries !== null || made.genesis !== here.genesis)
      throw taken(place.location);
    isBegun = true;
    await there.fill(async (session, shelf) => {
      await copyLedger(from, { session, shelf }, watch);
      onStep('move:filled');
    });
    isBegun = false;
  } finally {
    await there.close();
    if (isBegun) await place.discard().catch(() => undefined);
  }
}

async function opened<T>(place: Place, work: (there: Ledger) => Promise<T>): Promise<T> {
  const there = await place.open();
  try {
    return await work(there);
  } finally {
    await there.close();
  }
}

function taken(location: string): LedgerError {
  return new LedgerError('LEDGER_EXISTS', location, 'a ledger is there');
}
