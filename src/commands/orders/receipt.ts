import { buyerOf } from '../../core/account.js';
import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { chargeOf } from '../../core/refund.js';
import { stop } from '../../errors.js';
import { pastMembership, type Membership } from '../../cli/visit.js';
import { anyOrderNamed } from '../../named/membership.js';
import { receiptPage, type Receipt } from '../../screens/receipt.js';
import { PDF, shownPaper, type Paper } from '../../screens/paper.js';
import type { Order } from '../../core/order.js';
import type { RecordedOrder } from '../../core/recorded-order.js';
import { recordedScreen, shownRecorded, statementPage } from '../../screens/recorded.js';
import { shownOrder } from '../../screens/orders.js';

/** Proof of what was paid: what the order was when it was paid, whatever came after (G26). */
export const ordersReceipt: Command = {
  path: 'orders receipt',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'orders-paid' }],
  flags: [PDF],
  examples: ['orders receipt 2026-000001', 'orders receipt 2026-000001 --pdf receipt.pdf'],
  run: async (context, given) => {
    const member = await pastMembership(context);
    const order = anyOrderNamed(member.book, given.arguments['id'] ?? '');
    const paper =
      'statements' in order
        ? statementPaper(context, member, order)
        : receiptPaper(context, await paidReceipt(member, order));
    return shownPaper(context, given, paper);
  },
};

function receiptPaper(context: Context, receipt: Receipt): Paper {
  return {
    value: valueOf(receipt),
    page: () => receiptPage(context, receipt),
    saved: context.words.screens.receipt.saved,
  };
}

/** Of what was paid elsewhere there is no receipt of ours, and this says so (D24). */
function statementPaper(context: Context, member: Membership, order: RecordedOrder): Paper {
  const { book } = member;
  const { company, country, mpnId } = book.account;
  return {
    value: { receiptNumber: null, paidBy: { company, country, mpnId }, order: shownRecorded(order) },
    screen: recordedScreen(context, member, order),
    page: () => statementPage(context, book.account, order),
    saved: context.words.elsewhere.saved,
  };
}

/** @throws Stop NOT_PAID */
async function paidReceipt({ book, ledger, today }: Membership, order: Order): Promise<Receipt> {
  const { receiptNumber: number, paidAt } = order;
  if (number === null || paidAt === null) throw stop('NOT_PAID', { order: order.id });
  return { book, today, order, number, paidAt, gateway: await ledger.read((reader) => reader.gateway()) };
}

function valueOf({ book, today, order, number, gateway }: Receipt) {
  const { account, paymentMethods } = book;
  const { company, country, address = null, vatId = null } = buyerOf(account, order.id);
  const method = paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  return {
    receiptNumber: number,
    paidBy: { company, country, mpnId: account.mpnId, address, vatId },
    card: method ? { brand: method.brand, last4: method.last4 } : null,
    chargeId: chargeOf(order),
    gateway: gateway.name,
    // When it was given, nothing had gone back: what did later has a paper of its own.
    refund: null,
    order: shownOrder(order, today),
  };
}
