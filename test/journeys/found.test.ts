import { isOwn } from '../../src/journeys/found.js';
import { makeDefault } from '../../src/journeys/payment-methods.js';
import type { PaymentAttempt } from '../../src/core/order.js';
import type { PaymentMethod } from '../../src/core/payment-method.js';
import type { FoundCharge } from '../../src/payments/gateway.js';
import { dayOf } from '../../src/core/day.js';
import { paidWhen, wasFound } from '../../src/core/order.js';
import { postingsOf } from '../../src/core/posting.js';
import { paidOnDay } from '../../src/core/transfer.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { MPN_2018 } from '../support/invariants/rules.js';
import { DECLINED_LATER, inWorld, type World } from '../support/world.js';
import { reconciled, run } from './job.js';
import { askToCancel, cutAt, resolve } from './support.js';

const RESTORED = { ...MPN_2018, restored: true };

function succeeded({ ledgerFile, booksFile }: World) {
  return factsOf(ledgerFile, booksFile).charges.filter((charge) => charge['outcome'] === 'succeeded');
}

/** Bought with a Visa card by a ledger that is then put back to before it; five days go by. */
async function lost(world: World): Promise<void> {
  await world.join();
  const kept = await world.keepLedger();
  await world.buy({ token: 'pm_card_visa' });
  await world.putBack(kept);
  world.advance(5);
}

/** The one order that is paid, and the card that it names. */
async function paidIn(world: World) {
  const book = await world.book();
  const [order, ...more] = book.orders.filter(({ state }) => state === 'paid');
  if (!order || more.length > 0) throw new Error('one order is paid');
  return { book, order, card: book.paymentMethods.find(({ id }) => id === order.paymentMethodId) };
}

describe('G1, F6 a charge of a ledger that is lost is found, and written down as it was made', () => {
  test.each(['pm_card_mastercard', DECLINED_LATER])('whatever card was to pay: %s', (token) =>
    inWorld({}, async (world) => {
      await lost(world);
      expect(await world.buy({ token })).toMatchObject({ kind: 'paid', found: true });
      expect(succeeded(world)).toHaveLength(1);
      const { book, order, card } = await paidIn(world);
      expect(card).toMatchObject({ last4: '4242', isDefault: false, removedAt: world.at });
      expect([paidOnDay(order), wasFound(order), dayOf(order.placedAt)]).toEqual(['2026-03-01', true, '2026-03-06']);
      // Counted from the day of the payment (P3).
      expect(order.term).toMatchObject({ start: '2026-03-01', end: '2027-03-01', anchor: '2026-03-01' });
      expect(postingsOf(book, '2026-03-01' as never, '2026-03-01' as never).map(({ kind }) => kind)).toEqual([
        'payment',
        'payment',
      ]);
      // The card that was chosen now pays the next term, as any first card on file does.
      expect(book.paymentMethods.filter(({ isDefault }) => isDefault)).toHaveLength(1);
      expect(await reconciled(world)).toMatchObject({ differences: [] });
      expect(broken(factsOf(world.ledgerFile, world.booksFile), RESTORED)).toEqual([]);
    }),
  );

  test('and is given back as what it was', () =>
    inWorld({}, async (world) => {
      await lost(world);
      await world.buy({ token: 'pm_card_mastercard' });
      await askToCancel(world);
      expect(await resolve(world)).toMatchObject({ kind: 'done' });
      const { order } = await paidIn(world);
      const [refund] = (await world.book()).refunds;
      expect(refund).toMatchObject({
        state: 'refunded',
        orderId: order.id,
        chargeId: succeeded(world)[0]?.['charge_id'],
      });
    }));

  test('a run does not count it as charged', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      await world.buy();
      world.advance(365);
      const kept = await world.keepLedger();
      await run(world);
      await world.putBack(kept);
      world.advance(2);
      const other = await world.addCard('pm_card_mastercard');
      await world.act((desk) => makeDefault(desk, other));
      expect(await run(world)).toMatchObject([{ result: { kind: 'found' } }]);
      expect(succeeded(world)).toHaveLength(2);
      const renewed = (await world.book()).orders.find(({ kind, state }) => kind === 'renewal' && state === 'paid');
      expect(renewed && paidWhen(renewed)).toBe('2027-03-01T12:00:00.000Z');
      expect(await reconciled(world)).toMatchObject({ differences: [] });
      expect(broken(factsOf(world.ledgerFile, world.booksFile), RESTORED)).toEqual([]);
    }));

  test('so does recover, where the power was cut before the look', () =>
    inWorld({}, async (world) => {
      await lost(world);
      await cutAt(world, 'purchase:placed', () => world.buy({ token: 'pm_card_mastercard' }));
      expect(await world.recover()).toMatchObject([{ kind: 'paid', found: true }]);
      expect((await paidIn(world)).card).toMatchObject({ last4: '4242' });
      expect(await world.recover()).toEqual([]);
      expect(succeeded(world)).toHaveLength(1);
      expect(broken(factsOf(world.ledgerFile, world.booksFile), RESTORED)).toEqual([]);
    }));

  test('of which the gateway tells no card nothing is written: a person has to look (G3)', () =>
    inWorld({}, async (world) => {
      await lost(world);
      world.through = (desk) => ({
        ...desk,
        gateway: {
          ...desk.gateway,
          find: async (reference, card) => {
            const found = await desk.gateway.find(reference, card);
            if (found.kind === 'unknown') return found;
            return { ...found, charges: found.charges.map((one) => ({ ...one, card: null })) };
          },
        },
      });
      expect(await world.buy({ token: 'pm_card_mastercard' })).toMatchObject({ kind: 'unknown' });
      world.through = (desk) => desk;
      expect(await world.recover()).toMatchObject([{ kind: 'paid', found: true }]);
    }));

  test('paid on its very day and with its card, the order itself is paid, and nothing was charged now', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const kept = await world.keepLedger();
      await world.buy();
      await world.putBack(kept);
      world.at = world.at.replace('T12', 'T13') as typeof world.at;
      expect(await world.buy()).toMatchObject({ kind: 'paid', found: true, order: { attempts: [{ ordinal: 1 }] } });
      expect(succeeded(world)).toHaveLength(1);
    }));

  test('a lost answer that is settled days later was paid on the day of its charge', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'cut';
      await world.buy();
      world.fault = undefined;
      world.advance(4);
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      const { order } = await paidIn(world);
      expect([paidOnDay(order), wasFound(order)]).toEqual(['2026-03-01', false]);
    }));
});

describe('G1, G12 a charge of another amount than is asked for now', () => {
  /** From tomorrow on, it costs more. */
  function dearerSince(world: World, from: string): void {
    const { programme } = world;
    const offers = programme.offers.map((offer) => ({
      ...offer,
      prices: offer.prices.flatMap((price) => [price, { ...price, amount: price.amount + 2500, from: from as never }]),
    }));
    world.programme = { ...programme, offers };
  }

  test.each([
    ['with a card', { token: 'pm_card_mastercard' }],
    ['by transfer', { transfer: true }],
  ])('is taken for what it cost on its day, whoever would pay now %s', (_how, wish) =>
    inWorld({}, async (world) => {
      await lost(world);
      dearerSince(world, '2026-03-03');
      expect(await world.buy(wish)).toMatchObject({ kind: 'paid', found: true, order: { total: { amount: 47500 } } });
      const { order, card } = await paidIn(world);
      expect([paidOnDay(order), order.term.start, card?.last4]).toEqual(['2026-03-01', '2026-03-01', '4242']);
      expect(succeeded(world)).toHaveLength(1);
      expect(await reconciled(world)).toMatchObject({ differences: [] });
      expect(broken(factsOf(world.ledgerFile, world.booksFile), RESTORED)).toEqual([]);
    }),
  );

  test('which nobody can explain ends what was left open after a day, and never as nothing charged by two people', () =>
    inWorld({}, async (world) => {
      await lost(world);
      dearerSince(world, '2026-02-01');
      await cutAt(world, 'purchase:placed', () => world.buy({ token: 'pm_card_mastercard' }));
      expect(await world.recover()).toMatchObject([{ kind: 'unknown', reason: 'charge_differs' }]);
      world.advance(1);
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'charge_differs' }]);
      expect(await world.buy({ token: 'pm_card_mastercard' })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'PAID_BEFORE', on: '2026-03-01', card: { last4: '4242' } },
      });
      expect(succeeded(world)).toHaveLength(1);
    }));
});

test('G1, D17 a charge that its gateway dates some moments later is of the same day, over midnight too', () => {
  const card = { gatewayRef: 'pm_1', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, holder: null };
  const attempt = { paymentMethodId: 'pm', sentAt: '2026-11-30T23:59:59.900Z' } as PaymentAttempt;
  const methods = [{ ...card, id: 'pm' } as unknown as PaymentMethod];
  const own = (at: string) => isOwn(attempt, methods, { card, at } as unknown as FoundCharge);
  expect([own('2026-12-01T00:00:00.200Z'), own('2026-11-30T00:00:01.000Z')]).toEqual([true, true]);
  expect([own('2026-12-01T00:10:00.000Z'), own('2026-11-29T23:59:59.000Z')]).toEqual([false, false]);
});

test('G1 a card that its bank has renewed meanwhile is the same card at its gateway', () => {
  const card = { gatewayRef: 'cus_1/pm_1', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2026, holder: null };
  const sentAt = '2026-11-30T12:00:00.000Z';
  const own = (charged: object) =>
    isOwn({ paymentMethodId: 'pm', sentAt } as PaymentAttempt, [{ ...card, id: 'pm' } as unknown as PaymentMethod], {
      card: { ...card, ...charged },
      at: sentAt,
    } as unknown as FoundCharge);
  expect([own({ expYear: 2030 }), own({ gatewayRef: 'cus_1/pm_2' })]).toEqual([true, true]);
  expect(own({ gatewayRef: 'cus_1/pm_2', expYear: 2030 })).toBe(false);
});
