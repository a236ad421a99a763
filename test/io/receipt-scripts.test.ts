import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReceiptPage, receiptPdf } from '../../src/io/receipt-pdf.js';
import type { Instant } from '../../src/core/day.js';
import { packageRoot } from '../../src/files/package-root.js';
import { fontPlaces } from '../../src/io/fonts/choose.js';
import { pdfText } from '../support/pdf-text.js';
import { quickFolder } from '../support/folders.js';

const OWN = join(packageRoot(), 'data', 'fonts');
const OTHERS = join(packageRoot(), 'test', 'io', 'fonts');

const page = (company: string, country = 'FR'): ReceiptPage => ({
  title: 'Receipt',
  number: '2026-000001',
  facts: [['Paid by', `${company}, ${country}`]],
  country,
  amounts: [['Total paid', 'US$475.00']],
  notice: undefined,
  lang: 'en',
  issuedAt: '2026-11-22T12:00:00.000Z' as Instant,
  replaced: (sign, packages) => `Replaced by ${sign}: ${packages.join(' ')}`,
});
const print = (company: string, country?: string, places: readonly string[] = [OTHERS]) =>
  receiptPdf(page(company, country), OWN, places);

const reversed = (text: string) => [...text].reverse().join('');

describe('R11 a company is printed as it is called, in a font that has its letters', () => {
  test.each([
    ['Japanese', 'JP', '株式会社コントソ'],
    ['Korean', 'KR', '주식회사'],
    ['Chinese', 'CN', '微软有限公司'],
    ['Thai', 'TH', 'บริษัท'],
    ['Hindi', 'IN', 'हिन्दी प्राइवेट'],
    ['Georgian', 'GE', 'საქართველო'],
    ['Armenian', 'AM', 'Հայաստան'],
  ])('%s', async (_, country, company) => {
    const { bytes, exact, packages } = await print(company, country);
    expect({ exact, packages }).toEqual({ exact: true, packages: [] });
    expect(pdfText(bytes)).toContain(`${company}, ${country}`);
  });

  test('from right to left where the script is: the first letter stands last, and what is Latin stays in order', async () => {
    const { bytes, exact } = await print('שלום', 'IL');
    expect(exact).toBe(true);
    expect(pdfText(bytes).replaceAll('\n', '')).toContain(`${reversed('שלום')}, IL`);
  });

  test('Persian: brackets are mirrored, digits stay in their order, and the non-joiner keeps two letters apart', async () => {
    const joined = await print('نرمافزاری', 'IR');
    const apart = await print('نرم\u200Cافزاری (۱۲۳)', 'IR');
    expect([joined.exact, apart.exact]).toEqual([true, true]);
    const text = pdfText(apart.bytes).replaceAll('\n', '');
    expect(text).toContain('۱۲۳');
    expect(text.indexOf('(')).toBeLessThan(text.indexOf('۱۲۳'));
    expect(text.indexOf(')')).toBeGreaterThan(text.indexOf('۱۲۳'));
    expect(apart.bytes.length).not.toBe(joined.bytes.length);
  });

  test('a name that is long is broken into lines', async () => {
    const { bytes } = await print('株式会社'.repeat(40), 'JP');
    const lines = pdfText(bytes)
      .split('\n')
      .filter((line) => line.includes('株'));
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('')).toBe(`${'株式会社'.repeat(40)}, JP`);
  });
});

test('G26 the same receipt is the same file in any script', async () => {
  const [first, second] = [await print('株式会社コントソ', 'JP'), await print('株式会社コントソ', 'JP')];
  expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
});

test('only a part of the font is embedded, and none where the own font has every letter', async () => {
  const latin = await print('Contoso', 'FR');
  expect(latin.bytes).toEqual((await print('Contoso', 'FR', [])).bytes);
  expect((await print('京', 'JP')).bytes.length).toBeLessThan(latin.bytes.length + 12_000);
});

test.each([
  ['コントソ', 'FR', 'jp'],
  ['株式会社', 'JP', 'jp'],
  ['株式会社', 'TW', 'tc'],
  ['微软', 'FR', 'sc'],
  ['주식', 'FR', 'kr'],
  ['שלום', 'FR', 'hebrew'],
  ['شرکت', 'IR', 'arabic'],
  ['Հայաստան', 'AM', 'armenian'],
])(
  'where no font has the letters of %s (%s), the receipt says which package to add',
  async (company, country, name) => {
    const { bytes, exact, packages } = await print(company, country, []);
    expect({ exact, packages }).toEqual({ exact: false, packages: [`@fontsource/noto-sans-${name}`] });
    expect(pdfText(bytes)).toContain(`@fontsource/noto-sans-${name}`);
  },
);

test('such a package is found beside the program, before the fonts of the machine', async () => {
  const root = quickFolder('fonts');
  const files = join(root, 'node_modules', '@fontsource', 'noto-sans-thai', 'files');
  mkdirSync(files, { recursive: true });
  copyFileSync(join(OTHERS, 'noto-sans-thai-thai-400-normal.woff'), join(files, 'noto-sans-thai-thai-400-normal.woff'));
  const program = join(root, 'node_modules', 'partner');
  const places = fontPlaces(program, { platform: 'linux', home: root, env: {} }).slice(0, -2);
  const { bytes, exact } = await print('บริษัท', 'TH', places);
  expect(exact).toBe(true);
  expect(pdfText(bytes)).toContain('บริษัท, TH');
});

test('what is no font, a damaged one and one that may not be embedded are passed over', async () => {
  const folder = quickFolder('fonts');
  const font = readFileSync(join(OTHERS, 'NotoSansGeorgian-Test.ttf'));
  writeFileSync(join(folder, 'empty.ttf'), '');
  writeFileSync(join(folder, 'text.otf'), 'no font at all, whatever its name says');
  writeFileSync(join(folder, 'short.ttf'), font.subarray(0, font.length / 3));
  const row = font.subarray(12).indexOf('OS/2', 0, 'latin1') + 12;
  const restricted = Buffer.from(font);
  restricted.writeUInt16BE(2, font.readUInt32BE(row + 8) + 8);
  writeFileSync(join(folder, 'restricted.ttf'), restricted);
  expect(await print('საქართველო', 'GE', [folder])).toMatchObject({ exact: false });
  writeFileSync(join(folder, 'sound.ttf'), font);
  expect(await print('საქართველო', 'GE', [folder])).toMatchObject({ exact: true });
});
