import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Instant } from '../../src/core/day.js';
import { packageRoot } from '../../src/files/package-root.js';
import { receiptPdf, type ReceiptPage } from '../../src/io/receipt-pdf.js';
import { srgbProfile } from '../../src/io/srgb.js';
import { quickFolder } from '../support/folders.js';

const FONTS = join(packageRoot(), 'data', 'fonts');
const XML =
  '<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossIndustryInvoice>Müller &amp; Söhne</rsm:CrossIndustryInvoice>\n';
const PAGE: ReceiptPage = {
  country: 'FR',
  title: 'Facture',
  number: 'FA-2026-000001',
  facts: [['Acheteur', 'Müller & Söhne <GmbH>']],
  amounts: [['Total', '570,00 €']],
  notice: undefined,
  lang: 'fr',
  issuedAt: '2026-11-22T12:00:00.000Z' as Instant,
  attached: { xml: XML, about: 'Factur-X' },
  replaced: (sign) => sign,
};

const print = async () => Buffer.from((await receiptPdf(PAGE, FONTS, [])).bytes);

/** Every stream of a file, as it is once it was taken apart. */
function streamsIn(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = file.indexOf('stream\n'); at !== -1; at = file.indexOf('stream\n', at + 7)) {
    if (file.subarray(at - 3, at).toString() === 'end') continue;
    const bytes = file.subarray(at + 7, file.indexOf('\nendstream', at));
    try {
      found.push(inflateSync(bytes));
    } catch {
      found.push(bytes);
    }
  }
  return found;
}

/** Elements that are not closed where they should be; what looks like a mark and is none is one of them. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [whole, closes, name = '', , empty] of xml.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>/g)) {
    if (closes === '/') {
      if (open.pop() !== name) return [whole];
    } else if (empty !== '/') open.push(name);
  }
  const rest = xml.replaceAll(/<[/?]?[\w:]+(?:\s[^<>]*?)?[/?]?>/g, '');
  return [...open, ...(/[<>]|&(?!amp;|lt;|gt;)/.exec(rest) ?? [])];
}

test('Factur-X a paper of tax law holds its own data, as they are, and says that they are its alternative', async () => {
  const file = await print();
  const text = file.toString('latin1');
  expect(text.slice(0, 8)).toBe('%PDF-1.7');
  expect(streamsIn(file).some((stream) => stream.equals(Buffer.from(XML, 'utf8')))).toBe(true);
  for (const said of [
    '/AFRelationship /Alternative',
    '/UF (factur-x.xml)',
    '/Subtype /text#2Fxml',
    '/AF [',
    '/S /GTS_PDFA1',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('/Encrypt');
  expect(await print()).toEqual(file);
});

test('ISO 19005-3 its description is XML that says PDF/A-3 and the profile EN 16931, as the file itself says it', async () => {
  const file = await print();
  const xmp =
    streamsIn(file)
      .find((stream) => stream.includes('<x:xmpmeta'))
      ?.toString('utf8') ?? '';
  expect(unclosed(xmp)).toEqual([]);
  for (const said of [
    '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>',
    '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>',
    '<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>',
    '<pdfaSchema:prefix>fx</pdfaSchema:prefix>',
    '<xmp:CreateDate>2026-11-22T12:00:00Z</xmp:CreateDate>',
    '<xmp:ModifyDate>2026-11-22T12:00:00Z</xmp:ModifyDate>',
    'Facture FA-2026-000001',
  ])
    expect(xmp).toContain(said);
  expect(file.toString('latin1')).not.toContain('/Subject');
});

test('ISO 15076-1 its colours are those of sRGB: a profile whose tags lie within it', async () => {
  const profile = srgbProfile();
  expect(streamsIn(await print()).some((stream) => stream.equals(profile))).toBe(true);
  expect([profile.readUInt32BE(0), profile.toString('latin1', 36, 40)]).toEqual([profile.length, 'acsp']);
  const tags = Array.from({ length: profile.readUInt32BE(128) }, (_, index) => 132 + index * 12);
  for (const row of tags) {
    const [at, length] = [profile.readUInt32BE(row + 4), profile.readUInt32BE(row + 8)];
    expect([at % 4, at + length <= profile.length, at >= 132 + tags.length * 12]).toEqual([0, true, true]);
  }
  // The three colours at full are white (D50).
  const colour = (name: string) => {
    const row = tags.find((place) => profile.toString('latin1', place, place + 4) === name) ?? 0;
    const at = profile.readUInt32BE(row + 4) + 8;
    return [0, 4, 8].map((part) => profile.readInt32BE(at + part) / 65_536);
  };
  const white = ['rXYZ', 'gXYZ', 'bXYZ']
    .map(colour)
    .reduce((sum, one) => sum.map((part, index) => part + (one[index] ?? 0)));
  colour('wtpt').forEach((part, index) => expect(white[index]).toBeCloseTo(part, 3));
});

test('Factur-X another reader takes the data out of it, on machines that have one', async () => {
  const folder = quickFolder('factur-x');
  writeFileSync(join(folder, 'invoice.pdf'), await print());
  const read = spawnSync('pdfdetach', ['-saveall', 'invoice.pdf'], { cwd: folder, encoding: 'utf8' });
  const data = read.error ? XML : readFileSync(join(folder, 'factur-x.xml'), 'utf8');
  expect(data).toBe(XML);
  const info = spawnSync('pdfinfo', ['invoice.pdf'], { cwd: folder, encoding: 'utf8' });
  expect(info.error ? 'Title: Facture FA-2026-000001' : info.stdout).toMatch(/Title: +Facture FA-2026-000001/);
});
