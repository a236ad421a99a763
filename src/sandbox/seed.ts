import { dayOf, type Instant } from '../core/day.js';
import { seriesNumber, seriesOn, receiptNumber, type Order } from '../core/order.js';
import { refuse, type Refusal } from '../core/refusal.js';
import type { Sandbox } from './fill.js';
import type { History } from '../store/store.js';
import type { Desk } from '../journeys/desk.js';
import type { Papers } from '../journeys/papers.js';
import { calendarOf, chronicle } from './seed/chronicle.js';
import { entriesOf, type Stage } from './seed/scene-entries.js';
import type { SeedWorld } from './seed/chapters.js';

/** What filling a sandbox needs besides a desk. */
export interface Filling extends Pick<Desk, 'ledger' | 'pause'> {
  /** Over the books of the sandbox; undefined where they hold something already, `noted` where nothing is done (`--dry-run`). */
  fill: Sandbox['fill'];
  /** The ledger holds it now. */
  settle: Sandbox['settle'];
  /** From 0 to 1, how much has been written, up to that moment of the story. */
  onProgress(share: number, at: Instant): void;
}

export interface Seeded {
  readonly entries: number;
  readonly charges: number;
}

const SCENES_BETWEEN_PAUSES = 200;

/**
 * Fills an empty sandbox ledger with years of made-up accounts, by the entries that commands would have written. All
 * of it or nothing (G8): one transaction of the ledger around one of the gateway's books, whose end comes first, so
 * that no order is ever paid that the gateway does not know (I6). What ends between the two leaves books that are filled
 * for a ledger without it: until that is known to hold it they say so, and are filled anew.
 */
export async function seedLedger(filling: Filling, world: SeedWorld): Promise<Seeded | { refusal: Refusal }> {
  const { ledger: store } = filling;
  const installation = await store.read((ledger) => ledger.installation());
  const work = async (ledger: History) => {
    const refusal = await unfit(ledger);
    if (refusal) return { refusal };
    const written = await filling.fill(installation, (gateway) =>
      tell(filling, ledger, { world, installation, gateway, nextPapers: papers() }),
    );
    if (written === 'noted') return { entries: 0, charges: 0 };
    return written ?? { refusal: refuse('LEDGER_NOT_EMPTY', { holds: 'charges' }) };
  };
  const done = await (store.writeHistory ? store.writeHistory(work) : store.write(work));
  if ('charges' in done) await filling.settle(installation);
  return done;
}

/** History is written forwards: behind what a ledger holds already, no past can be put (D17). */
async function unfit(ledger: History): Promise<Refusal | undefined> {
  if (!(await ledger.gateway()).rehearses) return refuse('SANDBOX_ONLY', { action: 'sandbox seed' });
  return (await ledger.lastEntryAt()) ? refuse('LEDGER_NOT_EMPTY', { holds: 'events' }) : undefined;
}

async function tell(filling: Filling, ledger: History, stage: Stage): Promise<Seeded> {
  const told = { scenes: 0, entries: 0, charges: 0 };
  const calendar = await calendarOf(stage.world, () => filling.pause(0));
  for (const scene of chronicle(stage.world, calendar)) {
    const { by, entries } = entriesOf(stage, scene);
    for (const entry of entries) {
      await ledger.append(entry, scene.chapter.at, by);
      if (entry.kind === 'order-paid') told.charges += 1;
    }
    told.entries += entries.length;
    told.scenes += 1;
    if (told.scenes % SCENES_BETWEEN_PAUSES !== 0) continue;
    filling.onProgress(told.scenes / calendar.chapters.length, scene.chapter.at);
    // Whoever watches wants to see it move, and Ctrl-C to be heard.
    await filling.pause(0);
  }
  return { entries: told.entries, charges: told.charges };
}

/** Numbers of a ledger that had none: from 1 in every year and series (I13). */
function papers(): (order: Order, at: Instant) => Papers {
  const last = new Map<number | string, number>();
  const next = (of: number | string) => {
    last.set(of, (last.get(of) ?? 0) + 1);
    return last.get(of) ?? 0;
  };
  return ({ sale }, at) => {
    const year = Number(dayOf(at).slice(0, 4));
    const receipt = receiptNumber(year, next(year));
    const series = sale && seriesOn(sale.series.invoices, dayOf(at));
    return series === undefined ? { receipt } : { receipt, invoice: seriesNumber(series, next(series)) };
  };
}
