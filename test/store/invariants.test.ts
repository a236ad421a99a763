import { noonOf } from '../../src/core/day.js';
import type { Subscription } from '../../src/core/subscription.js';
import { brokenInvariants } from '../../src/store/invariants.js';
import { book, day, subscription } from '../core/world.js';

const OVERLAP = 'It began while another one of the same offer was running (I10).';

/** Whether a second subscription of the offer, from this day on, is told to overlap with the first. */
function overlaps(first: Partial<Subscription>, from: string, second: Partial<Subscription> = {}): boolean {
  const earlier = subscription(day('2018-09-01'), 1, first);
  const later = subscription(day(from), 1, { id: 'sub_2', enrolment: 1, ...second });
  return brokenInvariants(book({ subscriptions: [earlier, later] })).some(({ problem }) => problem === OVERLAP);
}

const cancelled = (from: string) => ({
  cancelled: { requestId: 'req_1', from: day(from), at: noonOf(day(from)), by: 'admin@contoso.example' },
});

test.each<[string, Partial<Subscription>, string, boolean]>([
  ['to its anniversary date', {}, '2019-09-01', true],
  ['and not after it', {}, '2019-09-02', false],
  ['cancelled, to the day before', cancelled('2018-10-01'), '2018-09-30', true],
  ['cancelled, not on the first day without it', cancelled('2018-10-01'), '2018-10-01', false],
  ['superseded, to the day before', { superseded: { on: day('2018-11-05'), by: 'sub_9' } }, '2018-11-04', true],
  ['superseded, not on that day', { superseded: { on: day('2018-11-05'), by: 'sub_9' } }, '2018-11-05', false],
])('I10 a subscription runs %s', (_, first, from, expected) => {
  expect(overlaps(first, from)).toBe(expected);
  expect(overlaps(first, from, { offer: 'another' })).toBe(false);
});
