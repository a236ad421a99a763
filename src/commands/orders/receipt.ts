import type { Block } from '../../io/blocks.js';
import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { chargeOf, refunded, refundsOf } from '../../core/refund.js';
import { stop } from '../../errors.js';
import { membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';
import { receiptPage, receiptScreen, type Receipt } from '../../screens/receipt.js';
import { shownOrder } from '../../screens/orders.js';

/** Proof of what was paid: what the order was when it was paid, whatever the catalogue says today (G26). */
export const ordersReceipt: Command = {
  path: 'orders receipt',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true }],
  flags: [{ name: 'pdf', kind: 'text', value: 'FILE' }],
  examples: ['orders receipt 2026-000001', 'orders receipt 2026-000001 --pdf receipt.pdf'],
  run: async (context, given) => {
    const receipt = await paidReceipt(context, given.arguments['id'] ?? '');
    const { pdf } = given.flags;
    return typeof pdf === 'string'
      ? printed(context, receipt, pdf)
      : { value: valueOf(receipt), screen: receiptScreen(context, receipt) };
  },
};

/** @throws Stop NOT_PAID */
async function paidReceipt(context: Context, named: string): Promise<Receipt> {
  const { book, ledger, today } = await membership(context);
  const order = orderNamed(book, named);
  const { receiptNumber: number, paidAt } = order;
  if (number === null || paidAt === null) throw stop('NOT_PAID', { order: order.id });
  return { book, today, order, number, paidAt, gateway: await ledger.read((reader) => reader.gateway()) };
}

async function printed(context: Context, receipt: Receipt, file: string): Promise<Outcome> {
  const { words } = context;
  const page = await context.files.receiptPdf(receiptPage(context, receipt));
  await context.files.write(file, page.bytes);
  const screen: readonly Block[] = [
    { kind: 'text', text: words.screens.receipt.saved(file) },
    ...(page.exact ? [] : [{ kind: 'warning', text: words.receipt.someReplaced(page.packages.join(' ')) } as const]),
  ];
  return { value: { ...valueOf(receipt), pdf: { file, exact: page.exact } }, screen };
}

function valueOf({ book, today, order, number, gateway }: Receipt) {
  const { account, paymentMethods } = book;
  const refunds = refundsOf(book, order.id);
  const returned = refunded(refunds);
  const method = paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  return {
    receiptNumber: number,
    paidBy: { company: account.company, country: account.country, mpnId: account.mpnId },
    card: method ? { brand: method.brand, last4: method.last4 } : null,
    chargeId: chargeOf(order),
    gateway: gateway.name,
    refund: returned
      ? { amount: returned.amount, refundId: returned.gatewayRef, refundedAt: returned.settledAt }
      : null,
    order: shownOrder(order, today, refunds),
  };
}
