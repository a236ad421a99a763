import { applied } from '../../src/core/applied.js';
import { noonOf } from '../../src/core/day.js';
import { NOTHING_SAID, recording } from '../../src/core/recording.js';
import type { RecordedOrder } from '../../src/core/recorded-order.js';
import { elsewhere } from './elsewhere.js';
import { day } from './world.js';

const END = day('2019-09-01');

describe('D24 a record invents no automatic renewal', () => {
  const after = (before: 'on' | 'off' | 'unknown', said: typeof NOTHING_SAID.renewal, changed = {}) => {
    const { view: seen, held } = elsewhere(before, changed);
    const comes = recording({ ...seen, today: END }, held, { end: null, said: { ...NOTHING_SAID, renewal: said } });
    return comes.kind === 'writes' ? comes.facts.renewal : comes.kind;
  };

  test.each([
    { before: 'on', said: null, then: 'on' },
    { before: 'unknown', said: null, then: 'unknown' },
    { before: 'off', said: null, then: 'unknown' },
    { before: 'off', said: 'on', then: 'on' },
    { before: 'on', said: 'off', then: 'off' },
  ] as const)('$before before, and $said said: $then', ({ before, said, then }) => {
    expect(after(before, said)).toBe(then);
  });

  test('R15 on, and turned off since: nobody knows what it is after the renewal', () => {
    const { view: seen, held } = elsewhere('on');
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(END), by: 'admin' }] };
    const comes = recording({ ...seen, today: END }, off, { end: null, said: NOTHING_SAID });
    expect(comes).toMatchObject({ kind: 'writes', facts: { renewal: 'unknown' } });
  });

  test('a programme without it: off', () => {
    expect(after('off', null, { automaticRenewal: null })).toBe('off');
    expect(after('on', null, { automaticRenewal: null })).toBe('off');
  });

  test.each(['on', 'off', 'unknown'] as const)(
    'D25 recorded as %s, the same without saying it is the same',
    (renewal) => {
      const { view: seen, held, order } = elsewhere('off');
      const said = { ...NOTHING_SAID, invoice: 'E1', paidOn: END };
      const comes = recording({ ...seen, today: END }, held, { end: null, said: { ...said, renewal } });
      if (comes.kind !== 'writes') throw new Error(comes.kind);
      const stated = { ...comes.facts, number: 0, term: comes.term, reason: null, at: noonOf(END), by: 'admin' };
      const next: RecordedOrder = { ...order, id: 'ord_renewal', kind: 'renewal', statements: [stated] };
      const book = applied(seen.book, { kind: 'order-recorded', order: next });
      const [now] = book.subscriptions;
      expect(now && recording({ ...seen, today: END, book }, now, { end: null, said })).toMatchObject({
        kind: 'unchanged',
      });
    },
  );
});
