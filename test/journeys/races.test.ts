import type { AskedGateway } from '../../src/journeys/desk.js';
import type { Order } from '../../src/core/order.js';
import { cancelTransfer, confirmTransfer } from '../../src/journeys/transfers.js';
import { buy } from '../../src/journeys/purchase.js';
import { settle } from '../../src/journeys/settle.js';
import { removePaymentMethod } from '../../src/journeys/payment-methods.js';
import { leave } from '../../src/journeys/leave.js';
import { addDays, type Instant } from '../../src/core/day.js';
import type { Store } from '../../src/store/store.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { GOOD, inWorld, PowerCut, type World } from '../support/world.js';
import { cutAt } from './support.js';

function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

const paidOnce = (world: World) => {
  const { charges, orders, terms } = facts(world);
  expect([charges.length, orders.filter((order) => order['state'] === 'paid').length, terms.length]).toEqual([1, 1, 1]);
  expect(broken(facts(world))).toEqual([]);
};

/** Starts another act at a step of the world's; what it came to is there once the world's own act is over. */
function meanwhile<T>(world: World, step: string, other: () => Promise<T>): { readonly ended: () => Promise<T> } {
  let started: Promise<T> | undefined;
  world.onStep = (name) => {
    if (name === step) started ??= other();
  };
  return { ended: () => started ?? Promise.reject(new Error(`the step ${step} was never reached`)) };
}

/** The same gateway, on the way to which something else happens. */
function slowed(gateway: AskedGateway, before: () => Promise<void>): AskedGateway {
  return { ...gateway, charge: (request) => before().then(() => gateway.charge(request)) };
}

/** The same gateway, where something else happens once the sender was told for the last time that it may send. */
function heldAfterLastCheck(gateway: AskedGateway, held: () => Promise<void>): AskedGateway {
  const charge: AskedGateway['charge'] = (request) => {
    const mayGo = async () => {
      const go = (await request.mayGo?.()) ?? true;
      await held();
      return go;
    };
    return gateway.charge({ ...request, mayGo });
  };
  return { ...gateway, charge };
}

describe('G1 two processes in one world', () => {
  test('who comes while the other is paying waits, and is told that it is owned', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const other = world.another();
      const late = meanwhile(world, 'purchase:placed', () => other.buy());
      expect((await world.buy()).kind).toBe('paid');
      expect(await late.ended()).toMatchObject({ kind: 'refused', refusal: { code: 'ALREADY_SUBSCRIBED' } });
      paidOnce(world);
    }));

  test('the same where both join with the purchase, under account ids of their own', () =>
    inWorld({}, async (world) => {
      const other = world.another();
      const wish = { joining: world.application, token: GOOD };
      const late = meanwhile(world, 'purchase:placed', () => other.buy(wish));
      expect((await world.buy(wish)).kind).toBe('paid');
      expect(await late.ended()).toMatchObject({ kind: 'refused', refusal: { code: 'ALREADY_SUBSCRIBED' } });
      expect(facts(world).accounts).toHaveLength(1);
      paidOnce(world);
    }));

  test('who joins with the purchase just as another who did so has died settles what that one left', () =>
    inWorld({}, async (world) => {
      const wish = { joining: world.application, token: GOOD };
      const other = world.another();
      const desk = await other.desk();
      // Decided before the first had placed its order, so under an account id that nobody knows.
      const cart = await other.cart(desk, wish);
      await cutAt(world, 'purchase:looked', () => world.buy(wish));
      expect((await buy(desk, cart)).kind).toBe('refused');
      paidOnce(world);
    }));

  test('a payment that its sender is still making is nobody else’s, even where the gateway ignores keys', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'ignore-keys';
      const other = world.another();
      await world.act(async (desk) => {
        const slow = slowed(desk.gateway, async () => {
          expect(await other.recover()).toMatchObject([{ kind: 'in-progress' }]);
        });
        expect((await buy({ ...desk, gateway: slow }, await world.cart(desk))).kind).toBe('paid');
      });
      paidOnce(world);
    }));

  test('a sender on another machine, which nobody can see from here, is waited for as long as a payment can take', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.onStep = (name) => {
        if (name === 'purchase:placed') throw new PowerCut(name);
      };
      const elsewhere = world.act(async (desk) => buy({ ...desk, process: 'elsewhere#7#7' }, await world.cart(desk)));
      await expect(elsewhere).rejects.toThrow(PowerCut);
      world.onStep = () => undefined;
      world.advanceHours(9 / 60);
      expect(await world.recover()).toMatchObject([{ kind: 'in-progress' }]);
      world.advanceHours(1 / 60);
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      paidOnce(world);
    }));

  test('a card that is taken off file while the buyer decides is not charged', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const second = await world.addCard('pm_card_mastercard');
      await world.act((desk) => removePaymentMethod(desk, world.programme, second));
      expect(await world.buy({ method: second })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'PAYMENT_METHOD_REQUIRED' },
      });
      expect(facts(world)).toMatchObject({ orders: [], charges: [] });
    }));
});

describe('G15 a clock that runs ahead', () => {
  test('does not write off a payment that another process is about to make', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const ahead = world.another();
      ahead.at = `${addDays(world.today, 400)}T12:00:00.000Z` as Instant;
      const hasty = meanwhile(world, 'gateway:before-charge', () => ahead.recover());
      const bought = await world.buy();
      expect(await hasty.ended()).toMatchObject([{ kind: expect.stringMatching(/^(unknown|paid)$/) }]);
      expect(bought.kind).toBe('paid');
      paidOnce(world);
    }));

  test('the same, where it has all the time it needs before the payment is made', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      const ahead = world.another();
      ahead.at = `${addDays(world.today, 400)}T12:00:00.000Z` as Instant;
      await world.act(async (desk) => {
        const slow = slowed(desk.gateway, async () => {
          expect(await ahead.recover()).toMatchObject([{ kind: 'unknown' }]);
        });
        expect((await buy({ ...desk, gateway: slow }, await world.cart(desk))).kind).toBe('paid');
      });
      paidOnce(world);
    }));

  test('once the sender has died, a day without a charge in the books settles it', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      await cutAt(world, 'purchase:placed', () => world.buy());
      world.advance(1);
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'absent_at_gateway' }]);
      expect(facts(world).charges).toEqual([]);
    }));
});

test('G2 a charge that comes after it was written off is never told as declined, and the next purchase adopts it', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.addCard();
    await world.act(async (desk) => {
      // Another machine, which cannot see that we live, writes it off just as the first byte has gone out.
      const slow = heldAfterLastCheck(desk.gateway, async () => {
        const attempt = (await world.book()).orders[0]?.attempts[0];
        if (attempt) await settle(desk, attempt, { kind: 'not_executed', reason: 'absent_at_gateway' });
      });
      expect((await buy({ ...desk, gateway: slow }, await world.cart(desk))).kind).toBe('unknown');
    });
    expect((await world.buy()).kind).toBe('paid');
    paidOnce(world);
  }));

test.each(['paid', 'failed'])(
  'P9 an order that another process ends before it is read back is told as it is: %s',
  (state) =>
    inWorld({}, async (world) => {
      await world.join();
      const other = world.another();
      const end = async () => {
        const order = (await other.book()).orders[0] as Order;
        const funds = { receivedOn: world.today, amount: undefined };
        await other.act(async (desk): Promise<unknown> =>
          state === 'paid' ? confirmTransfer(desk, order, funds) : cancelTransfer(desk, order),
        );
      };
      const bought = await world.act(async (desk) => {
        const read: Store['read'] = async (work) => {
          if (facts(world).orders.length > 0) await end();
          return desk.ledger.read(work);
        };
        const cart = await world.cart(desk, { transfer: true });
        return buy({ ...desk, ledger: { ...desk.ledger, write: (work) => desk.ledger.write(work), read } }, cart);
      });
      expect(bought).toMatchObject({ kind: 'pending', order: { state } });
      expect(broken(facts(world))).toEqual([]);
    }),
);

describe('J0 coming back after leaving', () => {
  test('with a purchase finds the same account, and counts the enrolments on', () =>
    inWorld({}, async (world) => {
      const { id } = await world.join();
      await world.buy({ token: GOOD });
      world.advance(365 + 31);
      await world.act((desk) => leave(desk, world.programme, id));
      expect(await world.buy()).toMatchObject({ kind: 'refused', refusal: { code: 'NOT_A_MEMBER' } });

      const bought = await world.buy({ joining: world.application, token: GOOD });
      expect(bought).toMatchObject({ kind: 'paid', order: { accountId: id, enrolment: 1 } });
      expect(facts(world).accounts).toMatchObject([{ id, left_on: null }]);
      expect(facts(world).charges).toHaveLength(2);
      expect(broken(facts(world))).toEqual([]);
    }));

  test('D12 leaving is refused while a payment is open', () =>
    inWorld({}, async (world) => {
      const { id } = await world.join();
      world.fault = 'cut';
      await world.buy({ token: GOOD });
      const left = await world.act((desk) => leave(desk, world.programme, id));
      expect(left).toMatchObject({ refusal: { code: 'HAS_ACTIVE_OFFERS' } });
    }));
});
