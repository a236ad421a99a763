import { PDF, shownPaper, SYNTAX, XML } from '../../screens/paper.js';
import type { Command } from '../../cli/command.js';
import { pastMembership, type Membership } from '../../cli/visit.js';
import type { Order } from '../../core/order.js';
import { sellersCreditNoteOf } from '../../core/invoice.js';
import { refunded, refundsOf } from '../../core/refund.js';
import { stop } from '../../errors.js';
import { anyOrderNamed } from '../../named/membership.js';
import { buyerOn, creditNotePage, type CreditNote } from '../../screens/credit-note.js';
import { paperData, paperPage, paperValue } from '../../screens/invoice.js';
import { shownOrder, shownRefund } from '../../screens/orders.js';

/** Proof of what was given back: a document of its own, which names the receipt and leaves it as it was (G26, P8). */
export const ordersCreditNote: Command = {
  path: 'orders credit-note',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'orders-refunded' }],
  flags: [PDF, XML, SYNTAX],
  examples: ['orders credit-note CN-2026-000001', 'orders credit-note 2026-000001 --pdf credit-note.pdf'],
  run: async (context, given) => {
    const member = await pastMembership(context);
    const order = anyOrderNamed(member.book, given.arguments['id'] ?? '');
    // D24: of what was paid elsewhere there is no paper of ours.
    if ('statements' in order) throw stop('NOT_REFUNDED', { order: order.id, why: 'elsewhere' });
    const note = await noteFor(member, order);
    const value = valueOf(member, note);
    const saved = context.words.screens.creditNote.saved;
    const paper = sellersCreditNoteOf(order, note.refund);
    if (!paper) {
      if (given.flags[XML.name] !== undefined) throw stop('NO_INVOICE', { order: order.id, why: 'no-seller' });
      return shownPaper(context, given, { value, page: () => creditNotePage(context, note), saved });
    }
    const shown = { ...note, paper };
    const { number: _number, ...said } = paperValue(shown);
    return shownPaper(context, given, {
      value: { ...said, ...value },
      page: () => paperPage(context, shown),
      data: (syntax) => paperData(context, shown, syntax),
      saved,
    });
  },
};

/** @throws Stop NOT_REFUNDED */
async function noteFor({ book, ledger }: Membership, order: Order): Promise<CreditNote> {
  const refund = refunded(refundsOf(book, order.id));
  if (!refund?.settledAt) throw stop('NOT_REFUNDED', { order: order.id, why: 'nothing-given-back' });
  const gateway = await ledger.read((reader) => reader.gateway());
  return { book, order, refund, refundedAt: refund.settledAt, gateway };
}

function valueOf({ today }: Membership, note: CreditNote) {
  const { book, order, refund, gateway } = note;
  const { company, country, address = null, vatId = null } = buyerOn(note);
  const method = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  return {
    creditNoteNumber: refund.creditNoteNumber ?? null,
    receiptNumber: order.receiptNumber,
    refundedTo: { company, country, mpnId: book.account.mpnId, address, vatId },
    card: method ? { brand: method.brand, last4: method.last4 } : null,
    chargeId: refund.chargeId,
    gateway: gateway.name,
    refund: shownRefund(refund),
    order: shownOrder(order, today, [refund]),
  };
}
