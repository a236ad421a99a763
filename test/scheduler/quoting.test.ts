import { readFileSync } from 'node:fs';
import { chooseScheduler } from '../../src/scheduler/choose.js';
import type { SchedulerName } from '../../src/scheduler/scheduler.js';
import { toolsIn } from '../../src/scheduler/tool.js';
import { JOB, machine } from './machine.js';

const [NAME, LOG] = ['PARTNER_EVENTS_FILE', JOB.environment['PARTNER_EVENTS_FILE'] ?? ''];

async function preview(name: SchedulerName, job = JOB) {
  return (await chooseScheduler(machine('linux').host, name)).preview(job).map(({ text }) => text);
}

describe('systemd', () => {
  test('every word is one word of the unit file, with nothing left to be put in its place', async () => {
    const [service = '', timer = ''] = await preview('systemd');
    const line = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(service)?.[1] ?? '';
    const words = unitWords(line('ExecStart'));
    // systemd.service(5): in what comes after the program, a dollar sign that stands for itself is doubled.
    expect(words.slice(1).some((word) => /(?<!\$)\$(\$\$)*(?!\$)/.test(word))).toBe(false);
    expect(words.map((word, index) => (index === 0 ? word : word.replaceAll('$$', '$')))).toEqual(JOB.command);
    // systemd.exec(5): here it has no meaning.
    expect(unitWords(line('Environment'))).toEqual([`${NAME}=${LOG}`]);
    expect(timer).toContain('\nOnCalendar=*-*-* 06:05:00\n');
    expect(timer).toContain('\nPersistent=true\n');
  });

  test('a dollar sign in the path of the program stands for itself', async () => {
    const [service] = await preview('systemd', { ...JOB, command: ['/opt/$node', 'a$b'] });
    expect(service).toContain('\nExecStart="/opt/$node" "a$$b"\n');
  });
});

/** As systemd.syntax(7) reads words in double quotes; `%` has to be doubled (systemd.unit(5)). */
function unitWords(line: string): readonly string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\["\\])*)"(?: |$)/g)];
  expect(words.map(([whole]) => whole).join('')).toBe(line);
  return words.map(([, inner = '']) => {
    expect(inner.replaceAll('%%', '')).not.toContain('%');
    return inner.replaceAll('%%', '%').replace(/\\(.)/g, '$1');
  });
}

describe('cron', () => {
  test('sh reads the same words, in the same environment, and cron finds no bare percent sign', async () => {
    const [text = ''] = await preview('cron');
    const line = text.split('\n')[1] ?? '';
    expect(line).not.toMatch(/(?<!\\)%/);
    const script = `require('node:fs').writeSync(1, JSON.stringify([process.env.${NAME}, ...process.argv.slice(1)]))`;
    const command = line.replace('5 6 * * * env ', 'env ').replaceAll('\\%', '%');
    const [, rest = ''] = command.split(' /opt/node ');
    const assignment = command.slice(0, command.indexOf(' /opt/node '));
    const shell = `${assignment} '${process.execPath}' -e "${script}" ${rest}`;
    const { stdout, stderr } = await toolsIn(process.env)('/bin/sh', ['-c', shell]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([LOG, ...JOB.command.slice(1)]);
  });
});

test('launchd: texts of the property list', async () => {
  const [text = ''] = await preview('launchd');
  expect(texts(text, 'string')).toEqual(['partner.renewals', ...JOB.command, LOG]);
  expect(texts(text, 'key')).toContain(NAME);
});

test('Windows: the arguments of the task, in the encoding that schtasks reads', async () => {
  const { host } = machine('win32');
  const scheduler = await chooseScheduler(host, undefined);
  await scheduler.install(JOB);
  const [written] = scheduler.preview(JOB);
  const bytes = readFileSync(written?.place ?? '');
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  const text = bytes.subarray(2).toString('utf16le');
  expect(text).toBe(written?.text);
  expect(text.startsWith('<?xml version="1.0" encoding="UTF-16"?>\n')).toBe(true);
  const command = JOB.command.map((word) => `"${word}"`).join(' ');
  expect(texts(text, 'Arguments')).toEqual([`/d /c "set "${NAME}=${LOG}" && ${command}"`]);
});

/** The texts of all elements of a name, as an XML reader has them; a bare `<` or `&` inside would be no XML. */
function texts(xml: string, element: string): readonly string[] {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, inner = '']) => {
    expect(inner).not.toMatch(/<|&(?!(amp|lt|gt|quot|apos);)/);
    return inner.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
  });
}

describe.each<SchedulerName>(['systemd', 'cron', 'launchd', 'task-scheduler'])('%s', (name) => {
  test.each(['\n* * * * * rm -rf ~', '\r', '\u0000', '\u001B[2J'])('no path may hold %j', async (text) => {
    const { host, calls } = machine('linux');
    const scheduler = await chooseScheduler(host, name);
    const job = { ...JOB, command: [...JOB.command, `/data/${text}`] };
    expect(() => scheduler.preview(job)).toThrow(expect.objectContaining({ name: 'SchedulerError', scheduler: name }));
    await expect(scheduler.install(job)).rejects.toMatchObject({ name: 'SchedulerError', scheduler: name });
    expect(calls).toEqual([]);
  });
});
