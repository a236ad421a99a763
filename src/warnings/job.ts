import type { Context } from '../cli/context.js';
import { isOutdated, type Job } from '../core/job.js';
import { addDays, dayOf, type Instant } from '../core/day.js';

/** What the job of a machine runs; where, each job says itself. */
export const JOB = ['renewals', 'run', '--all-accounts', '--send-reminders', '--yes', '--no-input'] as const;

/** It runs every day; one that was missed is made up for at the next start of the machine. */
const WAITS_DAYS = 2;

/** What the job of this machine has come to, by its own log and the machine's own clock. */
export function jobHere({ outside, clock }: Pick<Context, 'outside' | 'clock'>): Job {
  const { run, failed, schedule, isKnown } = outside.jobLog();
  const signs = [run?.at, schedule?.at, failed?.at].flatMap((at) => (at === undefined ? [] : [dayOf(at)]));
  const newest = signs.sort().at(-1);
  const isRewritten = (since: Instant) => schedule?.installed === true && schedule.at > since;
  const isThere = newest !== undefined && schedule?.installed !== false;
  const silentFor = (days: number) => (isThere && dayOf(clock.system()) > addDays(newest, days) ? newest : undefined);
  return {
    ranBy: (day) => (day === undefined ? run : outside.lastScheduledRun(day))?.asOf,
    isKnown,
    silentSince: silentFor(WAITS_DAYS),
    quietSince: silentFor(1),
    // Once it has been written again, only its next run can tell.
    failed:
      failed && !(isOutdated(failed) && isRewritten(failed.at))
        ? { on: dayOf(failed.at), problem: failed.problem }
        : undefined,
  };
}
