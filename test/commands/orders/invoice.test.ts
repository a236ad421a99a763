import { readFileSync, writeFileSync } from 'node:fs';
import { pdfText } from '../../support/pdf-text.js';
import { JOIN, Workplace, type Answer } from '../../support/in-process.js';
import { BUY_SOLD as BUY, customer, JOIN_SELLING, writeSelling } from '../../support/selling.js';

const APPROVE = 'support resolve 1 --outcome approved --yes';
const INVOICE = 'orders invoice FA-2026-000001';
const NOTE = 'orders credit-note AV-2026-000001';
const ADDRESS = '5 Musterstraße, 10115 Berlin';
/** A pipe has amounts and days in no language. */
const PERSON = { terminal: { stdout: true, columns: 120 } };
const line = (...words: readonly string[]) => words;

/** A member of a programme that a company in France sells. */
async function member(country: string, vatId?: string): Promise<Workplace> {
  const here = await customer(country);
  await here.after(line('account', 'set', '--address', ADDRESS, ...(vatId === undefined ? [] : ['--vat-id', vatId])));
  return here;
}

let german: Workplace;
let french: Workplace;
beforeAll(async () => {
  german = await (await member('DE', 'DE136695976')).after(BUY);
  french = await (await member('FR')).after(BUY);
});

/** Everything that a paper looks like: on the screen, for scripts, in French, as a file. */
async function looks(here: Workplace, command: string, name: string) {
  await here.json(`${command} --pdf ${name}.pdf`, { fileTime: '2026-11-22' });
  const printed = [...here.files()].find(([path]) => path.endsWith(`${name}.pdf`))?.[1];
  if (printed === undefined) throw new Error(`${name}.pdf was not written`);
  const screens = await Promise.all([command, `${command} --json`, `${command} --lang fr`].map((one) => here.run(one)));
  return [...screens.map(({ stdout }) => stdout), printed];
}

describe('what is sold has an invoice', () => {
  test('D15 a buyer in the same country pays the tax of it, by rate', async () => {
    expect(await french.json(INVOICE)).toMatchObject({
      invoiceNumber: 'FA-2026-000001',
      issuedOn: '2026-11-22',
      seller: { name: 'Contoso Ventes SAS', vatId: 'FR40303265045', address: { city: 'Paris' } },
      buyer: { company: 'Contoso', country: 'FR', address: ADDRESS, vatId: null },
      supplied: { from: '2026-11-22', to: '2027-11-22' },
      paidOn: '2026-11-22',
      lines: [{ what: 'action-pack', quantity: 1, amount: { amount: 47500, currency: 'EUR' }, discount: null }],
      tax: { category: 'standard', rate: 2000, base: { amount: 47500 }, amount: { amount: 9500 }, sentence: null },
      total: { amount: 57000, currency: 'EUR' },
      order: { receiptNumber: '2026-000001', invoiceNumber: 'FA-2026-000001', tax: { amount: 9500 } },
    });
    const { stdout } = await french.run(INVOICE, PERSON);
    for (const said of ['Invoice', 'Contoso Ventes SAS', 'SIREN 303265045', '20%', '€95.00', '€570.00', 'IBAN FR14'])
      expect(stdout).toContain(said);
    expect((await french.run('db check')).code).toBe(0);
  });

  test('D15 a buyer in another country of the EU with a VAT ID owes it, and the sentence says so in both languages', async () => {
    expect(await german.json(INVOICE)).toMatchObject({
      buyer: { country: 'DE', vatId: 'DE136695976' },
      tax: { category: 'reverse-charge', rate: 0, amount: { amount: 0 }, code: 'VATEX-EU-AE' },
      total: { amount: 47500 },
    });
    expect((await german.run(INVOICE)).stdout).toContain('Reverse charge: VAT to be accounted for by the recipient');
    expect((await german.run(`${INVOICE} --lang fr`)).stdout).toContain('Autoliquidation : TVA due par le preneur');
    expect((await german.run('orders receipt FA-2026-000001')).stdout).toContain('2026-000001');
    expect((await german.run('db check')).code).toBe(0);
  });

  test('R11 the file says what the screen says', async () => {
    const [, , , printed = ''] = await looks(german.copy(), INVOICE, 'invoice');
    const text = pdfText(Buffer.from(printed, 'latin1'));
    for (const said of ['Invoice', 'FA-2026-000001', 'Contoso Ventes SAS', 'DE136695976', 'Reverse charge', '475.00'])
      expect(text).toContain(said);
  });

  test('EN 16931 the same is written as data for machines, of an invoice and of its credit note alone', async () => {
    const here = await german.copy().after('actionpack cancel', APPROVE);
    const written = async (command: string, name: string) => {
      expect(await here.json(`${command} --xml ${name}.xml`)).toMatchObject({ xml: { file: `${name}.xml` } });
      return [...here.files()].find(([path]) => path.endsWith(`${name}.xml`))?.[1] ?? '';
    };
    expect(await written(INVOICE, 'invoice')).toContain('<ram:ID>FA-2026-000001</ram:ID><ram:TypeCode>380<');
    expect(await written(NOTE, 'note')).toContain('<ram:IssuerAssignedID>FA-2026-000001<');
    expect((await here.run(`${INVOICE} --xml invoice.xml --json`)).error()).toMatchObject({ code: 'FILE_EXISTS' });
    const other = await new Workplace().after(JOIN, BUY, 'actionpack cancel', APPROVE);
    const refused = await other.run('orders credit-note CN-2026-000001 --xml note.xml --json');
    expect(refused.error()).toMatchObject({ code: 'NO_INVOICE' });
  });

  test.each(['cii', 'ubl'])('no name turns the letters of the data round (%s)', async (syntax) => {
    const here = new Workplace();
    await here.after(`catalog import ${writeSelling(here.home)}`, JOIN_SELLING);
    // As an earlier version took it in.
    const [kept = ''] = [...here.files()]
      .map(([path]) => path)
      .filter((path) => /programmes\/[\w-]+\.json$/.test(path));
    const before = readFileSync(kept, 'utf8');
    const turned = before.replaceAll('Contoso Ventes SAS', 'Contoso \u202eVentes\u2066 \u200bSAS');
    writeFileSync(kept, turned);
    await here.after(line('account', 'set', '--address', '5 Musterstraße'), BUY);
    await here.after(`${INVOICE} --xml invoice.xml --syntax ${syntax}`);
    const bytes = [...here.files()].find(([path]) => path.endsWith('invoice.xml'))?.[1] ?? '';
    const xml = Buffer.from(bytes, 'latin1').toString('utf8');
    for (const said of ['Contoso Ventes SAS', '5 Musterstraße']) expect(xml).toContain(said);
  });

  test('R9 who sells it and why no tax is due stand in the review, and so does an address that is missing', async () => {
    const here = await member('DE', 'DE136695976');
    await here.after('account set --without-address');
    const { stdout } = await here.run('actionpack subscribe --accept-terms --token pm_card_visa --yes --dry-run');
    for (const said of ['Sold by Contoso Ventes SAS', 'Reverse charge', 'partner account set --address'])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(said);
  });

  test('D16 what is announced of a renewal is what it costs this buyer, tax included', async () => {
    const [own] = (await french.json('status')).subscriptions;
    expect(own.autorenew.amount).toEqual({ amount: 57000, currency: 'EUR' });
    const [other] = (await german.json('status')).subscriptions;
    expect(other.autorenew.amount).toEqual({ amount: 47500, currency: 'EUR' });
  });

  test('G26 neither a change of the company nor one of the seller changes what was given', async () => {
    const here = german.copy();
    const before = await looks(here, INVOICE, 'before');
    const file = writeSelling(here.home, (programme) => {
      programme.seller.name = 'Fabrikam Ventes SAS';
      programme.seller.series.invoices.prefix = 'INV-';
      programme.seller.taxRules = programme.seller.taxRules.slice(1);
    });
    await here.after(
      `catalog import ${file} --replace`,
      line('account', 'set', '--company', 'Tailspin', '--country', 'FR', '--address', 'Paris', '--without-vat-id'),
    );
    expect(await looks(here, INVOICE, 'after')).toEqual(before);
    expect((await here.run('db check')).code).toBe(0);
  });
});

describe('what is given back has a credit note of the seller’s', () => {
  test('P8 it names the invoice, is numbered in its own series, and the invoice stays as it was', async () => {
    const here = await french.copy().after('actionpack cancel');
    const before = await looks(here, INVOICE, 'before');
    const resolved = await here.run(APPROVE);
    expect(resolved.stdout).toContain('AV-2026-000001');
    const note = await here.json(NOTE);
    expect(note).toMatchObject({
      creditNoteNumber: 'AV-2026-000001',
      receiptNumber: '2026-000001',
      invoice: { number: 'FA-2026-000001', issuedOn: '2026-11-22' },
      seller: { name: 'Contoso Ventes SAS' },
      tax: { amount: { amount: 9500 } },
      total: { amount: 57000 },
      refund: { creditNoteNumber: 'AV-2026-000001' },
    });
    expect((await here.run(`${NOTE} --lang fr`, PERSON)).stdout).toContain('FA-2026-000001 du 22 nov. 2026');
    const [asNote, asInvoice] = [await here.run(NOTE), await here.run(INVOICE)];
    expect(asNote.stdout).toContain('Sandbox: no money moved. This is not a proof of a refund.');
    expect(asInvoice.stdout).toContain('Sandbox: no money moved. This is not a proof of payment.');
    expect(await looks(here, INVOICE, 'after')).toEqual(before);
    expect((await here.run('db check')).code).toBe(0);
  });

  test('I13 credit notes may go on in the series of the invoices', async () => {
    const here = new Workplace();
    const file = writeSelling(here.home, ({ seller }) => (seller.series.creditNotes = { prefix: 'FA-', yearly: true }));
    await here.after(`catalog import ${file}`, JOIN_SELLING, BUY);
    await here.run(`${BUY} --dry-run`);
    await here.after('actionpack cancel', APPROVE, 'actionpack subscribe --accept-terms --yes');
    const numbers = (await here.json('orders list')).map(({ invoiceNumber, creditNoteNumber }: Answer) => [
      invoiceNumber,
      creditNoteNumber,
    ]);
    expect(numbers).toEqual([
      ['FA-2026-000001', 'FA-2026-000002'],
      ['FA-2026-000003', null],
    ]);
    expect((await here.run('db check')).code).toBe(0);
  });
});

test('P9 the funds of a bank transfer bring the invoice', async () => {
  const here = await member('FR');
  const { order } = await here.json('actionpack subscribe --accept-terms --pay-by transfer --yes');
  expect((await here.run(`orders invoice ${order.id} --json`)).error()).toMatchObject({ code: 'NOT_PAID' });
  await here.after(`orders confirm-transfer ${order.id} --yes`);
  expect(await here.json(`orders invoice ${order.id}`)).toMatchObject({ invoiceNumber: 'FA-2026-000001' });
});

test('I13 a declined payment takes no number, and each year begins anew', async () => {
  const here = await member('FR');
  expect((await here.run(BUY.replace('pm_card_visa', 'pm_card_chargeCustomerFail'))).code).toBe(9);
  await here.after(BUY);
  const later = here.copy({ now: '2027-11-22' });
  await later.after('actionpack renew --accept-terms --yes');
  const numbers = (await later.json('orders list')).map(({ invoiceNumber }: Answer) => invoiceNumber);
  expect(numbers).toEqual([null, 'FA-2026-000001', 'FA-2027-000001']);
});

test('what nobody is known to have sold has a receipt and no invoice', async () => {
  const here = await new Workplace().after(JOIN, BUY);
  const refused = (await here.run('orders invoice 2026-000001 --json')).error();
  expect(refused).toMatchObject({ code: 'NO_INVOICE', exit: 3, why: 'no-seller' });
  expect(refused.try).toEqual([expect.stringMatching(/^partner orders receipt /)]);
  expect(JSON.stringify(await here.json('orders receipt 2026-000001'))).not.toContain('seller');
});
