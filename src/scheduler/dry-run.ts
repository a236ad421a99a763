import type { Scheduler, Written } from './scheduler.js';

/** The same scheduler, whose jobs stay as they are (`--dry-run`); what it was told it says again. */
export function dryRunScheduler(
  scheduler: Scheduler,
  note: (what: 'job-installed' | 'job-removed') => void,
): Scheduler {
  let told: readonly Written[] | undefined;
  return {
    ...scheduler,
    async install(job) {
      told = scheduler.preview(job);
      note('job-installed');
    },
    installed: async () => told ?? scheduler.installed(),
    async remove() {
      const isThere = (await scheduler.installed()) !== undefined;
      if (isThere) note('job-removed');
      return isThere;
    },
  };
}
