import { join } from 'node:path';
import { timeInDigits, timeWith, type Job, type Scheduler } from './scheduler.js';
import { installFiles, mustRun, removeFile, textIn, type RunTool } from './tool.js';

const UNIT = 'partner-renewals';

/** A user timer: runs without root, and makes up for a day on which the machine was off. */
export function systemd(run: RunTool, configuration: string): Scheduler {
  const folder = join(configuration, 'systemd', 'user');
  const service = join(folder, `${UNIT}.service`);
  const timer = join(folder, `${UNIT}.timer`);
  const systemctl = (...words: readonly string[]) => mustRun(run, 'systemd', 'systemctl', ['--user', ...words]);
  const preview = (job: Job) => [
    { place: service, text: serviceText(job) },
    { place: timer, text: timerText(job) },
  ];
  return {
    name: 'systemd',
    preview,
    async install(job) {
      await installFiles('systemd', preview(job), async () => {
        await systemctl('daemon-reload');
        await systemctl('enable', '--now', `${UNIT}.timer`);
      });
    },
    async installed() {
      const found = [service, timer].map((place) => ({ place, text: textIn(place) }));
      const written = found.flatMap(({ place, text }) => (text === undefined ? [] : [{ place, text }]));
      if (written.length < found.length) return undefined;
      const { code } = await run('systemctl', ['--user', 'is-enabled', `${UNIT}.timer`]);
      return code === 0 ? written : undefined;
    },
    timeOf: timeWith(/^OnCalendar=\*-\*-\* (?<hour>\d+):(?<minute>\d+):/m),
    async remove() {
      if (textIn(timer) !== undefined) await run('systemctl', ['--user', 'disable', '--now', `${UNIT}.timer`]);
      const removed = [timer, service].map(removeFile).includes(true);
      if (removed) await run('systemctl', ['--user', 'daemon-reload']);
      return removed;
    },
  };
}

function serviceText({ command: [program = '', ...words], environment }: Job): string {
  const variables = Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`);
  return [
    '[Unit]',
    'Description=Renew partner-programme subscriptions that are due',
    '',
    '[Service]',
    'Type=oneshot',
    ...variables,
    `ExecStart=${[quoted(program), ...words.map((word) => quoted(word).replaceAll('$', '$$$$'))].join(' ')}`,
    '',
  ].join('\n');
}

function timerText({ at }: Job): string {
  return [
    '[Unit]',
    'Description=Renew partner-programme subscriptions every day',
    '',
    '[Timer]',
    `OnCalendar=*-*-* ${timeInDigits(at)}:00`,
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n');
}

/** A word of a unit file. A dollar sign means a variable in what comes after the program alone: it is doubled there. */
function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
