import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readSaved } from '../../src/acts/spreadsheet.js';

test('F8 what another program writes by RFC 4180 is read as it was, whatever is in its cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', ' ', '=') });
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
      const header = (rows[0] ?? ['', '']).map((_, index) => `column${index}`);
      const text = stringify([header, ...rows], { delimiter, quoted: true });
      const read = readSaved(text);
      expect(read.unclosed).toBeUndefined();
      expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
    }),
  );
});

test('each row knows the line on which it begins, and an open quotation the line of its mark', () => {
  expect(readSaved('a,b\n1,"x\ny"\n\n2,z\n').rows.map(({ line }) => line)).toEqual([2, 5]);
  expect(readSaved('a,b\n1,"x\n').unclosed).toBe(2);
});
