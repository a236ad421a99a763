import type { Command } from '../../../cli/command.js';
import type { Screen } from '../../../io/blocks.js';
import type { Context } from '../../../cli/context.js';
import { holdsWhole, ifThere, SCHEDULERS, type SchedulerName } from '../../../scheduler/scheduler.js';
import { JOB } from '../../../warnings/job.js';
import { shown } from './install.js';

const INSTALL = 'partner renewals schedule install';

/** What the machine has now, and when the job last ran. */
export const scheduleStatus: Command = {
  path: 'renewals schedule status',
  deed: { act: 'open', scope: 'read', writes: null },
  flags: [{ name: 'scheduler', kind: 'text', value: 'NAME', choices: SCHEDULERS }],
  examples: ['renewals schedule status --json'],
  run: async (context, given) => {
    const scheduler = await ifThere(context.outside.scheduler(given.flags['scheduler'] as SchedulerName | undefined));
    const written = await scheduler?.installed();
    const lastRun = context.outside.lastScheduledRun();
    const said = context.words.schedule;
    const outdated = written !== undefined && !holdsWhole(written, JOB);
    return {
      value: {
        scheduler: scheduler?.name ?? null,
        installed: written !== undefined,
        outdated,
        written: written ?? [],
        lastRun: lastRun ?? null,
      },
      screen: [
        { kind: 'text', text: scheduler ? (written ? said.isInstalled(scheduler.name) : said.none) : said.noScheduler },
        ...(outdated ? [{ kind: 'warning', text: said.outdated, command: context.speech.here(INSTALL) } as const] : []),
        ...lastRunSaid(context, lastRun, written !== undefined),
        ...shown(written ?? []),
        ...(written
          ? []
          : [{ kind: 'hint', text: scheduler ? said.installHint(context.speech) : said.elsewhere } as const]),
      ],
    };
  },
};

/** Of a job that is not there, only a run that there was is worth a line. */
function lastRunSaid(
  { words, speech }: Context,
  ran: ReturnType<Context['outside']['lastScheduledRun']>,
  isInstalled: boolean,
): Screen {
  const said = words.schedule;
  if (ran) return [{ kind: 'text', text: said.lastRun(speech.instant(ran.at), ran.charged, ran.declined) }];
  return isInstalled ? [{ kind: 'text', text: said.neverRan }] : [];
}
