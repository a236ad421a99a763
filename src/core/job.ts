import type { Day } from './day.js';
import type { RanBy } from './missed.js';

/** The job of a machine, as far as its own log tells of it. */
export interface Job {
  readonly ranBy: RanBy;
  /** It has run, or a scheduler has it. */
  readonly isKnown: boolean;
  /** The day of its newest sign of life, where that is longer ago than it waits. */
  readonly silentSince: Day | undefined;
  /** The same where a day has passed without one: told where a run is needed now. */
  readonly quietSince: Day | undefined;
  /** Where its newest run ended before it reached an account. */
  readonly failed: { readonly on: Day; readonly problem: string } | undefined;
}

/** What is wrong with a command line itself: the job that has it was written by another version. */
const OF_ITS_LINE = ['ANSWERS_MISSING', 'UNKNOWN_COMMAND', 'UNKNOWN_FLAG', 'FLAG_UNUSED', 'FLAGS_CONFLICT'];

/** The job has to be written again, whatever its ledger holds. */
export function isOutdated({ problem }: { readonly problem: string }): boolean {
  return OF_ITS_LINE.includes(problem);
}
