import Database from 'better-sqlite3';
import { reconcile } from '../../src/journeys/reconcile.js';
import { inWorld, type World } from '../support/world.js';
import { differences, four, reconciled, run, subscribed } from './job.js';
import { askToCancel, bought, resolve } from './support.js';

const codes = async (world: World) => (await differences(world)).map(({ code }) => code);

/** Somebody writes in the gateway's own books. */
async function alterBooks(world: World, sql: string): Promise<void> {
  await world.end();
  const books = new Database(world.booksFile);
  expect(books.prepare(sql).run().changes).toBeGreaterThan(0);
  books.close();
}

const LAST = 'sequence = (SELECT max(sequence) FROM charges)';
const COLUMNS = 'idempotency_key, reference, gateway_ref, amount, currency, at, outcome, decline_code';

/** The last charge once more; `reference` is an expression. */
function again(reference = 'reference'): string {
  const values = COLUMNS.replace('reference', reference);
  return `INSERT INTO charges (charge_id, ${COLUMNS}) SELECT 'ch_other', ${values} FROM charges WHERE ${LAST}`;
}

describe('G22 books and ledger agree', () => {
  test('G22 over nothing at all, and over what was bought, renewed and declined', () =>
    inWorld({}, async (world) => {
      expect(await reconciled(world)).toEqual({ kind: 'compared', charges: 0, orders: 0, differences: [] });
      await subscribed(world);
      await run(world);
      world.advance(340);
      await world.renew({ token: 'pm_card_chargeCustomerFail' });
      expect(await reconciled(world)).toEqual({ kind: 'compared', charges: 2, orders: 2, differences: [] });
    }));

  test('G22 whoever else is charged through the same books is none of ours', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await alterBooks(world, again(`'another' || reference`));
      expect(await reconciled(world)).toMatchObject({ charges: 1, orders: 1, differences: [] });
    }));

  test('G22 however small the pages are that the gateway gives', () =>
    inWorld({}, async (world) => {
      await four(world);
      await run(world);
      const { ledger, gateway } = await world.desk();
      const sizes: number[] = [];
      const small: typeof gateway = {
        ...gateway,
        list: async (from) => {
          const page = await gateway.list(from, 3);
          if (page.kind === 'listed') sizes.push(page.charges.length);
          return page;
        },
      };
      const told: number[] = [];
      const compared = await reconcile(ledger, small, async (charges) => void told.push(charges));
      expect(compared).toMatchObject({ charges: 8, orders: 8, differences: [] });
      expect(sizes).toEqual([3, 3, 2, 0]);
      expect(told).toEqual([3, 6, 8, 8]);
    }));
});

describe('G22 every difference is found, named, and nothing is changed', () => {
  test('CHARGE_WITHOUT_ORDER: a ledger put back from before the charge', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      const kept = await world.keepLedger();
      await run(world);
      await world.putBack(kept);
      expect(await reconciled(world)).toMatchObject({
        charges: 2,
        orders: 1,
        differences: [
          {
            code: 'CHARGE_WITHOUT_ORDER',
            reference: expect.stringMatching(/\/action-pack\/0\/1$/),
            orderId: null,
            paid: null,
            charged: expect.objectContaining({ amount: 47500 }),
          },
        ],
      });
      // The next run adopts the charge for the term that it would have charged.
      await run(world);
      expect(await reconciled(world)).toMatchObject({ charges: 2, orders: 2, differences: [] });
    }));

  test('CHARGE_OF_UNPAID_ORDER: the answer was lost; once it is recovered they agree', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      world.fault = 'cut';
      await run(world);
      world.fault = undefined;
      const order = (await world.book()).orders.at(-1);
      expect(await differences(world)).toMatchObject([
        { code: 'CHARGE_OF_UNPAID_ORDER', orderId: order?.id, paid: null, charged: order?.total },
      ]);
      await world.recover();
      expect(await codes(world)).toEqual([]);
    }));

  test('CHARGED_TWICE: another charge for an order that is paid', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await alterBooks(world, again());
      const [order] = (await world.book()).orders;
      expect(await differences(world)).toMatchObject([
        { code: 'CHARGED_TWICE', chargeId: 'ch_other', orderId: order?.id, paid: order?.total },
      ]);
    }));

  test('AMOUNT_DIFFERS: in the number, or in the currency alone', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await alterBooks(world, `UPDATE charges SET amount = amount + 1 WHERE ${LAST}`);
      const [order] = (await world.book()).orders;
      expect(await differences(world)).toMatchObject([
        { code: 'AMOUNT_DIFFERS', paid: order?.total, charged: { amount: (order?.total.amount ?? 0) + 1 } },
      ]);
      await alterBooks(world, `UPDATE charges SET amount = amount - 1, currency = 'CHF' WHERE ${LAST}`);
      expect(await codes(world)).toEqual(['AMOUNT_DIFFERS']);
    }));

  test('DAY_DIFFERS, CARD_DIFFERS: an order that was written down as it was asked for, and not as it was charged', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      const [order] = (await world.book()).orders;
      const paid = { orderId: order?.id, receiptNumber: order?.receiptNumber, paid: order?.total };
      await alterBooks(world, `UPDATE charges SET at = '2025-12-01T12:00:00.000Z' WHERE ${LAST}`);
      expect(await differences(world)).toMatchObject([{ code: 'DAY_DIFFERS', ...paid }]);
      await alterBooks(world, `UPDATE charges SET at = '${order?.placedAt}' WHERE ${LAST}`);
      expect(await codes(world)).toEqual([]);
      await alterBooks(world, `UPDATE cards_on_file SET last4 = '4444'`);
      expect(await differences(world)).toMatchObject([{ code: 'CARD_DIFFERS', ...paid }]);
    }));

  test('REFUNDED_IN_PART: other hands gave a part of it back, which no refund that is asked for takes over', () =>
    inWorld({}, async (world) => {
      await bought(world);
      await askToCancel(world);
      const kept = await world.keepLedger();
      await resolve(world);
      await world.putBack(kept);
      await alterBooks(world, 'UPDATE refunds SET amount = 100');
      const [order] = (await world.book()).orders;
      expect(await differences(world)).toMatchObject([
        { code: 'REFUNDED_IN_PART', orderId: order?.id, charged: null, paid: order?.total },
      ]);
    }));

  test('PAID_WITHOUT_CHARGE: the ledger says paid, and the gateway knows nothing of it', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await run(world);
      await alterBooks(world, `DELETE FROM charges WHERE ${LAST}`);
      const order = (await world.book()).orders.at(-1);
      expect(await differences(world)).toMatchObject([
        { code: 'PAID_WITHOUT_CHARGE', orderId: order?.id, charged: null, paid: order?.total },
      ]);
    }));

  test('as many charges as orders, and none of them the right one: both sides are told', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await alterBooks(world, `UPDATE charges SET reference = reference || '9' WHERE ${LAST}`);
      expect(await codes(world)).toEqual(['CHARGE_WITHOUT_ORDER', 'PAID_WITHOUT_CHARGE']);
    }));

  test('G3 a gateway that cannot be asked: unknown, and no word of agreement', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      world.fault = 'find-fails';
      expect(await reconciled(world)).toEqual({ kind: 'unknown', reason: 'connection_cut' });
      world.fault = undefined;
      // It answers what it charged, and not what was looked up after.
      await alterBooks(world, `DELETE FROM charges WHERE ${LAST}`);
      const { ledger, gateway } = await world.desk();
      const mute: typeof gateway = { ...gateway, find: async () => ({ kind: 'unknown', reason: 'timed_out' }) };
      expect(await reconcile(ledger, mute)).toEqual({ kind: 'unknown', reason: 'timed_out' });
    }));
});
