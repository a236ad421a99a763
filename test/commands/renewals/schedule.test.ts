import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { toolsIn } from '../../../src/scheduler/tool.js';
import { subscriber, type Workplace } from '../../support/in-process.js';
import { jobLogOf, ofFiles } from '../../support/ledgers.js';
import { runPartner } from '../../support/run.js';

const DUE = '2027-11-25';
const crontabOf = (world: Workplace) => readFileSync(join(world.home, 'crontab'), 'utf8');
const warningsOf = async (world: Workplace) =>
  (await world.json('status')).warnings.map((warning: { code: string }) => warning.code);

describe('without a job', () => {
  test('status says that there is none and how to install one, and nothing of a run', async () => {
    const world = await subscriber();
    const { code, stdout } = await world.run('renewals schedule status', { terminal: { stdout: true } });
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(2);
    expect(stdout).toContain('partner renewals schedule install');
    expect(await world.json('renewals schedule status')).toEqual({
      scheduler: 'cron',
      installed: false,
      outdated: false,
      written: [],
      lastRun: null,
    });
  });

  test('where nothing starts jobs it is said that there is none, and what does it instead', async () => {
    const world = await subscriber();
    const bare = { env: { PATH: '/nonexistent' } };
    expect((await world.run('renewals schedule status --json', bare)).json()).toEqual({
      ...{ scheduler: null, installed: false, outdated: false, written: [], lastRun: null },
    });
    const { code, stdout } = await world.run('renewals schedule status', { ...bare, terminal: { stdout: true } });
    expect(code).toBe(0);
    expect(stdout).toContain('There is no scheduler on this machine');
    expect(await world.json('renewals schedule remove --yes', bare)).toMatchObject({ scheduler: null, changed: false });
    const refused = (await world.run('renewals schedule install --yes --json', bare)).error();
    expect(refused).toMatchObject({ code: 'SCHEDULER_FAILED', scheduler: null, try: ['partner help renewals-in-ci'] });
  });

  test('removing none is done already', async () => {
    const world = await subscriber();
    expect(await world.json('renewals schedule remove --yes')).toMatchObject({ installed: false, changed: false });
  });

  test('nobody to ask: the one answer that is missing, with the time that was given', async () => {
    const world = await subscriber();
    const { code, stderr } = await world.run('renewals schedule install --at 06:30');
    expect(code).toBe(2);
    expect(stderr).toContain('partner renewals schedule install --at 06:30 --yes');
    expect(() => crontabOf(world)).toThrow('ENOENT');
  });

  test('a scheduler that this machine does not have is refused politely, and no file stays', async () => {
    const world = await subscriber();
    const before = [...world.files().keys()];
    const asked = await world.run('renewals schedule install --scheduler systemd --yes --json');
    expect(asked.code).toBe(1);
    expect(asked.error()).toMatchObject({ code: 'SCHEDULER_FAILED' });
    expect([...world.files().keys()]).toEqual(before);
  });
});

test('installed, seen, changed and taken away; lines of others stay', async () => {
  const world = await subscriber();
  writeFileSync(join(world.home, 'crontab'), '0 1 * * * mine\n');
  const first = await world.json('renewals schedule install --yes');
  expect(first).toMatchObject({ scheduler: 'cron', installed: true });
  expect(first.written[0].text).toContain('\n15 7 * * * env PARTNER_EVENTS_FILE=');
  await world.run('renewals schedule install --at 06:30 --yes');
  expect(crontabOf(world).match(/renewals run/g)).toHaveLength(1);
  expect(crontabOf(world)).toContain('\n30 6 * * * ');
  await world.after('renewals schedule install --yes');
  expect(crontabOf(world)).toContain('\n30 6 * * * ');
  expect(await world.json('renewals schedule status')).toMatchObject({ installed: true, lastRun: null });
  expect((await world.run('renewals schedule status')).stdout).toContain(crontabOf(world).split('\n')[2]);
  const french = (await world.run('renewals schedule status --lang fr')).stdout;
  expect(french).toContain("s'exécutent chaque jour, lancés par cron.\nLa tâche ne s'est pas encore exécutée.\n");
  expect(await world.json('renewals schedule remove --yes')).toMatchObject({ installed: false, changed: true });
  expect(crontabOf(world)).toBe('0 1 * * * mine\n');
});

test('a job of an earlier version is told of with what writes it again, by its text and by its failure', async () => {
  const world = (await subscriber()).copy({ now: DUE });
  await world.after('renewals schedule install --at 06:30 --yes');
  expect(await world.json('renewals schedule status')).toMatchObject({ installed: true, outdated: false });
  writeFileSync(join(world.home, 'crontab'), crontabOf(world).replace(' --yes', ''));
  expect(await world.json('renewals schedule status')).toMatchObject({ installed: true, outdated: true });
  for (const [lang, said] of [
    ['en', 'The job was written by an earlier version'],
    ['fr', 'La tâche a été écrite par une version antérieure'],
  ] as const) {
    const { stdout } = await world.run(`renewals schedule status --lang ${lang}`);
    expect(stdout).toContain(said);
    expect(stdout).toContain('partner renewals schedule install');
  }
  const env = { PARTNER_EVENTS_FILE: jobLogOf(world.home) };
  expect(crontabOf(world)).toContain(env.PARTNER_EVENTS_FILE);
  expect((await world.run('renewals run --all-accounts --send-reminders --no-input', { env })).code).toBe(2);
  const failing = async () =>
    (await world.json('status')).warnings.find(({ code }: { code: string }) => code === 'JOB_FAILS');
  expect(await failing()).toMatchObject({
    message: expect.stringContaining('(ANSWERS_MISSING), and no run has come to its end since. The job was written by'),
    try: 'partner renewals schedule install',
  });
  expect((await world.run('renewals schedule install --yes', { now: '2027-11-26' })).code).toBe(0);
  expect(await failing()).toBeUndefined();
  expect(await world.json('renewals schedule status')).toMatchObject({ outdated: false });
  expect(crontabOf(world).match(/renewals run/g)).toHaveLength(1);
});

test('where systemd serves the user it is taken first, and says when it runs', async () => {
  const world = await subscriber();
  const tools = join(world.home, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'systemctl'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const env = { PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}` };
  const { code, stdout } = await world.run('renewals schedule install --yes', { env, terminal: { stdout: true } });
  expect(code).toBe(0);
  expect(stdout).toContain('loginctl enable-linger');
  expect(await world.json('renewals schedule status', { env })).toMatchObject({
    scheduler: 'systemd',
    installed: true,
  });
  const units = [...world.files().keys()].filter((file) => file.includes('systemd'));
  expect(units.map((file) => basename(file))).toEqual(['partner-renewals.service', 'partner-renewals.timer']);
  expect(await world.json('renewals schedule remove --yes', { env })).toMatchObject({ changed: true });
});

ofFiles.test(
  'what is written does its work from another folder and in the bare environment of a scheduler',
  async () => {
    const world = await subscriber();
    const folder = join(world.home, "o'neil 100%");
    mkdirSync(folder);
    cpSync(world.ledgerFile, join(folder, 'mine.db'));
    cpSync(world.booksFile, join(folder, 'mine.sandbox.db'));
    const options = { home: world.home, cwd: folder };
    const installed = await runPartner(['renewals', 'schedule', 'install', '--yes', '--database', 'mine.db'], options);
    expect(installed.code).toBe(0);
    const mine = (line: string) => world.run([...line.split(' '), '--database', join(folder, 'mine.db'), '--json']);
    await mine(`clock set ${DUE}`);

    const line = crontabOf(world).split('\n')[1] ?? '';
    const command = line.replace(/^15 7 \* \* \* /, '').replaceAll('\\%', '%');
    const bare = toolsIn({ HOME: world.home, PATH: '/usr/bin:/bin', SHELL: '/bin/sh', LOGNAME: 'ann' });
    const ran = await bare('/bin/sh', ['-c', `cd / && ${command}`]);
    expect(ran).toMatchObject({ code: 0 });
    expect((await mine('renewals schedule status')).json()).toMatchObject({
      lastRun: { asOf: DUE, charged: 1, declined: 0, unknown: 0, skipped: 0 },
    });
    // Each ledger has a log of its own: nothing has run for the usual one.
    expect((await world.json('renewals schedule status')).lastRun).toBeNull();
  },
);

describe('R13 something is due and no job has run', () => {
  const OVERDUE = { now: DUE };

  test('status warns, and names the way to a job', async () => {
    const world = await subscriber();
    expect(await warningsOf(world)).not.toContain('NO_JOB_HAS_RUN');
    const due = world.copy(OVERDUE);
    const { warnings } = await due.json('status');
    const warning = warnings.find(({ code }: { code: string }) => code === 'NO_JOB_HAS_RUN');
    expect(warning).toMatchObject({ try: 'partner renewals schedule install' });
  });

  test('a run before the day of the charge is not one since', async () => {
    const world = (await subscriber()).copy(OVERDUE);
    const log = jobLogOf(world.home);
    const run = (asOf: string) =>
      `${JSON.stringify({ type: 'renewals-run', at: `${asOf}T07:15:00.000Z`, asOf, charged: 0, declined: 0, unknown: 0, skipped: 0 })}\n`;
    writeFileSync(log, run('2027-11-21'));
    expect(await warningsOf(world)).toContain('NO_JOB_HAS_RUN');
    expect((await world.run('status')).stdout).toContain('2027-11-21');
    writeFileSync(log, run('2027-11-22'));
    expect(await warningsOf(world)).not.toContain('NO_JOB_HAS_RUN');
  });
});
