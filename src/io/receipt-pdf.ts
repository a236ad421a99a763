import type { Instant } from '../core/day.js';
import { join } from 'node:path';
import type { Attachment } from './archival-pdf.js';
import type { Fact } from './blocks.js';
import { clean } from './clean.js';
import { MISSING } from './drawable.js';
import type { FontPlaces } from './fonts/choose.js';
import { typesetter, type Typesetter } from './fonts/typesetter.js';

/** What a printed receipt or credit note says, in the person's words. */
export interface ReceiptPage {
  readonly title: string;
  readonly number: string;
  /** Who gives it and to whom, side by side: each a label and lines below it. */
  readonly parties?: readonly (readonly string[])[];
  readonly facts: readonly Fact[];
  /** What it is for: the names of the columns, then the lines. */
  readonly table?: readonly (readonly string[])[];
  /** Of whoever paid (ISO 3166): some letters are drawn differently in each. */
  readonly country: string;
  /** The last row is the total. */
  readonly amounts: readonly Fact[];
  /** Sentences below the amounts. */
  readonly remarks?: readonly string[];
  /** Stands out, where there is something that nobody may overlook. */
  readonly notice: string | undefined;
  readonly lang: string;
  /** The date of the file, too: the same receipt is the same file. */
  readonly issuedAt: Instant;
  /** For machines: the file is made to be archived then (PDF/A-3). */
  readonly attached?: Attachment;
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
  const archival = page.attached && (await import('./archival-pdf.js'));
  const regular = join(fonts, 'LiberationSans-Regular.ttf');
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    font: regular,
    lang: page.lang,
    displayTitle: true,
    info: infoOf(page),
    ...archival?.ARCHIVAL,
  });
  const written = bytesOf(doc);
  doc.registerFont('regular', regular).registerFont('bold', join(fonts, 'LiberationSans-Bold.ttf'));
  const { parties = [], table = [], remarks = [] } = page;
  const texts = [...parties, ...page.facts, ...table, ...page.amounts, remarks].flat();
  const type = await typesetter({ doc, font: 'regular', texts, country: page.country, places });
  layOut(doc, page, type);
  if (!type.exact()) remark(doc, type.prepare(page.replaced(MISSING, type.lacking())), type);
  if (page.attached) archival?.archive(doc, page.attached, page.issuedAt);
  doc.end();
  return { bytes: await written, exact: type.exact(), packages: type.lacking() };
}

// The clock of the machine has no part: what is dated is the payment, or its return.
function infoOf({ title, number, parties = [], facts, lang, issuedAt, attached }: ReceiptPage) {
  const at = new Date(issuedAt);
  const said = [...parties.map(([label, ...lines]) => [label, lines.join(', ')]), ...facts];
  const subject = clean(said.map(([label, value]) => `${label}: ${value}`).join('; '));
  return {
    Title: `${title} ${number}`,
    // The same has to stand in the description of a file to be archived, and is data there.
    ...(attached ? {} : { Subject: subject }),
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
  if (page.parties)
    sideBySide(
      doc,
      page.parties.map((lines) => lines.map(text)),
      type,
    );
  for (const [label, value] of page.facts) fact(doc, [text(label), text(value)], type);
  doc.moveDown(1.2);
  rule(doc);
  for (const [index, cells] of (page.table ?? []).entries()) row(doc, cells.map(text), { type, isHead: index === 0 });
  page.amounts.forEach((row, index) =>
    amount(doc, [text(row[0]), text(row[1])], { type, isTotal: index === page.amounts.length - 1 }),
  );
  for (const sentence of page.remarks ?? []) remark(doc, text(sentence), type);
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

function remark(doc: Document, sentence: string, type: Typesetter): void {
  doc.moveDown(1);
  doc.font('regular').fontSize(9).fillColor(FAINT);
  type.put(sentence, MARGIN, doc.y, width(doc));
}

function sideBySide(doc: Document, parties: readonly (readonly string[])[], type: Typesetter): void {
  const [top, each] = [doc.y, width(doc) / parties.length];
  const ends = parties.map(([label = '', ...lines], index) => {
    const left = MARGIN + index * each;
    doc
      .font('regular')
      .fontSize(10.5)
      .fillColor(FAINT)
      .text(label, left, top, { width: each - 16 });
    for (const line of lines) {
      doc.font('regular').fillColor(INK);
      type.put(line, left, doc.y + 2, each - 16);
    }
    return doc.y;
  });
  doc.y = Math.max(...ends) + 16;
}

/** The first cell takes what the others, which hold numbers, leave. */
function row(doc: Document, cells: readonly string[], { type, isHead }: { type: Typesetter; isHead: boolean }): void {
  const [what = '', ...numbers] = cells;
  const [top, cell] = [doc.y, 74];
  doc
    .font('regular')
    .fontSize(isHead ? 9 : 10.5)
    .fillColor(isHead ? FAINT : INK);
  const room = width(doc) - numbers.length * cell;
  numbers.forEach((number, index) => {
    doc.text(number, MARGIN + room + index * cell, top, { width: cell, align: 'right' });
  });
  type.put(what, MARGIN, top, room - 10);
  doc.y += 6;
  rule(doc);
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
