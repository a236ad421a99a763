import type { Day, Instant } from '../../src/core/day.js';
import type { PaperWords } from '../../src/core/e-invoice.js';
import type { TaxPaper } from '../../src/core/invoice.js';
import { money } from '../../src/core/money.js';
import type { Seller } from '../../src/core/programme.js';
import { saleOf } from '../../src/core/sale.js';
import { order, upgrade } from '../store/samples.js';
import { SELLER } from '../support/selling.js';

export const TODAY = '2026-11-22' as Day;
export const WORDS: PaperWords = {
  line: ({ what }) => `${what} <& more>`,
  sentence: undefined,
  paymentTerms: 'Paid in full.',
};

export function paperFor(
  country: string,
  vatId?: string,
  more: Partial<TaxPaper> = {},
  seller: Seller = SELLER,
): TaxPaper {
  const of = more.order ?? order();
  const [first, ...others] = of.lines.map(({ amount }) => amount);
  const buyer = { company: 'Müller & Söhne <GmbH>', country, ...(vatId === undefined ? {} : { vatId }) };
  const sale = saleOf(seller, buyer, [first ?? money(0, 'EUR'), ...others], TODAY);
  const total = money(sale.tax.base.amount + sale.tax.amount.amount, 'EUR');
  const sold = { ...of, total, tax: sale.tax.amount, sale };
  const issuedAt = '2026-11-22T12:00:00.000Z' as Instant;
  return { kind: 'invoice', number: 'FA-2026-000001', issuedAt, paidOn: TODAY, sale, ...more, order: sold };
}

export const BY_TRANSFER: Partial<TaxPaper> = {
  order: { ...order(), paymentMethodId: null, transfer: { due: TODAY } },
};
export const { bank: _ofSeller, ...WITHOUT_BANK } = SELLER;

/** Each kind of paper there is, and the sentence that it bears. */
export const PAPERS: readonly (readonly [what: string, paper: TaxPaper, sentence: string | undefined])[] = [
  ['an invoice at home', paperFor('FR'), undefined],
  ['a reverse charge', paperFor('DE', 'DE136695976'), 'Reverse charge.'],
  ['an export', paperFor('US'), 'Outside the scope.'],
  ['an upgrade, whose second line takes off', paperFor('FR', undefined, { order: upgrade() }), undefined],
  ['a bank transfer', paperFor('FR', undefined, BY_TRANSFER), undefined],
  [
    'a credit note',
    paperFor('FR', undefined, {
      kind: 'credit-note',
      number: 'AV-2026-000001',
      corrects: { number: 'FA-2026-000001', issuedOn: TODAY },
    }),
    undefined,
  ],
  [
    'a seller of whom little is known',
    (() => {
      const { bank: _bank, email: _email, ...little } = SELLER;
      return paperFor('FR', undefined, {}, { ...little, registrations: [] });
    })(),
    undefined,
  ],
];
