import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { MPN_2018 } from '../support/invariants/rules.js';
import { DECLINED_LATER, inWorld, type World } from '../support/world.js';
import { run } from './job.js';
import { askToCancel, cutAt, resolve } from './support.js';

/** A ledger put back to what it was before, while the gateway remembers everything (F6, G20). */
const RESTORED = { ...MPN_2018, restored: true };

async function member(world: World): Promise<void> {
  await world.join();
  await world.addCard();
}

function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

function succeeded(world: World) {
  return facts(world).charges.filter((charge) => charge['outcome'] === 'succeeded');
}

test('G20 a ledger restored from before the purchase buys again, adopts the charge and makes no new one', () =>
  inWorld({}, async (world) => {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy();
    const [charge] = succeeded(world);
    await world.putBack(kept);
    world.advance(3);

    const again = await world.buy();
    expect(again.kind).toBe('paid');
    expect(facts(world).attempts).toMatchObject([
      { ordinal: 1, state: 'not_executed', decline_code: 'charge_found' },
      { ordinal: 2, state: 'succeeded', charge_id: charge?.['charge_id'] },
    ]);
    expect(facts(world).charges).toHaveLength(1);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('G20 it does so with another card as well: the term is paid, whoever pays it', () =>
  inWorld({}, async (world) => {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy();
    await world.putBack(kept);
    expect((await world.buy({ token: 'pm_card_mastercard' })).kind).toBe('paid');
    expect(facts(world).charges).toHaveLength(1);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('G20 a renewal that was paid before the ledger was put back is adopted too', () =>
  inWorld({}, async (world) => {
    await member(world);
    await world.buy();
    const kept = await world.keepLedger();
    world.advance(300);
    await world.renew();
    await world.putBack(kept);
    world.advance(2);
    expect((await world.renew()).kind).toBe('paid');
    expect(facts(world).charges).toHaveLength(2);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('F6 restored from before a decline, the next key is taken and one charge is made', () =>
  inWorld({}, async (world) => {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy({ token: DECLINED_LATER });
    await world.putBack(kept);
    world.advance(1);

    const bought = await world.buy({ token: 'pm_card_mastercard' });
    expect(bought).toMatchObject({
      kind: 'paid',
      order: {
        attempts: [
          { ordinal: 1, state: 'not_executed', declineCode: 'key_reused' },
          { ordinal: 2, state: 'succeeded' },
        ],
      },
    });
    expect(succeeded(world)).toHaveLength(1);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('F6 the same, where the power is cut before the gateway says that the key is taken', () =>
  inWorld({}, async (world) => {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy({ token: DECLINED_LATER });
    await world.putBack(kept);
    world.advance(1);
    await cutAt(world, 'purchase:looked', () => world.buy());

    expect(await world.recover()).toMatchObject([
      { kind: 'paid', order: { attempts: [{ ordinal: 1 }, { ordinal: 2, state: 'succeeded' }] } },
    ]);
    expect(succeeded(world)).toHaveLength(1);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('F6 restored from while a payment was open, it is settled by what the gateway knows', () =>
  inWorld({}, async (world) => {
    await member(world);
    world.fault = 'find-fails';
    await world.buy();
    const kept = await world.keepLedger();
    world.fault = undefined;
    await world.recover();
    await world.putBack(kept);
    expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
    expect(facts(world).charges).toHaveLength(1);
    expect(broken(facts(world), RESTORED)).toEqual([]);
  }));

test('G12 a charge of another amount for the same term is not adopted, and nothing more is charged', () =>
  inWorld({}, async (world) => {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy();
    await world.putBack(kept);
    const { programme } = world;
    world.programme = {
      ...programme,
      offers: programme.offers.map((offer) => ({
        ...offer,
        prices: offer.prices.map((price) => ({ ...price, amount: price.amount + 100 })),
      })),
    };
    expect(await world.buy()).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'PAID_BEFORE',
        order: null,
        on: '2026-03-01',
        charged: { amount: 47500 },
        card: { last4: '4242' },
      },
    });
    // Nothing is open: nothing was sent, and that is known.
    expect(await world.recover()).toEqual([]);
    expect(facts(world).charges).toHaveLength(1);
  }));

describe('G1 a gateway that ignores keys', () => {
  test.each(['gateway:charged', 'purchase:charged', 'append:attempt-settled', 'appended:term-added'])(
    'charges once, though the power is cut at %s and the purchase is recovered twice',
    (step) =>
      inWorld({}, async (world) => {
        await member(world);
        world.fault = 'ignore-keys';
        await cutAt(world, step, () => world.buy());
        expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
        expect(await world.recover()).toEqual([]);
        expect((await world.buy()).kind).toBe('refused');
        expect(facts(world).charges).toHaveLength(1);
        expect(broken(facts(world))).toEqual([]);
      }),
  );
});

describe('G20 a charge that was given back pays for nothing', () => {
  /** Bought, cancelled and refunded, and then the ledger is what it was before. */
  async function givenBack(world: World): Promise<void> {
    await member(world);
    const kept = await world.keepLedger();
    await world.buy();
    await askToCancel(world);
    expect(await resolve(world)).toMatchObject({ kind: 'done' });
    await world.putBack(kept);
  }

  test.each([
    ['at the same moment, with the same key and the same request', 0],
    ['days later', 3],
  ])('bought again %s, it is charged anew and once', (_when, days) =>
    inWorld({}, async (world) => {
      await givenBack(world);
      world.advance(days);
      expect(await world.buy()).toMatchObject({ kind: 'paid', order: { attempts: [{ ordinal: 1 }, { ordinal: 2 }] } });
      const [first, second, ...more] = succeeded(world);
      expect(more).toEqual([]);
      expect(facts(world).attempts).toMatchObject([
        { state: 'not_executed', decline_code: 'key_reused' },
        { state: 'succeeded', charge_id: second?.['charge_id'] },
      ]);
      expect(second?.['charge_id']).not.toBe(first?.['charge_id']);
      expect(await world.recover()).toEqual([]);
    }),
  );

  /** A gateway that has forgotten its keys, and tells its first charge as the answer to the first request. */
  function tellsTheOldOne(world: World): void {
    const [old] = succeeded(world);
    let asked = 0;
    world.through = (desk) => ({
      ...desk,
      gateway: {
        ...desk.gateway,
        find: async (reference, card) => {
          const found = await desk.gateway.find(reference, card);
          if (found.kind === 'unknown') return found;
          return { ...found, charges: found.charges.map((one) => ({ ...one, key: 'forgotten' })) };
        },
        charge: async (request) => {
          asked += 1;
          if (asked > 1) return desk.gateway.charge(request);
          return { kind: 'succeeded', chargeId: String(old?.['charge_id']) };
        },
      },
    });
  }

  test('an old success that is told once more for another key is no payment', () =>
    inWorld({}, async (world) => {
      await givenBack(world);
      tellsTheOldOne(world);
      expect(await world.buy()).toMatchObject({ kind: 'paid', order: { attempts: [{ ordinal: 1 }, { ordinal: 2 }] } });
      expect(succeeded(world)).toHaveLength(2);
    }));

  test('told to recover, it ends the order, and nothing is charged that nobody asked for', () =>
    inWorld({}, async (world) => {
      await givenBack(world);
      await cutAt(world, 'purchase:looked', () => world.buy());
      tellsTheOldOne(world);
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'charge_given_back' }]);
      expect(succeeded(world)).toHaveLength(1);
    }));

  test('an order whose own charge was given back is not charged again by recover: nobody asked for it', () =>
    inWorld({}, async (world) => {
      await member(world);
      world.fault = 'cut';
      expect((await world.buy()).kind).toBe('unknown');
      world.fault = undefined;
      const [charge] = succeeded(world);
      const { gateway } = await world.desk();
      const amount = { amount: Number(charge?.['amount']), currency: String(charge?.['currency']) };
      await gateway.refund({ key: 'by hand', chargeId: String(charge?.['charge_id']), amount, at: world.at });
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'charge_given_back' }]);
      expect(succeeded(world)).toHaveLength(1);
      expect((await world.buy()).kind).toBe('paid');
    }));

  test('of which a part was given back nobody pays again before a person has looked', () =>
    inWorld({}, async (world) => {
      await givenBack(world);
      world.through = (desk) => ({
        ...desk,
        gateway: {
          ...desk.gateway,
          find: async (reference, card) => {
            const found = await desk.gateway.find(reference, card);
            if (found.kind === 'unknown') return found;
            const part = found.charges.map((one) => ({ ...one, returned: { ...one.amount, amount: 1 } }));
            return { ...found, charges: part };
          },
        },
      });
      expect(await world.buy()).toMatchObject({ kind: 'refused', refusal: { code: 'PAID_BEFORE' } });
      expect(succeeded(world)).toHaveLength(1);
    }));
});

describe('G20 a copy that does not know that the last term was given back renews it for nobody', () => {
  /** Bought, kept as a copy, cancelled with its money back, and put back; then its day comes. */
  async function atItsDay(world: World): Promise<void> {
    await member(world);
    await world.buy();
    const kept = await world.keepLedger();
    await askToCancel(world);
    await resolve(world);
    await world.putBack(kept);
    world.advance(365);
  }

  test('the run charges nothing, now or with another card, and says why', () =>
    inWorld({}, async (world) => {
      await atItsDay(world);
      expect(await run(world)).toMatchObject([
        { result: { kind: 'declined', declineCode: 'last_charge_given_back', nextTry: null } },
      ]);
      expect(succeeded(world)).toHaveLength(1);
      world.advance(3);
      await world.addCard();
      expect(await run(world)).toMatchObject([
        { result: { kind: 'skipped', due: { kind: 'given-up', declineCode: 'last_charge_given_back' } } },
      ]);
      expect(succeeded(world)).toHaveLength(1);
    }));

  test('a person who renews it by hand pays it', () =>
    inWorld({}, async (world) => {
      await atItsDay(world);
      await run(world);
      expect((await world.renew()).kind).toBe('paid');
      world.advance(366);
      expect(await run(world)).toMatchObject([{ result: { kind: 'charged' } }]);
    }));

  test('an automatic charge whose answer was lost is not sent again either', () =>
    inWorld({}, async (world) => {
      await atItsDay(world);
      await cutAt(world, 'purchase:placed', () => run(world));
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'last_charge_given_back' }]);
      expect(succeeded(world)).toHaveLength(1);
    }));

  test('where the gateway cannot be asked about it, nothing is known and nothing charged (G3)', () =>
    inWorld({}, async (world) => {
      await member(world);
      const bought = await world.buy();
      world.advance(365);
      world.through = (desk) => ({
        ...desk,
        gateway: {
          ...desk.gateway,
          find: async (reference, card) =>
            bought.kind === 'paid' && reference === bought.order.reference
              ? { kind: 'unknown', reason: 'timed_out' }
              : desk.gateway.find(reference, card),
        },
      });
      expect(await run(world)).toMatchObject([{ result: { kind: 'unknown' } }]);
      expect(succeeded(world)).toHaveLength(1);
      world.through = (desk) => desk;
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
    }));
});
