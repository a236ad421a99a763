import { newestStatement, type RecordedOrder } from '../core/recorded-order.js';
import type { FileToKeep, Writer } from '../store/store.js';

/**
 * G24: files that an order's evidence names, brought again with nothing else to write, are kept again where they are gone
 * or are no longer what they were.
 * @returns the names of those that were put back
 */
export async function putBack(
  ledger: Writer,
  order: RecordedOrder,
  files: readonly FileToKeep[] = [],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const file of files) {
    const named = newestStatement(order).evidence.find(({ sha256 }) => sha256 === file.sha256);
    if (!named || (await ledger.evidence(file.sha256)).kind === 'kept') continue;
    await ledger.keep(file);
    names.push(named.name);
  }
  return names;
}
