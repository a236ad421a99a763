import { SchedulerError, timeWith, type Job, type Scheduler, type Written } from './scheduler.js';
import { mustRun, type RunTool } from './tool.js';

const BEGIN = '# partner renewals: begin (written by partner, removed by: partner renewals schedule remove)';
const END = '# partner renewals: end';
const PLACE = 'crontab';

/** The user's crontab; only the lines between our two marks are ever touched. */
export function cron(run: RunTool): Scheduler {
  const table = async () => {
    const { code, stdout, stderr } = await run('crontab', ['-l']);
    if (code === undefined) throw new SchedulerError('cron', 'crontab is not on this machine');
    // Having no crontab yet is how most people begin.
    if (code !== 0 && !/no crontab/i.test(stderr)) throw new SchedulerError('cron', stderr.trim());
    return code === 0 ? stdout : '';
  };
  const save = (text: string) => mustRun(run, 'cron', 'crontab', ['-'], text);
  return {
    name: 'cron',
    preview: (job) => [{ place: PLACE, text: block(job) }],
    async install(job) {
      const rest = without(await table());
      await save(`${rest}${rest === '' || rest.endsWith('\n') ? '' : '\n'}${block(job)}`);
    },
    async installed(): Promise<readonly Written[] | undefined> {
      const ours = within(await table());
      return ours === undefined ? undefined : [{ place: PLACE, text: ours }];
    },
    timeOf: timeWith(/^(?<minute>\d+) (?<hour>\d+) \* \* \* env /m),
    async remove() {
      const before = await table();
      if (within(before) === undefined) return false;
      await save(without(before));
      return true;
    },
  };
}

function block({ command, environment, at }: Job): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  const line = `${at.minute} ${at.hour} * * * ${['env', ...variables, ...command.map(quoted)].join(' ')}`;
  return `${BEGIN}\n${line}\n${END}\n`;
}

/** As sh reads it; cron itself takes a bare % for a line break. */
function quoted(word: string): string {
  const safe = /^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  return safe.replaceAll('%', '\\%');
}

/** From a begin to the next end: where somebody deleted an end, what stands after it is theirs. */
function within(table: string): string | undefined {
  const to = table.indexOf(`\n${END}`);
  const from = to < 0 ? -1 : table.lastIndexOf(BEGIN, to);
  return from < 0 ? undefined : `${table.slice(from, to + 1 + END.length)}\n`;
}

function without(table: string): string {
  const ours = within(table);
  return ours === undefined ? table : table.replace(ours, '').replace(ours.trimEnd(), '');
}
