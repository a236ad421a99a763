import { commandOfOffer, commandsOf, earnedCommand, offerOfCommand } from '../../src/core/offer-command.js';
import { openPayments } from '../../src/core/open-payments.js';
import type { Order } from '../../src/core/order.js';
import { withoutIbans } from '../../src/core/iban.js';
import { refund } from '../store/samples.js';
import { paidOrder } from './support.js';
import { day, offer, policy, programme } from './world.js';

const name = { en: 'Any' };
const earned = (id: string, level: string, changes: object = {}) =>
  offer({ id, requires: [{ kind: 'attained', level, name }], ...changes });
const need = (metric: string, atLeast: number) => ({ metric, atLeast });
const level = (of: string, ...needs: readonly object[]) => ({
  level: of,
  paths: [{ id: of, name, needs }],
  source: 's',
  verified: true,
});
const competencies = {
  levels: [
    { id: 'silver', name: { en: 'Silver' } },
    { id: 'gold', name: { en: 'Gold' } },
  ],
  metrics: [
    { id: 'people', name },
    { id: 'points', name },
    { id: 'sum', name, sumOf: ['people', 'points'] },
  ],
  areas: [
    {
      id: 'cloud',
      name,
      levels: [
        level('silver', need('people', 2), need('sum', 9)),
        level('gold', need('people', 4), need('points', 70)),
      ],
    },
    { id: 'data', name, levels: [level('silver', need('people', 1))] },
  ],
} as never;
const pack = offer({ command: 'actionpack' });
const silent = offer({ id: 'silent' });
const sold = programme({
  offers: [
    silent,
    pack,
    earned('silver', 'silver'),
    earned('gold', 'gold', { command: 'level', upgrade: { from: 'silver', discount: 2500 } }),
  ],
  competencies,
});

describe('R5 the commands that a programme names', () => {
  test('are those of its offers, and one for all that is earned', () => {
    const shared = { programme: 'any', automatic: true };
    expect(commandsOf(sold)).toEqual([
      { ...shared, command: 'actionpack', kind: 'offer', names: [pack.name], upgrades: false, sample: null },
      {
        ...shared,
        ...{ command: 'level', kind: 'earned', names: [{ en: 'Silver' }, { en: 'Gold' }], upgrades: true },
        sample: {
          area: 'cloud',
          levels: [
            { level: 'silver', counts: 'people=2' },
            { level: 'gold', counts: 'people=4,points=70' },
          ],
        },
      },
    ]);
    const bare = programme({ offers: [pack], policy: policy({ automaticRenewal: null }) });
    expect(commandsOf(bare)).toMatchObject([{ command: 'actionpack', automatic: false }]);
    expect(commandsOf({ ...sold, offers: [earned('silver', 'silver')] })).toMatchObject([
      { command: 'competency', upgrades: false },
    ]);
  });

  test('lead to one offer and back, and never to what is earned', () => {
    expect([earnedCommand(sold), earnedCommand(programme()), earnedCommand({ ...sold, offers: [] })]).toEqual([
      'level',
      undefined,
      'competency',
    ]);
    expect(['pack', 'silent', 'gold', 'none'].map((id) => commandOfOffer(sold, id))).toEqual([
      'actionpack',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['actionpack', 'level', 'none'].map((word) => offerOfCommand(sold, word)?.id)).toEqual([
      'pack',
      undefined,
      undefined,
    ]);
  });
});

test('G3 what is open is each payment without an answer, what waits for its cardholder, and each refund', () => {
  const paid = paidOrder(day('2026-03-01'));
  const open = (id: string, changes: object): Order =>
    ({ ...paid, id, state: 'placed', attempts: [{ ...paid.attempts[0], state: 'unknown', ...changes }] }) as Order;
  const page = { ref: 'cs_1', url: 'https://pay.example', until: '2026-03-02T12:00:00.000Z' };
  const refunds = (['unknown', 'refused', 'refunded', 'sending'] as const).map((state, index) => ({
    ...refund(index, 1),
    orderId: `ord_${state}`,
    state,
  }));
  const held = { orders: [paid, open('ord_u', {}), open('ord_p', { page })], refunds };
  expect(openPayments(held, day('2026-03-03'))[1]).toEqual({ code: 'PAYMENT_NOT_SETTLED', order: 'ord_p' });
  expect(openPayments(held, day('2026-03-02'))).toEqual([
    { code: 'PAYMENT_NOT_SETTLED', order: 'ord_u' },
    { code: 'PAYMENT_WAITS', order: 'ord_p', offer: 'pack', total: paid.total, until: page.until },
    { code: 'REFUND_NOT_SETTLED', order: 'ord_unknown' },
    { code: 'REFUND_NOT_SETTLED', order: 'ord_sending' },
  ]);
});

// The examples of the registry of IBANs: with an A among their letters, and one whose country is in no list.
test.each([
  ['MT84MALT011000012345MTLCAST001S', 'IBAN'],
  ['from LV80 BANK 0000 4351 9500 1 today', 'from IBAN today'],
  ['MT85MALT011000012345MTLCAST001S', 'MT85MALT011000012345MTLCAST001S'],
  ['ZZ84MALT011000012345MTLCAST001S', 'ZZ84MALT011000012345MTLCAST001S'],
])('D19 %s without what is an account number is %s', (text, rest) => expect(withoutIbans(text)).toBe(rest));
