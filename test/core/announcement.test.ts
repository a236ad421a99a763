import { announcement, renewalChanges } from '../../src/core/announcement.js';
import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import type { Order } from '../../src/core/order.js';
import type { Programme } from '../../src/core/programme.js';
import type { Plan } from '../../src/core/plan.js';
import { lastTerm, nextTerm } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import {
  account,
  benefitRecord,
  book,
  card,
  day,
  offer,
  policy,
  price,
  programme,
  subscription,
  view,
} from './world.js';

const held = subscription(day('2027-03-01'));
const AD = lastTerm(held).end;
const BEFORE = addDays(AD, -15);

/** Only what an announcement looks at. */
const paid = (amount: number) =>
  ({ id: lastTerm(held).orderId, total: money(amount, 'USD'), attempts: [], paidAt: null }) as unknown as Order;

function said(today: Day, changes: { book?: Partial<Book>; programme?: Partial<Programme>; held?: typeof held } = {}) {
  const of = changes.held ?? held;
  const world = {
    ...view(today, { programme: programme(changes.programme) }),
    book: book({ subscriptions: [of], orders: [paid(47500)], ...changes.book }),
  };
  return announcement(world, of);
}

describe('R16 what is said of the coming renewal', () => {
  test('R16 it charges by itself: when, and which card', () => {
    expect(said(BEFORE)?.renewal).toEqual({ kind: 'charge', on: AD, card: card() });
    expect(said(AD)?.renewal).toMatchObject({ kind: 'charge', on: AD });
  });

  test('D7 a card that expires before the charge, or none', () => {
    const short = card({ expMonth: 2, expYear: 2028 });
    expect(said(BEFORE, { book: { paymentMethods: [short] } })?.renewal).toEqual({
      ...{ kind: 'unpaid', on: AD, card: short },
      expires: '2028-02-29',
    });
    expect(said(BEFORE, { book: { paymentMethods: [card({ expMonth: 3, expYear: 2028 })] } })?.renewal).toMatchObject({
      kind: 'charge',
    });
    const none = { kind: 'unpaid', on: AD, card: null, expires: null };
    expect(said(BEFORE, { book: { paymentMethods: [] } })?.renewal).toEqual(none);
  });

  test('P12 it should have charged and did not', () => {
    expect(said(addDays(AD, 23))?.renewal).toEqual({ kind: 'overdue', since: AD, card: card() });
  });

  test('R13 it should have renewed by itself, and came to an end instead', () => {
    expect(said(addDays(AD, 31))?.renewal).toEqual({ kind: 'overdue', since: AD, card: null });
  });

  test('R16 turned off, or not offered: by hand', () => {
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(BEFORE), by: 'admin' }] };
    expect(said(BEFORE, { held: off })?.renewal).toEqual({ kind: 'by-hand', turnedOff: true });
    expect(said(BEFORE, { programme: { policy: policy({ automaticRenewal: null }) } })?.renewal).toEqual({
      kind: 'by-hand',
      turnedOff: false,
    });
  });

  test('R16 nothing is said of what has expired or is not sold any more', () => {
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(BEFORE), by: 'admin' }] };
    expect(said(addDays(AD, 31), { held: off })).toBeUndefined();
    expect(said(addDays(AD, 31 + 366))).toBeUndefined();
    expect(said(AD, { programme: { offers: [] } })).toBeUndefined();
  });
});

describe('D16 old and new price', () => {
  const rising = { offers: [offer({ prices: [price(), price({ from: AD, amount: 50000 })] })] };

  test('D16 the price is that of the charge day, beside what was paid', () => {
    expect(said(BEFORE)?.price).toEqual({
      on: AD,
      amount: money(47500, 'USD'),
      paid: money(47500, 'USD'),
      changes: false,
    });
    expect(said(BEFORE, { programme: rising })?.price).toEqual({
      on: AD,
      amount: money(50000, 'USD'),
      paid: money(47500, 'USD'),
      changes: true,
    });
  });

  test('D16 by hand it is that of today, or of the first day on which somebody could pay', () => {
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(BEFORE), by: 'admin' }] };
    expect(said(BEFORE, { held: off, programme: rising })?.price).toMatchObject({ on: BEFORE, changes: false });
    const late = { ...rising, policy: policy({ automaticRenewal: null, renewalWindow: { opens: 0, closes: 30 } }) };
    expect(said(BEFORE, { programme: late })?.price).toMatchObject({ on: AD, changes: true });
  });

  test('D15 tax counts where it is known, and nothing is guessed where a price is not', () => {
    const taxes = [{ country: 'FR', rate: 2000, name: 'TVA', from: day('2014-01-01'), source: 'law' }];
    expect(said(BEFORE, { programme: { taxes } })?.price).toMatchObject({ amount: money(57000, 'USD'), changes: true });
    const unknown = { offers: [offer({ prices: [price({ country: 'US' })] })] };
    expect(said(BEFORE, { programme: unknown })?.price).toMatchObject({ amount: null, changes: false });
    expect(said(BEFORE, { book: { orders: [] } })?.price).toMatchObject({ paid: null, changes: false });
  });
});

test('D27 what was paid elsewhere in another currency than the programme lists neither rises nor falls', () => {
  const { view, held: owned } = elsewhere('on', {}, { amount: money(43000, 'EUR') });
  expect(announcement(view, owned)?.price).toMatchObject({
    amount: money(43000, 'EUR'),
    paid: money(43000, 'EUR'),
    changes: false,
  });
  const listed = elsewhere('on', {}, { amount: money(43000, 'USD') });
  expect(announcement(listed.view, listed.held)?.price).toMatchObject({ amount: money(47500, 'USD'), changes: true });
});

describe('D16 benefits that change', () => {
  const name = (text: string) => ({ en: text });
  const seats = { id: 'seats', kind: 'licence', name: name('Seats') } as const;

  test('D16 nothing is said where the catalogue dates nothing', () => {
    expect(
      said(BEFORE, { programme: { offers: [offer({ benefits: [{ ...seats, quantity: 5 }] })] } })?.benefits,
    ).toEqual([]);
  });

  test('D16 what comes, goes and changes between the start of the running term and that of the coming one', () => {
    const benefits = [
      { ...seats, quantity: 5, until: addDays(AD, -1) },
      { ...seats, quantity: 3, from: AD },
      { id: 'old', kind: 'service', name: name('Old'), until: BEFORE } as const,
      { id: 'new', kind: 'service', name: name('New'), from: BEFORE } as const,
      { id: 'later', kind: 'service', name: name('Later'), from: addDays(AD, 1) } as const,
      { id: 'gone', kind: 'service', name: name('Gone'), until: addDays(lastTerm(held).start, -1) } as const,
    ];
    const changes = said(BEFORE, { programme: { offers: [offer({ benefits })] } })?.benefits;
    expect(
      changes?.map((change) => [
        change.kind,
        'before' in change ? change.before.quantity : null,
        'after' in change ? change.after.id : null,
      ]),
    ).toEqual([
      ['changed', 5, 'seats'],
      ['removed', undefined, null],
      ['added', null, 'new'],
    ]);
  });
});

describe('D16, D21, D34 what a reminder says beside the day', () => {
  const END = day('2019-09-01');
  const saidElsewhere = (today: Day, ...of: Parameters<typeof elsewhere>) => {
    const { view: seen, held: bought } = elsewhere(...of);
    return announcement({ ...seen, today }, bought);
  };

  test('D7 a card is good on the last day of its month, and a charge on that day is made', () => {
    const bought = subscription(day('2027-03-31'));
    const expires = (expMonth: number) => {
      const paymentMethods = [card({ expMonth, expYear: 2028 })];
      return said(BEFORE, { held: bought, book: { paymentMethods } })?.renewal;
    };
    expect(expires(3)).toMatchObject({ kind: 'charge', on: '2028-03-31' });
    expect(expires(2)).toMatchObject({ kind: 'unpaid', expires: '2028-02-29' });
  });

  test('D34 the programme that follows is named, and not of what was left behind', () => {
    const succeededBy = 'later-2027';
    expect(said(BEFORE)?.succeededBy).toBeNull();
    expect(said(BEFORE, { programme: { succeededBy } })?.succeededBy).toBe(succeededBy);
    const left = { account: account({ programme: 'another' }) };
    expect(said(BEFORE, { programme: { succeededBy }, book: left })).toMatchObject({
      renewal: { kind: 'left', to: 'another' },
      succeededBy: null,
    });
  });

  test('D24, D29, D30 of what was bought elsewhere: by hand there, or nobody knows', () => {
    expect(saidElsewhere(END, 'off')?.renewal).toEqual({ kind: 'by-hand', turnedOff: true, elsewhere: true });
    expect(saidElsewhere(END, 'on')?.renewal).toEqual({ kind: 'at-vendor', on: END, sure: true });
    expect(saidElsewhere(addDays(END, 1), 'on')?.renewal).toEqual({ kind: 'unconfirmed', since: END });
    expect(saidElsewhere(addDays(END, 31), 'on')?.renewal).toEqual({ kind: 'unconfirmed', since: END });
  });

  test('D27 what was paid elsewhere in another currency is expected in that one; what is paid here is as listed', () => {
    const paidThere = saidElsewhere(END, 'on', {}, { amount: money(40000, 'EUR') });
    expect(paidThere?.price).toMatchObject({ amount: money(40000, 'EUR'), paid: money(40000, 'EUR'), changes: false });
    const other = { orders: [{ ...paid(0), total: money(40000, 'EUR') }] };
    expect(said(BEFORE, { book: other })?.price).toMatchObject({ amount: money(47500, 'USD'), changes: true });
  });

  test('P10 where a person has to renew it, the price is that of the day of the charge, or of today once that is past', () => {
    const day1 = addDays(AD, 5);
    const prices = [price(), price({ from: AD, amount: 90000 }), price({ from: day1, amount: 95000 })];
    const bought = { ...paid(47500), lines: [{ what: 'pack', amount: money(47500, 'USD') }] } as unknown as Order;
    const priced = (today: Day) => {
      const found = said(today, { book: { orders: [bought] }, programme: { offers: [offer({ prices })] } });
      return [found?.renewal.kind, found?.price.on, found?.price.amount?.amount];
    };
    expect(priced(BEFORE)).toEqual(['needs-person', AD, 90000]);
    expect(priced(AD)).toEqual(['needs-person', AD, 90000]);
    expect(priced(day1)).toEqual(['needs-person', day1, 95000]);
  });

  test('D16 before Buy a renewal says what was paid, where it costs something else now', () => {
    const changes = (amount: number, subscriptionId: string | null = held.id) => {
      const seen = { ...view(BEFORE), book: book({ subscriptions: [held], orders: [paid(47500)] }) };
      const term = nextTerm(lastTerm(held), policy(), 1, AD);
      return renewalChanges(seen, { subscriptionId, offer: 'pack', term, total: money(amount, 'USD') } as Plan).paid;
    };
    expect([changes(47500), changes(50000), changes(50000, null), changes(50000, 'sub_9')]).toEqual([
      null,
      money(47500, 'USD'),
      null,
      null,
    ]);
  });

  test('D21 who goes on with a licence is who would by an automatic charge, and nobody by hand', () => {
    const seats = { id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 2 } as const;
    const benefits = [benefitRecord({ term: 0 }), benefitRecord({ id: 'ben_2', act: 'assigned', user: 'a' })];
    const rules = { offers: [offer({ benefits: [seats] })] };
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(BEFORE), by: 'admin' }] };
    const until = (of: typeof held) =>
      said(BEFORE, { held: of, programme: rules, book: { benefits } })?.holders.map((one) => one.until);
    expect([until(held), until(off)]).toEqual([[null], [addDays(AD, 30)]]);
  });
});
