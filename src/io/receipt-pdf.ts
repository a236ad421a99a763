import type { Instant } from '../core/day.js';
import { join } from 'node:path';
import type { Fact } from './blocks.js';
import { clean } from './clean.js';
import { MISSING } from './drawable.js';
import type { FontPlaces } from './fonts/choose.js';
import { typesetter, type Typesetter } from './fonts/typesetter.js';

/** What a printed receipt or credit note says, in the person's words. */
export interface ReceiptPage {
  readonly title: string;
  readonly number: string;
  readonly facts: readonly Fact[];
  /** Of whoever paid (ISO 3166): some letters are drawn differently in each. */
  readonly country: string;
  /** The last row is the total. */
  readonly amounts: readonly Fact[];
  /** Stands out, where there is something that nobody may overlook. */
  readonly notice: string | undefined;
  readonly lang: string;
  /** The date of the file, too: the same receipt is the same file. */
  readonly issuedAt: Instant;
  /**
   * Said where letters had to be replaced; `sign` stands for those without a likeness, and the packages would bring a
   * font that has them.
   */
  replaced(sign: string, packages: readonly string[]): string;
}

export interface PrintedPage {
  readonly bytes: Uint8Array;
  /** Every letter could be printed as it is. */
  readonly exact: boolean;
  /** The npm packages that would bring a font for what is missing, as far as there are any. */
  readonly packages: readonly string[];
}

type Document = PDFKit.PDFDocument;

// A4 in points; the text stands within these margins.
const MARGIN = 64;
const LABELS = 150;
const INK = '#1a1a1a';
const FAINT = '#5c5c5c';
const RULE = '#c8c8c8';

/**
 * A receipt as one A4 page. The fonts are embedded, so that it looks the same everywhere; the same page gives the same
 * bytes. Loads the PDF library when called, never before.
 * @param fonts the folder that holds our own
 * @param places where others may be, for letters that ours lack
 */
export async function receiptPdf(page: ReceiptPage, fonts: string, places: FontPlaces): Promise<PrintedPage> {
  const { default: PDFDocument } = await import('pdfkit');
  const regular = join(fonts, 'LiberationSans-Regular.ttf');
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    font: regular,
    lang: page.lang,
    displayTitle: true,
    info: infoOf(page),
  });
  const written = bytesOf(doc);
  doc.registerFont('regular', regular).registerFont('bold', join(fonts, 'LiberationSans-Bold.ttf'));
  const texts = [...page.facts, ...page.amounts].flat();
  const type = await typesetter({ doc, font: 'regular', texts, country: page.country, places });
  layOut(doc, page, type);
  if (!type.exact()) remark(doc, type.prepare(page.replaced(MISSING, type.lacking())));
  doc.end();
  return { bytes: await written, exact: type.exact(), packages: type.lacking() };
}

// The clock of the machine has no part: what is dated is the payment, or its return.
function infoOf({ title, number, facts, lang, issuedAt }: ReceiptPage) {
  const at = new Date(issuedAt);
  const subject = clean(facts.map(([label, value]) => `${label}: ${value}`).join('; '));
  return {
    Title: `${title} ${number}`,
    Subject: subject,
    Producer: 'partner',
    Creator: 'partner',
    Language: lang,
    CreationDate: at,
    ModDate: at,
  };
}

function layOut(doc: Document, page: ReceiptPage, type: Typesetter): void {
  const text = (raw: string) => type.prepare(raw);
  heading(doc, text(page.title), text(page.number));
  if (page.notice !== undefined) notice(doc, text(page.notice));
  for (const [label, value] of page.facts) fact(doc, [text(label), text(value)], type);
  doc.moveDown(1.2);
  rule(doc);
  page.amounts.forEach((row, index) =>
    amount(doc, [text(row[0]), text(row[1])], { type, isTotal: index === page.amounts.length - 1 }),
  );
}

function heading(doc: Document, title: string, number: string): void {
  const top = doc.y;
  doc.font('bold').fontSize(26).fillColor(INK).text(title, MARGIN, top);
  const below = doc.y;
  doc
    .font('regular')
    .fontSize(13)
    .fillColor(FAINT)
    .text(number, MARGIN, top + 12, { align: 'right', width: width(doc) });
  doc.y = below + 6;
  rule(doc);
}

function notice(doc: Document, sentence: string): void {
  const [top, pad] = [doc.y, 10];
  doc.font('bold').fontSize(11);
  const inner = width(doc) - 2 * pad;
  const height = doc.heightOfString(sentence, { width: inner }) + 2 * pad;
  doc.lineWidth(1).strokeColor(INK).rect(MARGIN, top, width(doc), height).stroke();
  doc.fillColor(INK).text(sentence, MARGIN + pad, top + pad, { width: inner });
  doc.y = top + height + 18;
}

function fact(doc: Document, [label, value]: Fact, type: Typesetter): void {
  const top = doc.y;
  doc.font('regular').fontSize(10.5);
  doc.fillColor(FAINT).text(label, MARGIN, top, { width: LABELS - 10 });
  const afterLabel = doc.y;
  doc.fillColor(INK);
  type.put(value, MARGIN + LABELS, top, width(doc) - LABELS);
  doc.y = Math.max(afterLabel, doc.y) + 5;
}

interface AmountStyle {
  readonly type: Typesetter;
  readonly isTotal: boolean;
}

function amount(doc: Document, [label, value]: Fact, { type, isTotal }: AmountStyle): void {
  const top = doc.y;
  doc
    .font(isTotal ? 'bold' : 'regular')
    .fontSize(isTotal ? 12.5 : 10.5)
    .fillColor(INK);
  const room = width(doc) * 0.3;
  doc.text(value, MARGIN, top, { width: width(doc), align: 'right' });
  type.put(label, MARGIN, top, width(doc) - room);
  doc.y += 6;
  rule(doc);
}

function remark(doc: Document, sentence: string): void {
  doc.moveDown(2);
  doc
    .font('regular')
    .fontSize(9)
    .fillColor(FAINT)
    .text(sentence, MARGIN, doc.y, { width: width(doc) });
}

function rule(doc: Document): void {
  doc
    .lineWidth(0.7)
    .strokeColor(RULE)
    .moveTo(MARGIN, doc.y)
    .lineTo(MARGIN + width(doc), doc.y)
    .stroke();
  doc.y += 12;
}

function width(doc: Document): number {
  return doc.page.width - 2 * MARGIN;
}

function bytesOf(doc: Document): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
}
