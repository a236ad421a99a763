import type { Instant } from '../core/day.js';
import { Stop } from '../errors.js';
import { clockBehind } from '../journeys/till.js';
import type { Store } from '../store/store.js';

/** @throws Stop CLOCK_BEHIND_LEDGER where it is a day before the ledger's newest event (D17) */
export async function refuseClockBehind(ledger: Store, at: Instant): Promise<void> {
  const refusal = await ledger.read((reader) => clockBehind(reader, at));
  if (refusal) throw new Stop(refusal);
}
