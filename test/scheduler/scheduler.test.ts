import { readFileSync, statSync } from 'node:fs';
import { chooseScheduler } from '../../src/scheduler/choose.js';
import { parseTimeOfDay, SchedulerError, type SchedulerName } from '../../src/scheduler/scheduler.js';
import { JOB, machine, withCrontab } from './machine.js';

describe('systemd', () => {
  test('a service and a timer are written, enabled, read back and taken away', async () => {
    const { host, calls } = machine('linux');
    const scheduler = await chooseScheduler(host, undefined);
    expect(scheduler.name).toBe('systemd');
    expect(await scheduler.installed()).toBeUndefined();
    await scheduler.install(JOB);
    expect(calls.map(({ program, words }) => [program, ...words].join(' '))).toEqual(
      expect.arrayContaining([
        'systemctl --user daemon-reload',
        'systemctl --user enable --now partner-renewals.timer',
      ]),
    );
    expect(await scheduler.installed()).toEqual(scheduler.preview(JOB));
    // What was declined or needs a person is no success.
    expect(JSON.stringify(scheduler.preview(JOB))).not.toContain('SuccessExitStatus');
    expect(await scheduler.remove()).toBe(true);
    expect(await scheduler.installed()).toBeUndefined();
    expect(await scheduler.remove()).toBe(false);
  });

  test('a refusal of systemctl is an error that names the scheduler', async () => {
    const { host } = machine('linux', () => ({ code: 1, stderr: 'Failed to connect to bus' }));
    const scheduler = await chooseScheduler(host, 'systemd');
    await expect(scheduler.install(JOB)).rejects.toMatchObject({ name: 'SchedulerError', scheduler: 'systemd' });
  });
});

describe('cron', () => {
  test('only our own lines are touched', async () => {
    const others = '# mine\n0 1 * * * /usr/bin/true\n';
    const { host, table } = withCrontab(others);
    const scheduler = await chooseScheduler(host, undefined);
    expect(scheduler.name).toBe('cron');
    await scheduler.install(JOB);
    await scheduler.install({ ...JOB, at: { hour: 23, minute: 0 } });
    expect(table()).toContain(others);
    expect(table()?.match(/renewals: begin/g)).toHaveLength(1);
    expect(table()).toContain('0 23 * * * env ');
    expect(await scheduler.installed()).toEqual(scheduler.preview({ ...JOB, at: { hour: 23, minute: 0 } }));
    expect(await scheduler.remove()).toBe(true);
    expect(table()).toBe(others);
    expect(await scheduler.remove()).toBe(false);
  });

  test('neither systemd nor cron: said so', async () => {
    const { host } = machine('linux', () => ({ code: undefined }));
    await expect(chooseScheduler(host, undefined)).rejects.toBeInstanceOf(SchedulerError);
  });
});

test('launchd: one property list, loaded by launchctl, for its owner alone', async () => {
  const { host, calls } = machine('darwin');
  const scheduler = await chooseScheduler(host, undefined);
  await scheduler.install(JOB);
  const [written] = (await scheduler.installed()) ?? [];
  expect(written).toEqual(scheduler.preview(JOB)[0]);
  expect(written?.text).toMatch(
    /<key>Hour<\/key>\s*<integer>6<\/integer>\s*<key>Minute<\/key>\s*<integer>5<\/integer>/,
  );
  expect(calls.map(({ words }) => words[0])).toEqual(['bootout', 'bootstrap', 'print']);
  expect(statSync(written?.place ?? '').mode & 0o777).toBe(0o600);
  expect(await scheduler.remove()).toBe(true);
});

test('Windows: a task from its XML, read back by schtasks', async () => {
  const { host, calls } = machine('win32', ({ words }) => (words[0] === '/Query' ? { stdout: '<Task/>' } : {}));
  const scheduler = await chooseScheduler(host, undefined);
  await scheduler.install(JOB);
  const [written] = scheduler.preview(JOB);
  expect(readFileSync(written?.place ?? '', 'utf16le')).toContain('<StartBoundary>2020-01-01T06:05:00</StartBoundary>');
  expect(calls[0]).toMatchObject({
    program: 'schtasks',
    words: ['/Create', '/TN', 'partner renewals', '/XML', written?.place, '/F'],
  });
  expect(await scheduler.installed()).toEqual([{ place: 'partner renewals', text: '<Task/>' }]);
});

test.each<[SchedulerName, NodeJS.Platform]>([
  ['systemd', 'linux'],
  ['cron', 'linux'],
  ['launchd', 'darwin'],
  ['task-scheduler', 'win32'],
])('%s tells when a job runs, and says nothing of what somebody else has written', async (name, platform) => {
  const scheduler = await chooseScheduler(machine(platform).host, name);
  for (const at of [JOB.at, { hour: 0, minute: 0 }, { hour: 23, minute: 59 }])
    expect(scheduler.timeOf(scheduler.preview({ ...JOB, at }))).toEqual(at);
  const others = scheduler.preview(JOB).map(({ place, text }) => ({ place, text: text.replaceAll(/\d/g, 'x') }));
  expect(scheduler.timeOf(others)).toBeUndefined();
});

test.each([
  ['07:15', { hour: 7, minute: 15 }],
  ['7:05', { hour: 7, minute: 5 }],
  ['23:59', { hour: 23, minute: 59 }],
  ['24:00', undefined],
  ['7', undefined],
  ['07:60', undefined],
])('a time of day: %s', (text, time) => expect(parseTimeOfDay(text)).toEqual(time));

test.each<SchedulerName>(['systemd', 'cron', 'launchd', 'task-scheduler'])(
  '%s can be named on any machine',
  async (name) => {
    const { host } = machine('linux');
    expect((await chooseScheduler(host, name)).name).toBe(name);
  },
);
