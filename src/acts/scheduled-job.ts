import type { Context } from '../cli/context.js';
import type { Job, TimeOfDay } from '../scheduler/scheduler.js';

/** The job that is written: everybody's renewals in this ledger and what there is to tell of them, its events kept where `status` looks for them. */
export function jobOf(context: Context, at: TimeOfDay): Job {
  return {
    command: [
      ...context.line.program,
      'renewals',
      'run',
      '--all-accounts',
      '--send-reminders',
      '--no-input',
      '--database',
      context.files.paths.database,
    ],
    environment: { PARTNER_EVENTS_FILE: context.files.paths.runLog },
    at,
  };
}
