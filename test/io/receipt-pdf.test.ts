import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReceiptPage, receiptPdf } from '../../src/io/receipt-pdf.js';
import type { Instant } from '../../src/core/day.js';
import { packageRoot } from '../../src/files/package-root.js';
import { MISSING } from '../../src/io/drawable.js';
import { pdfText } from '../support/pdf-text.js';
import { quickFolder } from '../support/folders.js';

const FONTS = join(packageRoot(), 'data', 'fonts');
const NOWHERE: readonly string[] = [];
const PAGE: ReceiptPage = {
  country: 'FR',
  title: 'Receipt',
  number: '2026-000001',
  facts: [
    ['Paid by', 'Société Générale d’Exemple, FR'],
    ['Order', 'ord_01JD0000000000000000000000'],
  ],
  amounts: [
    ['Action Pack', 'US$475.00'],
    ['Tax', 'not computed'],
    ['Total paid', 'US$475.00'],
  ],
  notice: 'Sandbox: no money moved.',
  lang: 'en',
  issuedAt: '2026-11-22T12:00:00.000Z' as Instant,
  replaced: (sign) => `Replaced by ${sign}.`,
};
const paidBy = (company: string): ReceiptPage => ({ ...PAGE, facts: [['Paid by', company]] });

/** By another reader of the format, on machines that have one. */
function byPoppler(file: Uint8Array): string | undefined {
  const folder = quickFolder('pdf');
  try {
    writeFileSync(join(folder, 'receipt.pdf'), file);
    const read = spawnSync('pdftotext', ['-layout', 'receipt.pdf', '-'], { cwd: folder, encoding: 'utf8' });
    return read.error ? undefined : read.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('R11 everything that the receipt says can be read back from the file, by two readers', async () => {
  const { bytes, exact } = await receiptPdf(PAGE, FONTS, NOWHERE);
  const text = pdfText(bytes);
  const other = byPoppler(bytes) ?? text;
  expect(exact).toBe(true);
  for (const said of [PAGE.title, PAGE.number, PAGE.notice ?? '', ...PAGE.facts.flat(), ...PAGE.amounts.flat()]) {
    expect(text).toContain(said);
    expect(other).toContain(said);
  }
});

test('G26 the same receipt is the same file, whenever it is printed', async () => {
  const first = await receiptPdf(PAGE, FONTS, NOWHERE);
  const second = await receiptPdf(PAGE, FONTS, NOWHERE);
  expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
  expect(Buffer.from(first.bytes).toString('latin1')).toContain('(D:20261122120000Z)');
});

test.each(['Łódź Sp. z o.o.', 'Žďár nad Sázavou', 'Общество «Пример»', 'Παράδειγμα ΑΕ', 'Örnek Şirketi İğne'])(
  'letters beyond Western Europe are printed as they are: %s',
  async (company) => {
    const { bytes, exact } = await receiptPdf(paidBy(company), FONTS, NOWHERE);
    expect(exact).toBe(true);
    expect(pdfText(bytes)).toContain(company);
  },
);

test('what the font lacks is replaced openly: a likeness or a sign, a remark, and the exact text in the properties', async () => {
  const { bytes, exact } = await receiptPdf(paidBy('東京 Công ty'), FONTS, NOWHERE);
  expect(exact).toBe(false);
  expect(pdfText(bytes)).toContain(`${MISSING}${MISSING} Công ty`);
  expect(pdfText(bytes)).toContain(`Replaced by ${MISSING}.`);
  // UTF-16, as properties of a PDF file are written; parentheses and backslashes would be escaped.
  expect(Buffer.from(bytes).includes(Buffer.from('東京', 'utf16le').swap16())).toBe(true);
});

test('a long name is broken into lines and nothing else moves off the page', async () => {
  const { bytes } = await receiptPdf(paidBy('Wort '.repeat(40).trim()), FONTS, NOWHERE);
  expect(pdfText(bytes).split('\f')).toHaveLength(1);
  expect(pdfText(bytes)).toContain('Total paid');
});

test('control and bidi characters of a name never reach the file', async () => {
  const { bytes } = await receiptPdf(paidBy('Con\u202etoso\u001b[31m'), FONTS, NOWHERE);
  expect(pdfText(bytes)).toContain('Contoso');
  expect(Buffer.from(bytes).toString('latin1')).toContain('Paid by: Contoso');
});
