import { onFile } from '../../src/core/payment-method.js';
import type { Book } from '../../src/core/book.js';
import { makeDefault } from '../../src/journeys/payment-methods.js';
import type { PaymentSource } from '../../src/payments/gateway.js';
import { last4Of, type SandboxCard } from '../../src/sandbox/gateway/cards.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { CARDS, DECLINED_LATER, inWorld } from '../support/world.js';

/** Everything but the record of the attempt: the failed order, what was accepted for it, and the card that came with it. */
function allBut(book: Book) {
  return {
    ...book,
    orders: book.orders.filter((order) => order.state !== 'failed'),
    acceptances: book.acceptances.filter((acceptance) =>
      book.orders.every((order) => order.state !== 'failed' || order.id !== acceptance.orderId),
    ),
    paymentMethods: onFile(book.paymentMethods),
  };
}

function typed(card: SandboxCard): PaymentSource {
  return {
    kind: 'card',
    card: { number: card.number, expMonth: 12, expYear: 2030, cvc: '1234'.slice(0, card.cvcDigits), holder: null },
  };
}

const declinedAtOnce = CARDS.filter((card) => card.onAttach === 'declined' && card.note !== 'mistyped');
const declinedLater = CARDS.filter((card) => card.onAttach === 'attached' && card.onCharge === 'declined');
const name = (card: SandboxCard) => ({ card, says: `${card.note}, ${last4Of(card)}` });

test('every way to be declined is among the cards', () => {
  expect(declinedAtOnce.length).toBeGreaterThanOrEqual(8);
  expect(declinedLater.length).toBeGreaterThanOrEqual(3);
});

describe('D6 a declined purchase changes nothing but the record of the attempt', () => {
  test.each(declinedAtOnce.map(name))('declined before anything is ordered: $says', ({ card }) =>
    inWorld({}, async (world) => {
      await world.join();
      const before = await world.book();
      expect(await world.buy({ source: typed(card) })).toMatchObject({ kind: 'declined', order: null });
      expect(await world.book()).toEqual(before);
      expect(factsOf(world.ledgerFile, world.booksFile).charges).toEqual([]);
    }),
  );

  test.each(declinedLater.map(name))('declined when it is charged, with a card of its own: $says', ({ card }) =>
    inWorld({}, async (world) => {
      await world.join();
      const before = await world.book();
      const wanted = 'declineCode' in card ? card.declineCode : '';
      expect(await world.buy({ source: typed(card) })).toMatchObject({ kind: 'declined', declineCode: wanted });

      const after = await world.book();
      expect(allBut(after)).toEqual(before);
      expect(after.orders).toMatchObject([
        { state: 'failed', receiptNumber: null, attempts: [{ ordinal: 1, declineCode: wanted }] },
      ]);

      const bought = await world.buy({ token: 'pm_card_visa' });
      expect(bought).toMatchObject({
        kind: 'paid',
        order: { receiptNumber: '2026-000001', attempts: [{ ordinal: 2, state: 'succeeded' }] },
      });
      expect(onFile((await world.book()).paymentMethods)).toMatchObject([{ last4: '4242', isDefault: true }]);
      expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
    }),
  );

  test.each(declinedLater.map(name))(
    'declined when it is charged, with a card on file, which stays: $says',
    ({ card }) =>
      inWorld({}, async (world) => {
        await world.join();
        await world.addCard('', typed(card));
        const before = await world.book();
        expect((await world.buy()).kind).toBe('declined');
        expect((await world.buy()).kind).toBe('declined');
        const after = await world.book();
        expect(allBut(after)).toEqual(before);
        expect(after.orders.flatMap((order) => order.attempts.map((attempt) => attempt.ordinal))).toEqual([1, 2]);
        expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
      }),
  );

  test('a second card that was put on file the moment before is not taken for one that came with the order', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const second = await world.addCard(DECLINED_LATER);
      expect((await world.buy({ method: second })).kind).toBe('declined');
      expect(onFile((await world.book()).paymentMethods)).toHaveLength(2);
    }));

  test('a declined renewal leaves term, anniversary and automatic renewal as they were', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: 'pm_card_visa' });
      world.advance(300);
      const before = await world.book();
      expect((await world.renew({ token: DECLINED_LATER })).kind).toBe('declined');
      expect(allBut(await world.book())).toEqual(before);
      expect((await world.renew()).kind).toBe('paid');
      expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
    }));
});

test('R12 the card that paid first is the one that automatic renewal will charge; a later one is not', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.buy({ token: 'pm_card_visa' });
    world.advance(300);
    await world.renew({ token: 'pm_card_mastercard' });
    expect((await world.book()).paymentMethods).toMatchObject([
      { brand: 'visa', isDefault: true },
      { brand: 'mastercard', isDefault: false },
    ]);
  }));

test('D6 a card that came with an order whose outcome was unknown, and is the default since, stays when the order fails', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.addCard();
    world.fault = 'cut-before';
    expect((await world.buy({ token: DECLINED_LATER })).kind).toBe('unknown');
    const method = (await world.book()).paymentMethods.at(-1);
    if (!method) throw new Error('no card came with the order');
    expect(await world.act((desk) => makeDefault(desk, method))).toMatchObject({ changed: true });
    world.fault = undefined;
    expect(await world.recover()).toMatchObject([{ kind: 'failed' }]);
    expect(onFile((await world.book()).paymentMethods)).toMatchObject([
      { isDefault: false },
      { id: method.id, isDefault: true },
    ]);
  }));

test('G7 an answer that comes twice changes nothing', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.buy({ token: 'pm_card_visa' });
    const before = factsOf(world.ledgerFile, world.booksFile);
    const { settle } = await import('../../src/journeys/settle.js');
    const attempt = (await world.book()).orders[0]?.attempts[0];
    if (!attempt) throw new Error('nothing was bought');
    for (const outcome of [
      { kind: 'succeeded', chargeId: 'ch_other' },
      { kind: 'declined', declineCode: 'generic_decline' },
      { kind: 'unknown', reason: 'timed_out' },
    ] as const) {
      expect(await world.act((desk) => settle(desk, attempt, outcome))).toMatchObject({ kind: 'paid' });
    }
    expect(factsOf(world.ledgerFile, world.booksFile)).toEqual(before);
  }));
