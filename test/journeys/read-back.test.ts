import type { EntryKind } from '../../src/core/entry.js';
import { buy } from '../../src/journeys/purchase.js';
import { join } from '../../src/journeys/join.js';
import { leave } from '../../src/journeys/leave.js';
import { addPaymentMethod, makeDefault, removePaymentMethod } from '../../src/journeys/payment-methods.js';
import type { Desk } from '../../src/journeys/desk.js';
import { resolveRequest } from '../../src/journeys/resolve-request.js';
import { turnOffRenewal } from '../../src/journeys/turn-off.js';
import type { Store } from '../../src/store/store.js';
import { GOOD, inWorld, type World } from '../support/world.js';
import { writingWith } from '../support/writing-with.js';
import { askToCancel, bought } from './support.js';

/** A ledger that takes an entry of one kind, says nothing, and keeps nothing: what a forgotten save looks like. */
function forgetful(store: Store, kind: EntryKind): Store {
  return writingWith(store, (writer) => ({
    append: async (...said) => (said[0].kind === kind ? undefined : writer.append(...said)),
  }));
}

/** How the act ends on a ledger that forgets entries of a kind: what it reports, or that it failed. */
async function forgetting<T>(world: World, kind: EntryKind, act: (desk: Desk) => Promise<T>): Promise<T | 'failed'> {
  return world
    .act(async (desk) => act({ ...desk, ledger: forgetful(desk.ledger, kind) }))
    .catch(() => 'failed' as const);
}

describe('a forgotten save never looks like a success', () => {
  test.each<EntryKind>([
    'account-joined',
    'order-placed',
    'payment-method-added',
    'terms-accepted',
    'attempt-sent',
    'attempt-settled',
    'order-paid',
    'subscription-started',
    'term-added',
  ])('R11 a purchase whose %s is lost is not confirmed', (kind) =>
    inWorld({}, async (world) => {
      const purchased = await forgetting(world, kind, async (desk) =>
        buy(desk, await world.cart(desk, { joining: world.application, token: GOOD })),
      );
      expect(purchased === 'failed' ? purchased : purchased.kind).not.toBe('paid');
    }),
  );

  test('R11 the same purchase is confirmed where nothing is lost', () =>
    inWorld({}, async (world) => {
      const purchased = await world.act(async (desk) =>
        buy(desk, await world.cart(desk, { joining: world.application, token: GOOD })),
      );
      expect(purchased.kind).toBe('paid');
    }));

  test.each<EntryKind>(['order-placed', 'terms-accepted'])(
    'P9 an order by bank transfer whose %s is lost awaits nothing',
    (kind) =>
      inWorld({}, async (world) => {
        await world.join();
        const lost = await forgetting(world, kind, async (desk) =>
          buy(desk, await world.cart(desk, { transfer: true })),
        );
        expect(lost).toBe('failed');
      }),
  );

  test('P9 the same order awaits its funds where nothing is lost', () =>
    inWorld({}, async (world) => {
      await world.join();
      expect(await world.buy({ transfer: true })).toMatchObject({ kind: 'pending', order: { state: 'placed' } });
    }));

  test('R14 turning off whose row is lost says that nothing changed', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: GOOD });
      const held = await world.subscription();
      const lost = await forgetting(world, 'automatic-renewal-turned-off', (desk) =>
        turnOffRenewal(desk, world.programme, held),
      );
      expect(lost).toMatchObject({ changed: false, before: { kind: 'on' }, after: { kind: 'on' } });
      expect(await world.turnOff()).toMatchObject({ changed: true, before: { kind: 'on' }, after: { kind: 'off' } });
    }));

  test.each<EntryKind | null>(['subscription-cancelled', 'request-entry-added', null])(
    'D10 a cancellation is confirmed only where nothing of it is lost; here: %s',
    (kind) =>
      inWorld({}, async (world) => {
        await bought(world);
        await askToCancel(world);
        const [request] = (await world.book()).requests;
        if (!request) throw new Error('nothing was asked');
        const wish = { request, outcome: 'approved', text: undefined, refund: 'where-possible', users: [] } as const;
        const approve = (desk: Desk) =>
          resolveRequest(desk, world.programme, { ...wish, onRecovered: () => undefined });
        const answered = kind === null ? await world.act(approve) : await forgetting(world, kind, approve);
        const isConfirmed = answered !== 'failed' && answered.kind === 'done';
        expect(isConfirmed).toBe(kind === null);
      }),
  );

  test('R8 a card whose row is lost is not reported as kept', () =>
    inWorld({}, async (world) => {
      await world.join();
      const book = await world.book();
      const add = (desk: Desk) => addPaymentMethod(desk, book, { kind: 'token', token: GOOD });
      expect(await forgetting(world, 'payment-method-added', add)).toBe('failed');
    }));

  test('R8 another default, or a removal, whose row is lost is not reported as made', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const second = await world.addCard('pm_card_mastercard');
      const prefer = (desk: Desk) => makeDefault(desk, second);
      expect(await forgetting(world, 'payment-method-made-default', prefer)).toMatchObject({
        changed: false,
        method: { isDefault: false },
      });
      const remove = (desk: Desk) => removePaymentMethod(desk, world.programme, second);
      expect(await forgetting(world, 'payment-method-removed', remove)).toMatchObject({ method: { removedAt: null } });
      expect(await world.act(prefer)).toMatchObject({ changed: true, method: { isDefault: true } });
    }));

  test('J0 joining, or leaving, whose row is lost is not reported as made', () =>
    inWorld({}, async (world) => {
      expect(await forgetting(world, 'account-joined', (desk) => join(desk, world.application))).toBe('failed');
      const { id } = await world.join();
      const lost = await forgetting(world, 'membership-ended', (desk) => leave(desk, world.programme, id));
      expect(lost).toMatchObject({ account: { leftOn: null } });
      expect(await world.act((desk) => leave(desk, world.programme, id))).toMatchObject({
        account: { leftOn: world.today },
      });
    }));
});
