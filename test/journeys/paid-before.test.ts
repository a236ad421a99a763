import { confirmTransfer, cancelTransfer } from '../../src/journeys/transfers.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { MPN_2018 } from '../support/invariants/rules.js';
import { GOOD, inWorld, type World } from '../support/world.js';

const RESTORED = { ...MPN_2018, restored: true };

function sound({ ledgerFile, booksFile }: World): void {
  expect(broken(factsOf(ledgerFile, booksFile), RESTORED)).toEqual([]);
}

function charges({ ledgerFile, booksFile }: World) {
  return factsOf(ledgerFile, booksFile).charges;
}

/** A term is charged, and the ledger put back to before it. */
async function lost(world: World, kind: 'purchase' | 'renewal'): Promise<void> {
  await world.join();
  if (kind === 'renewal') {
    await world.buy({ token: GOOD });
    world.advance(365);
  }
  const kept = await world.keepLedger();
  await world.buy(kind === 'renewal' ? { kind } : { token: GOOD });
  await world.putBack(kept);
  world.advance(2);
}

describe('G1, P9 what a card has paid already is not paid once more by transfer', () => {
  test.each(['purchase', 'renewal'] as const)('the charge is found before a transfer is asked for: a %s', (kind) =>
    inWorld({}, async (world) => {
      await lost(world, kind);
      const made = charges(world).length;
      const bought = await world.buy({ kind, transfer: true });
      expect(bought).toMatchObject({ kind: 'paid', found: true, order: { state: 'paid' } });
      expect(bought.kind === 'paid' && bought.order.transfer).toBeFalsy();
      expect(charges(world)).toHaveLength(made);
      sound(world);
    }),
  );

  test('one of another amount keeps the transfer from being asked for, and says which', () =>
    inWorld({}, async (world) => {
      await lost(world, 'purchase');
      const { programme } = world;
      const dearer = programme.offers.map((offer) => ({
        ...offer,
        prices: offer.prices.map((price) => ({ ...price, amount: price.amount + 100 })),
      }));
      world.programme = { ...programme, offers: dearer };
      expect(await world.buy({ transfer: true })).toMatchObject({
        kind: 'refused',
        refusal: {
          code: 'PAID_BEFORE',
          order: null,
          on: '2026-03-01',
          charged: { amount: 47500 },
          card: { last4: '4242' },
        },
      });
      expect((await world.book()).orders).toEqual([]);
    }));

  test('while the gateway cannot be asked, no transfer is asked for (G3)', () =>
    inWorld({}, async (world) => {
      await lost(world, 'purchase');
      world.fault = 'find-fails';
      expect(await world.buy({ transfer: true })).toMatchObject({ kind: 'unknown', order: null });
      expect((await world.book()).orders).toEqual([]);
    }));

  test('nor are funds confirmed for it; once the order is cancelled, the charge is found', () =>
    inWorld({}, async (world) => {
      await world.join();
      const pending = await world.buy({ transfer: true });
      if (pending.kind !== 'pending') throw new Error(pending.kind);
      const { order } = pending;
      const kept = await world.keepLedger();
      await world.act((desk) => cancelTransfer(desk, order));
      await world.buy({ token: GOOD });
      await world.putBack(kept);
      const funds = { receivedOn: world.today, amount: undefined };
      expect(await world.act((desk) => confirmTransfer(desk, order, funds))).toMatchObject({
        refusal: { code: 'PAID_BEFORE', order: order.id, card: { last4: '4242' } },
      });
      world.fault = 'find-fails';
      expect(await world.act((desk) => confirmTransfer(desk, order, funds))).toMatchObject({ kind: 'unknown' });
      world.fault = undefined;
      await world.act((desk) => cancelTransfer(desk, order));
      expect(await world.buy({ transfer: true })).toMatchObject({ kind: 'paid', found: true });
      sound(world);
    }));
});
