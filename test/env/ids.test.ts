import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Instant } from '../../src/core/day.js';
import { makeIds, type IdParts } from '../../src/env/ids.js';
import { startOf } from '../../src/files/process-start.js';

const at = '2027-11-22T14:03:00.000Z' as Instant;

function ids(parts: Partial<IdParts> = {}) {
  return makeIds({
    host: 'mill',
    pid: process.pid,
    random: Math.random,
    secretBytes: randomBytes,
    kill: process.kill.bind(process),
    ...parts,
  });
}

test('G25 an id is its prefix and a ULID of the given moment and chance', () => {
  const fixed = ids({ random: () => 0.5 });
  expect(fixed.next('ord', at)).toMatch(/^ord_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(fixed.next('ord', at)).toBe(fixed.next('ord', at));
  const later = ids().next('att', '2027-11-22T14:03:00.001Z' as Instant);
  expect(later > ids().next('att', at)).toBe(true);
  expect(ids().next('sub', at)).not.toBe(ids().next('sub', at));
});

test.each([
  '0001-01-01T00:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
  '2038-01-19T03:14:08.000Z',
  '9999-12-31T23:59:59.999Z',
])('G15 the clock may say %s', (moment) => expect(ids().next('acc', moment as Instant)).toHaveLength(30));

test('a new ledger gets a name of its own', () => {
  expect(ids().installation(at)).not.toBe(ids().installation(at));
});

test('this process knows itself as alive', () => expect(ids().isGone(ids().process)).toBe(false));

test('a process that has ended is gone, one that runs is not', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const name = ids({ pid: child.pid ?? 0 }).process;
  expect([ids().isGone(name), ids().isRunning(name)]).toEqual([false, true]);
  // Nobody can tell from another machine.
  expect([ids({ host: 'windmill' }).isGone(name), ids({ host: 'windmill' }).isRunning(name)]).toEqual([false, false]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect([ids().isGone(name), ids().isRunning(name)]).toEqual([true, false]);
});

(existsSync('/proc/self/stat') ? test : test.skip)(
  'a process id given out again is not the process that had it',
  () => {
    expect(startOf(process.pid)).toMatch(/^\d+$/);
    expect(ids().process).toBe(`mill#${process.pid}#${startOf(process.pid)}`);
    expect(ids().isGone(`mill#${process.pid}#1`)).toBe(true);
  },
);

test('where the start of a process is not known, a living id is enough', () => {
  const blind = ids({ startOf: () => undefined });
  expect(blind.process).toBe(`mill#${process.pid}`);
  expect(blind.isGone(`mill#${process.pid}#1`)).toBe(false);
  expect(ids().isGone(`mill#${process.pid}`)).toBe(false);
});

test("another machine's process, another user's and a name of another form are never called gone", () => {
  const dead = () => {
    throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  };
  const foreign = () => {
    throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
  };
  expect(ids({ kill: dead }).isGone('mill#4711')).toBe(true);
  expect(ids({ kill: dead }).isGone('windmill#4711')).toBe(false);
  expect(ids({ kill: dead }).isGone('mill')).toBe(false);
  expect(ids({ kill: dead }).isGone('mill#0')).toBe(false);
  expect(ids({ kill: foreign }).isGone('mill#4711')).toBe(false);
});
