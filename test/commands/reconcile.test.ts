import { subscriber } from '../support/in-process.js';
import { rowsIn } from '../support/ledgers.js';

test('G22 reconcile: exit 0 where all agree, 1 with every difference where not, and the ledger is not touched', async () => {
  const world = await subscriber();
  expect(await world.json('reconcile')).toEqual({ agree: true, charges: 1, orders: 1, differences: [] });
  rowsIn(world.home, 'books', 'UPDATE charges SET amount = 1');
  const before = world.files();

  const { code, ...ran } = await world.run('reconcile --json');
  expect(code).toBe(1);
  const [order] = await world.json('orders list');
  expect(ran.json()).toEqual({
    agree: false,
    charges: 1,
    orders: 1,
    differences: [
      {
        code: 'AMOUNT_DIFFERS',
        reference: expect.stringMatching(/\/1234567\/action-pack\/0\/0$/),
        chargeId: expect.stringMatching(/^ch_/),
        orderId: order.id,
        receiptNumber: order.receiptNumber,
        creditNoteNumber: null,
        charged: { amount: 1, currency: 'USD' },
        paid: order.total,
      },
    ],
  });
  const shown = await world.run('reconcile');
  expect([shown.code, shown.stdout]).toEqual([1, expect.stringContaining(order.id)]);
  expect(world.files()).toEqual(before);
});

test('G22 reconcile without a ledger: there is nothing to compare', async () => {
  const world = await subscriber();
  expect((await world.run('reconcile --json --database nowhere.db')).error()).toMatchObject({ exit: 3 });
});
