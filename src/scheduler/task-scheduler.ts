import { join } from 'node:path';
import { timeInDigits, timeWith, type Job, type Scheduler } from './scheduler.js';
import { BYTE_ORDER_MARK, escapeXml, installFiles, mustRun, removeFile, type RunTool } from './tool.js';

const TASK = 'partner renewals';

/** A task of the user on Windows; a run that was missed is started as soon as it can be. */
export function taskScheduler(run: RunTool, folder: string): Scheduler {
  const file = join(folder, 'renewals-task.xml');
  return {
    name: 'task-scheduler',
    preview: (job) => [{ place: file, text: task(job) }],
    async install(job) {
      // schtasks understands UTF-16 with its mark, and no other encoding wherever it runs.
      await installFiles('task-scheduler', [{ place: file, text: `${BYTE_ORDER_MARK}${task(job)}` }], () =>
        mustRun(run, 'task-scheduler', 'schtasks', ['/Create', '/TN', TASK, '/XML', file, '/F']),
      );
    },
    async installed() {
      const { code, stdout } = await run('schtasks', ['/Query', '/TN', TASK, '/XML']);
      return code === 0 ? [{ place: TASK, text: stdout }] : undefined;
    },
    timeOf: timeWith(/<StartBoundary>[^<]*T(?<hour>\d+):(?<minute>\d+):/),
    async remove() {
      const { code } = await run('schtasks', ['/Delete', '/TN', TASK, '/F']);
      removeFile(file);
      return code === 0;
    },
  };
}

/** A task has no environment of its own, so that cmd sets it: values are ours and hold neither quote nor percent sign. */
function task({ command, environment, at }: Job): string {
  const [program = '', ...words] = command;
  const sets = Object.entries(environment).map(([name, value]) => `set "${name}=${value}"`);
  const line = [...sets, [program, ...words].map((word) => `"${word}"`).join(' ')].join(' && ');
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Renew partner-programme subscriptions that are due</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2020-01-01T${timeInDigits(at)}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
  </Settings>
  <Actions>
    <Exec>
      <Command>cmd.exe</Command>
      <Arguments>${escapeXml(`/d /c "${line}"`)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}
