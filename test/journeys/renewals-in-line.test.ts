import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../src/core/day.js';
import { inLine } from '../../src/journeys/renewals-run.js';
import type { Gateway, Found } from '../../src/payments/gateway.js';

const NOTHING: Found = { kind: 'found', charges: [], pages: [], declines: [] };
const request = (key: string) => ({
  key,
  reference: key,
  amount: { amount: 1, currency: 'EUR' },
  gatewayRef: 'pm',
  at: '' as Instant,
});

/** Answers when it is told to, and remembers what it was asked and how much of it at once. */
function slowGateway() {
  const asked: string[] = [];
  const open: (() => void)[] = [];
  const most = { atOnce: 0 };
  const answer = <T>(name: string, value: T) =>
    new Promise<T>((resolve) => {
      asked.push(name);
      most.atOnce = Math.max(
        most.atOnce,
        open.push(() => resolve(value)),
      );
    });
  const gateway = {
    find: (reference: string) => answer(`find ${reference}`, NOTHING),
    charge: ({ key }: { key: string }) =>
      key === 'bad'
        ? Promise.reject(new Error('cut'))
        : answer(`charge ${key}`, { kind: 'succeeded', chargeId: key } as const),
  } as unknown as Gateway;
  return { gateway, asked, most, open };
}

test.each([
  [0, 1],
  [1, 1],
  [3, 3],
])(
  'of %i at once no more than %i are asked, in the order of asking, and everybody gets an answer',
  async (said, many) => {
    const { gateway, asked, most, open } = slowGateway();
    const line = inLine(gateway, said);
    const noCard = async () => '';
    const names = Array.from({ length: 10 }, (_, index) => `r${index}`);
    const answers = Promise.all(names.map((name) => line.find(name, noCard)));
    for (let given = 0; given < names.length; given += 1) {
      await setImmediate();
      open.shift()?.();
    }
    expect(await answers).toHaveLength(10);
    expect(most.atOnce).toBe(many);
    expect(asked).toEqual(names.map((name) => `find ${name}`));
  },
);

test('a question that fails gives its place to the next', async () => {
  const { gateway, asked, open } = slowGateway();
  const line = inLine(gateway, 1);
  const failed = line.charge(request('bad'));
  const after = line.charge(request('good'));
  await expect(failed).rejects.toThrow('cut');
  await setImmediate();
  open.shift()?.();
  expect(await after).toEqual({ kind: 'succeeded', chargeId: 'good' });
  expect(asked).toEqual(['charge good']);
});
