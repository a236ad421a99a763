import type { Command } from '../../../cli/command.js';
import { SCHEDULERS, type SchedulerName } from '../../../scheduler/scheduler.js';
import { unwritten } from '../../../cli/unwritten.js';

export const scheduleRemove: Command = {
  path: 'renewals schedule remove',
  flags: [{ name: 'scheduler', kind: 'text', value: 'NAME', choices: SCHEDULERS }],
  examples: ['renewals schedule remove --dry-run'],
  run: async (context, given) => {
    const scheduler = await context.scheduler(given.flags['scheduler'] as SchedulerName | undefined);
    const said = context.words.schedule;
    const { name } = scheduler;
    if (context.settings.dryRun) {
      const there = await scheduler.installed();
      const writes = there ? ['job-removed'] : [];
      return {
        value: { dryRun: true, scheduler: name, installed: false, changed: there !== undefined, writes },
        screen: there ? unwritten(context, writes) : [{ kind: 'text', text: said.none }],
      };
    }
    const changed = await scheduler.remove();
    return {
      value: { scheduler: name, installed: false, changed },
      screen: [{ kind: 'text', text: changed ? said.removed(name) : said.none }],
    };
  },
};
