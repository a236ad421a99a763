import type { Block, Screen } from '../../../io/blocks.js';
import type { Command, Given } from '../../../cli/command.js';
import type { Context } from '../../../cli/context.js';
import { stop } from '../../../errors.js';
import {
  parseTimeOfDay,
  SCHEDULERS,
  type Scheduler,
  type SchedulerName,
  type TimeOfDay,
  type Written,
  type Job,
} from '../../../scheduler/scheduler.js';
import { flagsAsSaid, placeFlags } from '../../../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../../../cli/asking.js';
import { existing } from '../../../cli/visit.js';
import { JOB } from '../../../warnings/job.js';

const USUAL_TIME: TimeOfDay = { hour: 7, minute: 15 };

/** Automatic renewal without CI: shows what it will write, asks, writes, and reads it back. */
export const scheduleInstall: Command = {
  path: 'renewals schedule install',
  deed: { act: 'renew', scope: 'manage', writes: null },
  flags: [
    { name: 'at', kind: 'text', value: 'HH:MM' },
    { name: 'scheduler', kind: 'text', value: 'NAME', choices: SCHEDULERS },
  ],
  examples: ['renewals schedule install --dry-run', 'renewals schedule install --at 06:30 --yes'],
  run: async (context, given) => {
    await existing(context);
    const scheduler = await context.outside.scheduler(given.flags['scheduler'] as SchedulerName | undefined);
    const job = jobOf(context, timeIn(given) ?? (await keptTime(scheduler)) ?? USUAL_TIME);
    const preview = scheduler.preview(job);
    const { words } = context;
    const command = [
      'partner',
      'renewals',
      'schedule',
      'install',
      ...placeFlags(given.flags),
      ...flagsAsSaid(given.flags, ['at', 'scheduler']),
    ];
    const asked = await consent(context, command, () => confirm(context, preview));
    await scheduler.install(job);
    const written = await scheduler.installed();
    if (!written) throw stop('SCHEDULER_FAILED', { scheduler: scheduler.name });
    context.outside.noteSchedule(true);
    return {
      value: { scheduler: scheduler.name, installed: true, written },
      screen: [
        { kind: 'text', text: words.schedule.installed(scheduler.name) },
        ...whenItRuns(context, scheduler.name),
        { kind: 'text', text: words.schedule.reminders },
        { kind: 'hint', text: words.schedule.statusHint(context.speech) },
      ],
      preview: shown(preview),
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};

/** cron serves who is not there; the others serve a session. */
function whenItRuns({ words }: Context, scheduler: SchedulerName): Screen {
  const { loggedIn, linger } = words.schedule;
  if (scheduler === 'cron') return [];
  return [
    { kind: 'text', text: loggedIn },
    ...(scheduler === 'systemd' ? [{ kind: 'hint', text: linger } as const] : []),
  ];
}

async function confirm(context: Context, preview: readonly Written[]): Promise<void> {
  const { words, terminal } = context;
  terminal.show(shown(preview));
  await askConsent(context, {
    message: words.schedule.question,
    no: words.wizards.leave,
    yes: words.schedule.write,
  });
}

export function shown(written: readonly Written[]): Screen {
  return written.flatMap(({ place, text }): readonly Block[] => [
    { kind: 'title', left: place },
    { kind: 'verbatim', text },
  ]);
}

/** A job that is written again runs when it did. */
async function keptTime(scheduler: Scheduler): Promise<TimeOfDay | undefined> {
  const before = await scheduler.installed();
  return before && scheduler.timeOf(before);
}

function timeIn({ flags }: Given): TimeOfDay | undefined {
  const text = flags['at'];
  if (typeof text !== 'string') return undefined;
  const time = parseTimeOfDay(text);
  if (!time) throw stop('VALUE_INVALID', { of: '--at', given: text, wanted: 'time' });
  return time;
}

/** The job that is written: everybody's renewals in this ledger and what there is to tell of them, its events kept where `status` looks for them. */
function jobOf(context: Context, at: TimeOfDay): Job {
  return {
    command: [...context.line.program, ...JOB, '--database', context.files.paths.database],
    environment: { PARTNER_EVENTS_FILE: context.files.paths.runLog },
    at,
  };
}
