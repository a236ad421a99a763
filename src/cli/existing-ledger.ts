import type { Context } from './context.js';
import { stop } from '../errors.js';
import type { Store } from '../store/store.js';

/** @throws Stop LEDGER_MISSING, naming `join` */
export async function existing(context: Context): Promise<Store> {
  const ledger = await context.books.existing();
  if (!ledger) throw stop('LEDGER_MISSING', { location: context.files.paths.database });
  return ledger;
}
