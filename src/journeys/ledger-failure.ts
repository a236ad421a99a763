import type { Reader, Store } from '../store/store.js';

/** The ledger failed while something was written to it: whether that stands has to be looked up. */
export type Unwritten = 'order_unwritten' | 'answer_unwritten' | 'charge_unwritten';

/** Runs `work`; where the ledger fails meanwhile, what `otherwise` makes of it. Anything else that is thrown is a bug. */
export async function unlessLedgerFails<T>(
  work: () => Promise<T>,
  otherwise: (failure: Error) => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'LedgerError') throw error;
    return otherwise(error);
  }
}

/**
 * Whether what a failed transaction wrote is there all the same: an engine may fail when the commit is made. `unknown`
 * where the ledger cannot be read either.
 */
export function standsAfterAll(
  ledger: Pick<Store, 'read'>,
  isThere: (reader: Reader) => Promise<boolean>,
): Promise<boolean | 'unknown'> {
  return unlessLedgerFails<boolean | 'unknown'>(
    () => ledger.read(isThere),
    () => 'unknown',
  );
}
