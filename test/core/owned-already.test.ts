import { anniversary, noonOf } from '../../src/core/day.js';
import { adopting, NOTHING_SAID } from '../../src/core/recording.js';
import type { Subscription } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { book, day, offer, policy, programme, subscription, view } from './world.js';

const TODAY = day('2026-11-22');
const END = day('2019-09-01');

test('D8 I10 what is owned already is not brought in a second time', () => {
  const { view: seen } = elsewhere('on');
  const again = (end: string) =>
    adopting(
      { ...seen, programme: programme({ policy: policy() }) },
      { offer: offer(), anniversary: day(end), said: NOTHING_SAID, activated: [] },
    );
  expect(again('2019-12-01')).toMatchObject({ refusal: { code: 'RECORD_CONFLICT', by: null } });
  // What ran before has ended by then.
  const late = { ...seen, today: TODAY };
  const then = (end: string) =>
    adopting(late, { offer: offer(), anniversary: day(end), said: { ...NOTHING_SAID, renewal: 'on' }, activated: [] });
  expect(then('2020-09-01')).toMatchObject({ refusal: { code: 'RECORD_CONFLICT' } });
  expect(then('2020-09-02').kind).toBe('writes');
});

test('D8 I10 a new term that begins once the old one has ended is another: cancelled, superseded', () => {
  const { view: seen } = elsewhere('on');
  const ended = (how: Partial<Subscription>, starts: string) => {
    const subscriptions = seen.book.subscriptions.map((held) => ({ ...held, ...how }));
    const said = { ...NOTHING_SAID, renewal: 'on', started: day(starts) } as const;
    const later = { ...seen, today: day('2018-12-01'), book: { ...seen.book, subscriptions } };
    return adopting(later, { offer: offer(), anniversary: anniversary(day(starts), 1), said, activated: [] });
  };
  const cancelled = { requestId: 'req_1', from: day('2018-11-05'), at: noonOf(day('2018-11-05')), by: 'a@b.example' };
  const superseded = { on: day('2018-11-05'), by: 'gold' };
  for (const how of [{ cancelled }, { superseded }]) {
    expect(ended(how, '2018-11-05').kind).toBe('writes');
    expect(ended(how, '2018-11-04')).toMatchObject({ refusal: { code: 'RECORD_CONFLICT' } });
  }
  // It runs on until then.
  expect(ended({ cancelled: { ...cancelled, from: day('2018-12-02') } }, '2018-12-05').kind).toBe('refused');
});

test('D8 I10 what was bought here is not brought in beside it', () => {
  const owned = subscription(day('2018-09-01'));
  const seen = { ...view(day('2018-10-01')), book: book({ subscriptions: [owned] }) };
  const wish = { offer: offer(), anniversary: END, said: NOTHING_SAID, activated: [] };
  expect(adopting(seen, wish)).toEqual({
    kind: 'refused',
    refusal: expect.objectContaining({
      code: 'ALREADY_SUBSCRIBED',
      offer: 'pack',
      owned: 'sub_1',
      anniversary: '2019-09-01',
      opens: '2019-06-03',
      closes: '2019-10-01',
      renewable: false,
    }) as unknown,
  });
  expect(adopting(seen, { ...wish, offer: offer({ id: 'other' }) }).kind).toBe('writes');
});
