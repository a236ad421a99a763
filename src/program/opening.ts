import type { Paths } from '../env/paths.js';
import type { Machine } from '../env/machine.js';
import type { StderrTerminal } from '../io/terminal.js';
import type { Words } from '../language/words.js';
import type { Settings } from '../settings/settings.js';
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
