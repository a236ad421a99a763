import type { Paths } from '../env/paths.js';
import type { Machine } from '../env/machine.js';
import type { StderrTerminal } from '../io/terminal.js';
import type { Words } from '../language/words.js';
import { isServerAddress } from '../core/server-address.js';
import { stop } from '../errors.js';
import { isStandardStream } from '../files/stream-name.js';
import type { Settings } from '../settings/settings.js';
import type { Address } from '../store/postgres/address.js';
import type { DryRunNotes } from './dry-run-notes.js';

/** What whoever opens a part of the context stands on. */
export interface Opening {
  readonly machine: Machine;
  readonly settings: Settings;
  /** Takes what a dry run comes to; undefined where it is none. */
  readonly dryRun: DryRunNotes | undefined;
  readonly paths: Paths;
  readonly words: Words;
  readonly terminal: StderrTerminal;
  /** Told a file or a folder that others could read or write, once they can no more. */
  readonly onClosed: (path: string) => void;
}

/** The same, made when it is first asked for, and once. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The server that the ledger lies on; undefined where it is a file. @throws Stop DATABASE_UNSUPPORTED */
export async function serverOf({
  settings: { database },
  machine,
}: Pick<Opening, 'settings' | 'machine'>): Promise<Address | undefined> {
  if (database !== undefined && isStandardStream(database)) throw stop('DATABASE_UNSUPPORTED', { given: database });
  return database === undefined || !isServerAddress(database) ? undefined : addressIn(database, machine);
}

/** @throws Stop DATABASE_UNSUPPORTED */
export async function addressIn(text: string, machine: Machine): Promise<Address> {
  const { addressFault, parseAddress } = await import('../store/postgres/address.js');
  const address = parseAddress(text, machine.env, machine.home);
  if (!address) throw stop('DATABASE_UNSUPPORTED', { given: text, fault: addressFault(text) });
  return address;
}
