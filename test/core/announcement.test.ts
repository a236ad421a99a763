import { announcement } from '../../src/core/announcement.js';
import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import type { Order } from '../../src/core/order.js';
import type { Programme } from '../../src/core/programme.js';
import { lastTerm } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { book, card, day, offer, policy, price, programme, subscription, view } from './world.js';

const held = subscription(day('2027-03-01'));
const AD = lastTerm(held).end;
const BEFORE = addDays(AD, -15);

/** Only what an announcement looks at. */
const paid = (amount: number) => ({ id: lastTerm(held).orderId, total: money(amount, 'USD') }) as Order;

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
    expect(said(BEFORE)?.renewal).toEqual({ kind: 'charge', on: AD, card: card(), expires: null });
    expect(said(AD)?.renewal).toMatchObject({ kind: 'charge', on: AD });
  });

  test('D7 a card that expires before the charge, or none', () => {
    const short = card({ expMonth: 2, expYear: 2028 });
    expect(said(BEFORE, { book: { paymentMethods: [short] } })?.renewal).toMatchObject({ expires: '2028-02-29' });
    expect(said(BEFORE, { book: { paymentMethods: [card({ expMonth: 3, expYear: 2028 })] } })?.renewal).toMatchObject({
      expires: null,
    });
    expect(said(BEFORE, { book: { paymentMethods: [] } })?.renewal).toMatchObject({ card: null });
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
