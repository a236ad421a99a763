import fc from 'fast-check';
import { jsonPieces } from '../../src/io/json.js';

test('a result in pieces is the JSON that it would be as a whole, whatever is in it', () => {
  const row = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), fc.string({ unit: 'grapheme' }));
  const list = fc.tuple(fc.array(row, { maxLength: 5 }), fc.nat(500)).map(([rows, times]) => {
    return Array.from({ length: times }, (_, index) => rows[index % Math.max(1, rows.length)]);
  });
  const value = fc.oneof(row, list, fc.dictionary(fc.string(), fc.oneof(row, list), { maxKeys: 5 }));
  fc.assert(
    fc.property(value, (one) => {
      const text = [...jsonPieces(one)].join('');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(one ?? null)));
      // What is unseen is written as its number.
      if (/^[ -~]*$/.test(JSON.stringify(one ?? null))) expect(text).toBe(`${JSON.stringify(one ?? null, null, 2)}\n`);
    }),
    { numRuns: 300 },
  );
});

test('ten thousand things are told a few at a time', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({ index }));
  const longest = Math.max(...Array.from(jsonPieces({ asOf: '2026-11-30', items }), ({ length }) => length));
  expect(longest).toBeLessThan(10_000);
});
