import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { guarded } from '../../src/io/prompter.js';
import { Holding, uninterrupted } from '../../src/io/signals.js';

const WORK = join(packageRoot(), 'build/test/io/programs/work.js');

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [WORK], { env: { PATH: process.env['PATH'], ...env } });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const says = async (line: string) => {
    while (!said.includes(`${line}\n`)) await once(child.stdout, 'data');
  };
  return { child, says, said: () => said, ended: ended(child) };
}

async function ended(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? code ?? -1;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'G11 %s waits for the payment, is told once, and works again afterwards',
  async (signal) => {
    const { child, says, said, ended: end } = start();
    await says('working');
    child.kill(signal);
    await says('held');
    child.kill(signal);
    await says('paid');
    child.kill(signal);
    expect(await end).toBe(signal);
    expect(said()).toBe('working\nheld\npaid\n');
  },
);

test('G11 a failure passes through, and the listeners are gone', async () => {
  const before = process.listenerCount('SIGINT');
  const failing = uninterrupted(
    () => Promise.reject(new Error('no')),
    () => {},
    process,
  );
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await expect(failing).rejects.toThrow('no');
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('G11 what is written holds the process; whoever asked it to end is asked nothing any more', async () => {
  const signals = new EventEmitter();
  const holding = new Holding(signals);
  const prompter = guarded(
    {
      choose: ({ choices }) => Promise.resolve(choices[0]?.value ?? ('' as never)),
      text: () => Promise.resolve('typed'),
    },
    { wrong: () => undefined, isLeaving: () => holding.isAsked },
  );
  const ask = () => prompter.text({ message: 'Company', check: () => undefined });
  await expect(ask()).resolves.toBe('typed');
  expect(signals.emit('SIGTERM')).toBe(true);
  await expect(ask()).rejects.toMatchObject({ problem: { code: 'CANCELLED' } });
  holding.letGo();
  expect(signals.emit('SIGTERM')).toBe(false);
});

test.each([
  ['before', ''],
  ['middle', 'working\n'],
])('G2 the failpoint %s ends the process like a power cut', async (name, reached) => {
  const { said, ended: end } = start({ PARTNER_FAILPOINT: name });
  expect(await end).toBe('SIGKILL');
  expect(said()).toBe(reached);
});

test('G2 an unknown or empty failpoint does nothing', async () => {
  const { child, says } = start({ PARTNER_FAILPOINT: 'elsewhere' });
  await says('paid');
  child.kill('SIGKILL');
});
