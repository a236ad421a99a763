import { holdings } from '../../src/core/benefit.js';
import { mayAct } from '../../src/core/benefit-act.js';
import { addDays, noonOf } from '../../src/core/day.js';
import { earliestOff, earliestRefund, tooEarly } from '../../src/core/event-day.js';
import { correcting } from '../../src/core/recording.js';
import { money } from '../../src/core/money.js';
import { lastTerm, nextTerm } from '../../src/core/subscription.js';
import { elsewhere, statement } from './elsewhere.js';
import { paidOrder } from './support.js';
import { book, day, offer, policy, programme, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const AD = day('2019-09-01');

describe('D22 the first day on which it can have happened', () => {
  test('that day itself is none too early, and where nobody said it, none is', () => {
    const earliest = { day: BOUGHT, since: 'paid' } as const;
    expect(tooEarly('pack', addDays(BOUGHT, -1), earliest)).toMatchObject({ code: 'DAY_TOO_EARLY', earliest: BOUGHT });
    expect(tooEarly('pack', BOUGHT, earliest)).toBeUndefined();
    expect(tooEarly('pack', undefined, earliest)).toBeUndefined();
    expect(tooEarly('pack', day('0001-01-01'), undefined)).toBeUndefined();
  });

  test('P8 D31 of a refund it is the day of the payment, here and elsewhere, as it was stated last', () => {
    const order = paidOrder(BOUGHT);
    expect(earliestRefund(book({ orders: [order] }), { orderId: order.id })).toEqual({ day: BOUGHT, since: 'paid' });
    const { view, held } = elsewhere('on');
    expect(earliestRefund(view.book, lastTerm(held))).toBeUndefined();
    const said = elsewhere('on', {}, { paidOn: day('2018-09-20') });
    expect(earliestRefund(said.view.book, lastTerm(said.held))).toEqual({ day: '2018-09-20', since: 'paid' });
  });

  test('R12 R15 of automatic renewal it is the start of the first term, then the renewal, also where that is paid ahead', () => {
    const { view, held, order } = elsewhere('on');
    expect(earliestOff(view.book, held)).toEqual({ day: BOUGHT, since: 'started' });
    const term = { ...nextTerm(lastTerm(held), policy(), 1, AD), orderId: 'ord_next' };
    const renewal = (paidOn: string | null) => ({
      ...order,
      id: 'ord_next',
      kind: 'renewal' as const,
      statements: [statement({ term, at: noonOf(day('2019-09-10')), paidOn: paidOn === null ? null : day(paidOn) })],
    });
    const renewed = { ...held, terms: [...held.terms, term] };
    const earliest = (paidOn: string | null) => earliestOff({ recorded: [order, renewal(paidOn)] }, renewed);
    expect(earliest('2019-08-10')).toEqual({ day: '2019-08-10', since: 'renewed' });
    expect(earliest(null)).toEqual({ day: '2019-09-10', since: 'renewed' });
  });

  test('D32 of a benefit it is the first day of its term, and the payment where that came late', () => {
    const benefits = [{ id: 'seats', name: { en: 'Seats' }, kind: 'service' as const, quantity: null }];
    const under = programme({ offers: [offer({ benefits: benefits as never })] });
    const held = subscription(BOUGHT, 2);
    const activating = (paidOn: string, on: string) => {
      const orders = [{ ...paidOrder(day(paidOn)), id: lastTerm(held).orderId }];
      const [seats] = holdings({
        programme: under,
        book: book({ subscriptions: [held], orders }),
        today: day('2019-10-01'),
      });
      if (!seats) throw new Error('nothing is granted');
      return mayAct(seats, { act: 'activated', user: null, on: day(on) });
    };
    expect(activating('2019-08-10', '2019-09-02')).toEqual({ changes: true });
    expect(activating('2019-08-10', '2019-09-01')).toMatchObject({
      refusal: { earliest: '2019-09-02', since: 'given' },
    });
    expect(activating('2019-09-20', '2019-09-19')).toMatchObject({
      refusal: { earliest: '2019-09-20', since: 'paid' },
    });
  });

  test('D26 D31 a correction keeps what was given back possible', () => {
    const paid = { paidOn: day('2018-09-02'), amount: money(47500, 'USD') };
    const { view, order } = elsewhere('on', {}, paid);
    const refund = {
      amount: money(47500, 'USD'),
      on: day('2018-09-10'),
      document: null,
      requestId: 'req_1',
      at: noonOf(day('2018-09-10')),
      by: 'admin',
    };
    const again = (said: object) => correcting(view, { ...order, refund }, { end: null, said });
    for (const said of [
      { amount: money(47499, 'USD') },
      { amount: money(47500, 'EUR') },
      { paidOn: day('2018-09-11') },
    ])
      expect(again(said)).toMatchObject({ refusal: { code: 'RECORD_CONFLICT', refund: { on: '2018-09-10' } } });
    for (const said of [{ amount: money(47501, 'USD') }, { paidOn: day('2018-09-10') }])
      expect(again(said).kind).toBe('writes');
  });
});
