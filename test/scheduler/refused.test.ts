import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseScheduler } from '../../src/scheduler/choose.js';
import type { SchedulerName } from '../../src/scheduler/scheduler.js';
import type { Ran } from '../../src/scheduler/tool.js';
import { JOB, machine, withCrontab } from './machine.js';

const WITH_FILES: readonly SchedulerName[] = ['systemd', 'launchd', 'task-scheduler'];

/** A machine whose tools do as `answer` says at the moment. */
async function changing(name: SchedulerName) {
  const now: { answer: Partial<Ran> } = { answer: {} };
  const { host, home } = machine('linux', () => now.answer);
  const files = () =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')] as const)
      .sort();
  return { scheduler: await chooseScheduler(host, name), now, files, home };
}

describe.each(WITH_FILES)('%s', (name) => {
  test.each([
    ['is missing', { code: undefined }],
    ['refuses', { code: 1, stderr: 'no bus' }],
  ])('where its tool %s, no half of a job stays behind', async (_, answer) => {
    const { scheduler, now, files } = await changing(name);
    now.answer = answer;
    await expect(scheduler.install(JOB)).rejects.toMatchObject({ name: 'SchedulerError', scheduler: name });
    expect(files()).toEqual([]);
  });

  test('where a change is refused, the earlier job is as it was', async () => {
    const { scheduler, now, files } = await changing(name);
    await scheduler.install(JOB);
    const before = files();
    now.answer = { code: 1 };
    await expect(scheduler.install({ ...JOB, at: { hour: 23, minute: 59 } })).rejects.toThrow();
    expect(files()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  test('installed twice is installed once, with the later time', async () => {
    const { scheduler, files } = await changing(name);
    const later = { ...JOB, at: { hour: 23, minute: 59 } };
    await scheduler.install(later);
    const once = files();
    await scheduler.install(JOB);
    await scheduler.install(later);
    expect(files()).toEqual(once);
  });

  test('a link where it is to lie, or where a draft once was, is never written through', async () => {
    const { scheduler, home } = await changing(name);
    writeFileSync(join(home, 'mine'), 'mine');
    const places = scheduler.preview(JOB).map(({ place }) => place);
    for (const place of places) {
      mkdirSync(dirname(place), { recursive: true });
      for (const link of [place, `${place}.new`]) symlinkSync(join(home, 'mine'), link);
    }
    await scheduler.install(JOB);
    expect(readFileSync(join(home, 'mine'), 'utf8')).toBe('mine');
    expect(places.map((place) => lstatSync(place).isFile())).toEqual(places.map(() => true));
  });

  test('what two install at once is one of theirs, whole', async () => {
    const { scheduler, files } = await changing(name);
    const jobs = [1, 2, 3, 4].map((minute) => ({ ...JOB, at: { hour: 4, minute } }));
    const each: unknown[] = [];
    for (const job of jobs) {
      await scheduler.install(job);
      each.push(files());
    }
    await Promise.all(jobs.map((job) => scheduler.install(job)));
    expect(each).toContainEqual(files());
  });

  test('a folder that cannot be made is its error, too', async () => {
    const { scheduler, home } = await changing(name);
    const [place = ''] = scheduler.preview(JOB).map((written) => written.place);
    let folder = dirname(place);
    while (dirname(folder) !== home) folder = dirname(folder);
    writeFileSync(folder, 'mine');
    await expect(scheduler.install(JOB)).rejects.toMatchObject({ name: 'SchedulerError', scheduler: name });
    expect(readFileSync(folder, 'utf8')).toBe('mine');
  });
});

describe('cron', () => {
  const read = async (table: string | undefined) => {
    const made = withCrontab(table);
    return { scheduler: await chooseScheduler(made.host, undefined), table: made.table };
  };

  test.each([
    ['none', undefined, ''],
    ['an empty one', '', ''],
    ['lines of others', 'MAILTO=""\n# mine\n0 1 * * * /usr/bin/true\n', undefined],
    ['a last line without its end', '0 1 * * * /usr/bin/true', '0 1 * * * /usr/bin/true\n'],
    ['letters and signs', '0 1 * * * echo "é $& $1 \\% 100\\%"\n', undefined],
  ])('a crontab that was there is there again: %s', async (_, before, after) => {
    const { scheduler, table } = await read(before);
    await scheduler.install(JOB);
    expect(await scheduler.installed()).toEqual(scheduler.preview(JOB));
    expect(await scheduler.remove()).toBe(true);
    expect(table()).toBe(after ?? before);
  });

  test('lines that somebody put after ours stay, in their order', async () => {
    const { scheduler, table } = await read('1 1 * * * first\n');
    await scheduler.install(JOB);
    const { scheduler: again, table: changed } = await read(`${table()}2 2 * * * second\n`);
    await again.install({ ...JOB, at: { hour: 1, minute: 0 } });
    await again.remove();
    expect(changed()).toBe('1 1 * * * first\n2 2 * * * second\n');
  });

  test('where somebody deleted the end of ours, nothing of theirs is taken for ours', async () => {
    const { scheduler, table } = await read(undefined);
    await scheduler.install(JOB);
    const broken = `${(table() ?? '').split('\n').slice(0, 2).join('\n')}\n2 2 * * * theirs\n`;
    const { scheduler: again, table: changed } = await read(broken);
    expect(await again.installed()).toBeUndefined();
    expect(await again.remove()).toBe(false);
    await again.install(JOB);
    await again.remove();
    expect(changed()).toBe(broken);
  });

  test.each([
    ['missing', { code: undefined }],
    ['not allowed', { code: 1, stderr: 'You (user) are not allowed to use this program (crontab)' }],
  ])('a crontab that is %s is an error, and nothing is written', async (_, answer) => {
    const { host, calls } = machine('linux', () => answer);
    const scheduler = await chooseScheduler(host, 'cron');
    for (const work of [() => scheduler.install(JOB), () => scheduler.installed(), () => scheduler.remove()])
      await expect(work()).rejects.toMatchObject({ name: 'SchedulerError', scheduler: 'cron' });
    expect(calls.map(({ words }) => words)).toEqual([['-l'], ['-l'], ['-l']]);
  });
});

test('a file of somebody else below the same folder is not touched', async () => {
  const { host, home } = machine('linux');
  const folder = join(home, '.config', 'systemd', 'user');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'backup.timer'), 'mine');
  const scheduler = await chooseScheduler(host, 'systemd');
  await scheduler.install(JOB);
  expect(await scheduler.remove()).toBe(true);
  expect(readdirSync(folder)).toEqual(['backup.timer']);
  expect(existsSync(join(folder, 'partner-renewals.timer'))).toBe(false);
});
