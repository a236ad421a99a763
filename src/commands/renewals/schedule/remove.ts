import type { Command } from '../../../cli/command.js';
import { ifThere, SCHEDULERS, type SchedulerName } from '../../../scheduler/scheduler.js';

export const scheduleRemove: Command = {
  path: 'renewals schedule remove',
  // The machine's own scheduler: a job is taken away even where its ledger is gone.
  deed: { act: 'open', scope: 'manage', writes: null },
  flags: [{ name: 'scheduler', kind: 'text', value: 'NAME', choices: SCHEDULERS }],
  examples: ['renewals schedule remove --dry-run'],
  run: async (context, given) => {
    const scheduler = await ifThere(context.outside.scheduler(given.flags['scheduler'] as SchedulerName | undefined));
    const said = context.words.schedule;
    const name = scheduler?.name ?? null;
    const changed = scheduler !== undefined && (await scheduler.remove());
    if (changed) context.outside.noteSchedule(false);
    return {
      value: { scheduler: name, installed: false, changed },
      screen: [{ kind: 'text', text: name === null ? said.noScheduler : changed ? said.removed(name) : said.none }],
    };
  },
};
