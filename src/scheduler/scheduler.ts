/**
 * The machine's own way of running something every day: systemd, cron, launchd, Windows Task Scheduler. Each writes one
 * job under a name of ours, reads it back, and takes away exactly what it wrote.
 *
 * job: the command line that is run, when, and in which environment; it never holds a secret.
 */
export interface Scheduler {
  readonly name: SchedulerName;
  /** What `install` would write or run, to be shown first. */
  preview(job: Job): readonly Written[];
  /** Writes the job, in place of an earlier one. @throws SchedulerError */
  install(job: Job): Promise<void>;
  /** The job as the machine has it now; undefined where there is none. @throws SchedulerError */
  installed(): Promise<readonly Written[] | undefined>;
  /** When such a job runs; undefined where somebody has written something else. */
  timeOf(written: readonly Written[]): TimeOfDay | undefined;
  /** Takes the job away; false where there was none. @throws SchedulerError */
  remove(): Promise<boolean>;
}

export const SCHEDULERS = ['systemd', 'cron', 'launchd', 'task-scheduler'] as const;
export type SchedulerName = (typeof SCHEDULERS)[number];

export interface Job {
  /** Program and arguments, each a word of its own: no shell ever takes them apart. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly at: TimeOfDay;
}

/** In the machine's own time zone, since that is what every scheduler counts in. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A file or a table with its text. */
export interface Written {
  readonly place: string;
  readonly text: string;
}

/** The machine's tool is not there, or refused. */
export class SchedulerError extends Error {
  override readonly name = 'SchedulerError';
  constructor(
    readonly scheduler: SchedulerName,
    /** The tool's own words, for `--debug` alone. */
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${scheduler}: ${detail}`, options);
  }
}

/** Nothing on this machine starts jobs for its user. */
export class NoScheduler extends SchedulerError {}

/** undefined where nothing on this machine starts jobs: then there is none to look at, or to take away. */
export async function ifThere(asked: Promise<Scheduler>): Promise<Scheduler | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof NoScheduler) return undefined;
    throw error;
  });
}

/** Whether a job that is there runs those words, as far as every scheduler writes them alike. */
export function holdsWhole(written: readonly Written[], words: readonly string[]): boolean {
  return words.every((word) => written.some(({ text }) => text.includes(word)));
}

/** `07:15`, or undefined. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : undefined;
}

/** The time of day in a text, where the groups `hour` and `minute` of a pattern stand. */
export function timeWith(pattern: RegExp): Scheduler['timeOf'] {
  return (written) => {
    const found = written.map(({ text }) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
    return found && parseTimeOfDay(`${found['hour']}:${found['minute']?.padStart(2, '0')}`);
  };
}

export function timeInDigits({ hour, minute }: TimeOfDay): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}
