import { dirname } from 'node:path';
import { cron } from './cron.js';
import { launchd } from './launchd.js';
import {
  NoScheduler,
  SchedulerError,
  type Job,
  type Scheduler,
  type SchedulerName,
  type Written,
} from './scheduler.js';
import { systemd } from './systemd.js';
import { taskScheduler } from './task-scheduler.js';
import type { RunTool } from './tool.js';

export interface Host {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly user: number;
  /** The user's configuration folder (XDG), in which systemd looks. */
  readonly configuration: string;
  /** The preferences file of this program; Windows keeps the task's text beside it. */
  readonly preferences: string;
  readonly run: RunTool;
}

/** The one asked for, else the one that this machine has: the service manager before cron. */
export async function chooseScheduler(host: Host, wanted: SchedulerName | undefined): Promise<Scheduler> {
  const made: Readonly<Record<SchedulerName, () => Scheduler>> = {
    systemd: () => systemd(host.run, host.configuration),
    cron: () => cron(host.run),
    launchd: () => launchd(host.run, host.home, host.user),
    'task-scheduler': () => taskScheduler(host.run, dirname(host.preferences)),
  };
  return withOneLineWords(made[wanted ?? (await usual(host))]());
}

/** A line break in a path would end a line of a crontab or a unit file, and begin one that nobody was shown. */
function withOneLineWords(scheduler: Scheduler): Scheduler {
  const checked = (job: Job): Job => {
    const words = [...job.command, ...Object.values(job.environment)];
    if (!words.some((word) => /\p{Cc}/u.test(word))) return job;
    throw new SchedulerError(scheduler.name, 'a path holds a line break or another control character');
  };
  return {
    ...scheduler,
    preview: (job) => scheduler.preview(checked(job)),
    install: async (job) => scheduler.install(checked(job)),
  };
}

async function usual({ platform, run }: Host): Promise<SchedulerName> {
  if (platform === 'darwin') return 'launchd';
  if (platform === 'win32') return 'task-scheduler';
  // It answers only where a manager of the user's own units is running.
  const manager = await run('systemctl', ['--user', 'show-environment']);
  if (manager.code === 0) return 'systemd';
  const table = await run('crontab', ['-l']);
  if (table.code !== undefined) return 'cron';
  throw new NoScheduler('cron', 'neither a user systemd nor crontab is on this machine');
}

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
