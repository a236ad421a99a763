import type { Command } from '../../cli/command.js';
import { pastMembership } from '../../cli/visit.js';
import { invoiceOf, type TaxPaper } from '../../core/invoice.js';
import { stop } from '../../errors.js';
import { anyOrderNamed } from '../../named/membership.js';
import { paperData, paperPage, paperValue } from '../../screens/invoice.js';
import { shownOrder } from '../../screens/orders.js';
import { PDF, shownPaper, SYNTAX, XML } from '../../screens/paper.js';

/** What tax law wants of a sale: who sold what to whom, and the tax on it, as it was when it was ordered (G26). */
export const ordersInvoice: Command = {
  path: 'orders invoice',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'orders' }],
  flags: [PDF, XML, SYNTAX],
  examples: [
    'orders invoice FA-2026-000001',
    'orders invoice FA-2026-000001 --pdf invoice.pdf --xml invoice.xml',
    'orders invoice FA-2026-000001 --xml invoice-ubl.xml --syntax ubl',
  ],
  run: async (context, given) => {
    const { book, ledger, today } = await pastMembership(context);
    const order = anyOrderNamed(book, given.arguments['id'] ?? '');
    if ('statements' in order) throw stop('NO_INVOICE', { order: order.id, why: 'elsewhere' });
    if (!order.sale) throw stop('NO_INVOICE', { order: order.id, why: 'no-seller' });
    const paper = issued(invoiceOf(order), order.id);
    const gateway = await ledger.read((reader) => reader.gateway());
    const shown = { paper, book, gateway };
    const { number: invoiceNumber, invoice: _none, ...value } = paperValue(shown);
    return shownPaper(context, given, {
      value: { invoiceNumber, ...value, order: shownOrder(order, today) },
      page: () => paperPage(context, shown),
      data: (syntax) => paperData(context, shown, syntax),
      saved: context.words.screens.invoice.saved,
    });
  },
};

/** @throws Stop NOT_PAID */
function issued(paper: TaxPaper | undefined, order: string): TaxPaper {
  if (!paper) throw stop('NOT_PAID', { order });
  return paper;
}
