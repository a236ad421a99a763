import { jest } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { painter } from '../../src/io/colour.js';
import { type Report, busy, type ProgressSurface } from '../../src/io/progress.js';

const MINUTE = 60_000;

function surface(kind: ProgressSurface['kind']) {
  const stream = new PassThrough();
  const timeLeft = (minutes: number) => `${minutes} min left`;
  return { kind, stream, timeLeft, paint: painter({}, {}, 'never'), said: () => String(stream.read() ?? '') };
}

/** Work that reports and ends when it is told to. */
function slowly() {
  const told: { report: Report; end: () => void; fail: (error: Error) => void } = {
    report: () => {},
    end: () => {},
    fail: () => {},
  };
  const work = (report: Report) =>
    new Promise<string>((resolve, reject) => {
      Object.assign(told, { report, end: () => resolve('done'), fail: reject });
    });
  return { work, told };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('off a terminal, where a log is kept', () => {
  test('F8 long work says the newest report once a minute, a line each', async () => {
    const log = surface('log');
    const { work, told } = slowly();
    const working = busy('Renewing', work, log);
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(log.said()).toBe('Renewing\n');
    told.report('10 of 1,000');
    told.report('412 of 1,000', 1 / 3);
    expect(log.said()).toBe('');
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(log.said()).toBe('412 of 1,000   2 min left\n');
    told.end();
    expect(await working).toBe('done');
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    expect(log.said()).toBe('');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('F8 how long it still takes is foretold once a hundredth of it is done', async () => {
    const log = surface('log');
    const { work, told } = slowly();
    const working = busy('Making up', work, log);
    for (const [share, left] of [
      [0.0002, ''],
      [0.02, '   49 min left'],
    ] as const) {
      told.report('3 of many', share);
      await jest.advanceTimersByTimeAsync(MINUTE);
      expect(log.said()).toMatch(new RegExp(`of many${left}\n$`));
    }
    told.end();
    await working;
  });

  test('work that takes less says nothing', async () => {
    const log = surface('log');
    const { work, told } = slowly();
    const working = busy('Renewing', work, log);
    await jest.advanceTimersByTimeAsync(MINUTE - 1);
    told.end();
    await working;
    expect(log.said()).toBe('');
  });

  test('work that fails fails with its own error, and no timer stays', async () => {
    const log = surface('log');
    const { work, told } = slowly();
    const working = busy('Renewing', work, log);
    told.fail(new Error('disk full'));
    await expect(working).rejects.toThrow('disk full');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('a report is one harmless line', async () => {
    const log = surface('log');
    const { work, told } = slowly();
    const working = busy('Renewing', work, log);
    told.report('a\u001B[2Jb\nc');
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(log.said()).toBe('ab c\n');
    told.end();
    await working;
  });
});

test('where a line cannot be redrawn, the work is named once', async () => {
  const plain = surface('line');
  const { work, told } = slowly();
  const working = busy('Renewing', work, plain);
  await jest.advanceTimersByTimeAsync(300);
  told.report('10 of 1,000');
  await jest.advanceTimersByTimeAsync(5 * MINUTE);
  expect(plain.said()).toBe('Renewing\n');
  told.end();
  await working;
});

test('where nobody wants it, nothing is said', async () => {
  const none = surface('none');
  const { work, told } = slowly();
  const working = busy('Renewing', work, none);
  told.report('10 of 1,000');
  await jest.advanceTimersByTimeAsync(5 * MINUTE);
  told.end();
  await working;
  expect(none.said()).toBe('');
});
