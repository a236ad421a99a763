import type { Context } from '../cli/context.js';
import { dayOf } from '../core/day.js';
import { clockAhead, isDayBehind } from '../journeys/desk.js';
import { reconcile } from '../journeys/reconcile.js';
import type { Store } from '../store/store.js';
import { finding, problemCode, type Check, type Finding } from './check.js';

/** The gateway's books against the ledger (G22). */
export const gateway: Check = {
  id: 'gateway',
  look: async (context) => {
    const store = await context.books.existing().catch(() => undefined);
    // Where it was moved to, both are; that it was, is said of the ledger.
    if (!store || (await context.books.moved())) return [];
    try {
      const { charges } = await context.books.kind();
      return charges ? await compared(context, store) : [finding('note', { code: 'PAID_ELSEWHERE' })];
    } catch (error) {
      return [unknown(problemCode(error))];
    }
  },
};

async function compared(context: Context, store: Store): Promise<readonly Finding[]> {
  const { books, terminal, words, speech, clock } = context;
  const port = await books.gateway();
  await port.ready();
  const seesAll = (await (await books.rights())?.seesAll()) ?? true;
  const { working } = words.reconcile;
  const found = await terminal.busy(working('0'), (report) =>
    reconcile(
      store,
      port,
      async (count) => {
        report(working(speech.number(count)));
        await clock.pause(0);
      },
      seesAll,
    ),
  );
  if (found.kind === 'unknown') return [unknown('GATEWAY_UNREACHABLE')];
  const { length: count } = found.differences;
  if (count === 0) return [finding('ok', { code: 'BOOKS_AGREE', charges: found.charges })];
  return [finding('fault', { code: 'BOOKS_DIFFER', count })];
}

function unknown(problem: string): Finding {
  return finding('fault', { code: 'BOOKS_UNKNOWN', problem });
}

/** Today's date, by everything else that tells it (G15, D17). */
export const clock: Check = {
  id: 'clock',
  look: async (context) => {
    const store = await context.books.existing().catch(() => undefined);
    try {
      return store ? await againstLedger(context, store) : [];
    } catch {
      // Whoever looks at the ledger, or at the gateway, says what is wrong there.
      return [];
    }
  },
};

async function againstLedger(context: Context, store: Store): Promise<readonly Finding[]> {
  const at = await context.clock.now();
  const today = dayOf(at);
  const [newest, frozen] = await store.read(async (reader) => [await reader.lastEntryAt(), await reader.frozenAt()]);
  if (newest && isDayBehind(at, newest))
    return [finding('fault', { code: 'CLOCK_BEHIND_LEDGER', today, newest: dayOf(newest) })];
  const other = await clockAhead(store, { at, accountId: undefined, other: () => context.clock.other() });
  if (other !== undefined)
    return [finding('fault', { code: 'CLOCK_AHEAD', today, other, by: await context.clock.witness() })];
  if (frozen) return [finding('note', { code: 'CLOCK_FROZEN', on: dayOf(frozen) })];
  return [finding('ok', { code: 'CLOCK_RIGHT' })];
}
