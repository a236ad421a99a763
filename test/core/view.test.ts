import { under, viewAt } from '../../src/core/view.js';
import { noonOf } from '../../src/core/day.js';
import { book, day, programme, subscription } from './world.js';

const [own, other, third] = ['any', 'other', 'third'].map((id) => programme({ id }));
const BOUGHT = day('2018-09-01');
if (!own || !other || !third) throw new Error('no programmes');

test('D34 what was bought in another programme keeps the rules of that one, and the others stay at hand', () => {
  const seen = viewAt({ programme: own, others: [other, third] }, book(), noonOf(BOUGHT));
  expect(seen.today).toBe(BOUGHT);
  expect(under(seen, subscription(BOUGHT))).toBe(seen);
  expect(under(seen, undefined)).toBe(seen);
  expect(under(seen, { programme: 'unknown' })).toBe(seen);
  const there = under(seen, { programme: 'other' });
  expect(there).toMatchObject({ programme: { id: 'other' }, book: seen.book, today: BOUGHT });
  expect(there.others?.map(({ id }) => id)).toEqual(['any', 'third']);
  // And the way back.
  expect(under(there, { programme: 'any' }).programme.id).toBe('any');
  const twice = viewAt({ programme: own, others: [own, other] }, book(), noonOf(BOUGHT));
  expect(under(twice, subscription(BOUGHT))).toBe(twice);
  expect(viewAt(own, book(), noonOf(BOUGHT))).not.toHaveProperty('others');
});
