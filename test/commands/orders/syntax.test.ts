import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { BUY_SOLD, customer } from '../../support/selling.js';

test('EN 16931 --syntax ubl writes the other syntax; the PDF file holds the usual one, byte for byte as --xml writes it', async () => {
  const world = await (await customer()).after(BUY_SOLD);
  const number = 'FA-2026-000001';
  await world.after(
    `orders invoice ${number} --pdf a.pdf --xml a.xml`,
    `orders invoice ${number} --xml b.xml --syntax ubl`,
  );
  const read = (name: string) => readFileSync(join(world.home, name));
  expect(read('b.xml').toString()).toContain('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"');
  const pdf = read('a.pdf');
  const at = pdf.indexOf('stream\n', pdf.indexOf('/Type /EmbeddedFile')) + 7;
  expect(inflateSync(pdf.subarray(at, pdf.indexOf('\nendstream', at)))).toEqual(read('a.xml'));
});

test('a syntax without a file to write it to is refused', async () => {
  const refused = (await (await customer()).run('orders invoice FA-2026-000001 --syntax ubl --json')).error();
  expect(refused).toMatchObject({ code: 'FLAG_UNUSED', flag: '--syntax', without: '--xml' });
});
