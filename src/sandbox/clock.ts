import { dayOf, noonOf, type Day, type Instant } from '../core/day.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { isDayBehind } from '../journeys/desk.js';
import type { Reader, Store } from '../store/store.js';

/** Freezes a sandbox ledger's clock at noon of a day; forwards only, once the ledger holds an event (D17). */
export async function freezeAt(ledger: Store, day: Day): Promise<{ refusal: Refusal } | { at: Instant }> {
  const at = noonOf(day);
  return ledger.write(async (writer) => {
    const refusal = (await sandboxOnly(writer)) ?? (await backwards(writer, at, await writer.frozenAt()));
    if (refusal) return { refusal };
    await writer.freeze(at);
    return { at };
  });
}

/** Lets time run again; refused while that would go back behind an event. */
export async function letRun(ledger: Store, system: Instant): Promise<{ refusal: Refusal } | { at: Instant }> {
  return ledger.write(async (writer) => {
    const refusal = (await sandboxOnly(writer)) ?? (await backwards(writer, system));
    if (refusal) return { refusal };
    await writer.freeze(undefined);
    return { at: system };
  });
}

async function sandboxOnly(ledger: Reader): Promise<Refusal | undefined> {
  return (await ledger.gateway()).rehearses ? undefined : refuse('SANDBOX_ONLY', { action: 'clock' });
}

/** @param shown what it shows now, where that is to stand */
async function backwards(ledger: Reader, at: Instant, shown?: Instant): Promise<Refusal | undefined> {
  const newest = await ledger.lastEntryAt();
  if (!newest) return undefined;
  const latest = shown && shown > newest ? shown : newest;
  return isDayBehind(at, latest)
    ? refuse('CLOCK_BEHIND_LEDGER', { today: dayOf(at), lastEvent: dayOf(latest), moved: true })
    : undefined;
}
