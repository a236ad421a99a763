import { randomBytes } from 'node:crypto';
import { makeIds } from '../../src/env/ids.js';
import { machineName, type Kernel } from '../../src/files/process-start.js';

const HERE: Kernel = { bootId: () => '0d3f9a52-77aa\n', processes: () => 'pid:[4026531836]' };

function ids(kernel: Kernel, pid: number, alive: readonly number[]) {
  const kill = (asked: number) => {
    if (!alive.includes(asked)) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  };
  return makeIds({
    host: machineName('mill', kernel),
    pid,
    random: Math.random,
    secretBytes: randomBytes,
    kill,
    startOf: String,
  });
}

test('G1 a process that has ended here is known to be gone', () =>
  expect(ids(HERE, 1, [1]).isGone(ids(HERE, 2, [2]).process)).toBe(true));

test.each<[string, Partial<Kernel>]>([
  ['another container', { processes: () => 'pid:[4026532999]' }],
  ['another machine of the same name, or another start of this one', { bootId: () => '9e1c44b0-1234\n' }],
])('G1 whether one of %s still runs, nobody can know here', (_, other) => {
  const name = ids({ ...HERE, ...other }, 2, [2]).process;
  expect([ids(HERE, 1, [1]).isGone(name), ids(HERE, 1, [1, 2]).isRunning(name)]).toEqual([false, false]);
});

test('where the system is silent, the host name is all there is', () => {
  const silent = () => {
    throw new Error('ENOENT');
  };
  expect(machineName('mill', { bootId: silent, processes: silent })).toBe('mill');
});

test('this machine has the same name at every look', () => expect(machineName()).toBe(machineName()));
