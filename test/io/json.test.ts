import fc from 'fast-check';
import { gathered, jsonPieces } from '../../src/io/json.js';

test('a result in pieces is the JSON that it would be as a whole, whatever is in it', () => {
  const row = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), fc.string({ unit: 'grapheme' }));
  const list = fc.tuple(fc.array(row, { maxLength: 5 }), fc.nat(500)).map(([rows, times]) => {
    return Array.from({ length: times }, (_, index) => rows[index % Math.max(1, rows.length)]);
  });
  const value = fc.oneof(row, list, fc.dictionary(fc.string(), fc.oneof(row, list), { maxKeys: 5 }));
  return fc.assert(
    fc.asyncProperty(value, async (one) => {
      const text = (await piecesOf(one)).join('');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(one ?? null)));
      // What is unseen is written as its number.
      if (/^[ -~]*$/.test(JSON.stringify(one ?? null))) expect(text).toBe(`${JSON.stringify(one ?? null, null, 2)}\n`);
    }),
    { numRuns: 300 },
  );
});

async function piecesOf(value: unknown): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const piece of jsonPieces(value)) pieces.push(piece);
  return pieces;
}

const many = (length: number) => Array.from({ length }, (_, index) => ({ index }));

test('ten thousand things are told a few at a time', async () => {
  const pieces = await piecesOf({ asOf: '2026-11-30', items: many(10_000) });
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(10_000);
});

test.each([0, 1, 200, 201, 1000])(
  'a list of %d that is made as it is told reads as one that is there',
  async (count) => {
    let made = 0;
    async function* making() {
      for (const item of many(count)) {
        made += 1;
        yield await Promise.resolve(item);
      }
    }
    const whole = { asOf: '2026-11-30', items: many(count), last: null };
    expect((await piecesOf({ ...whole, items: making() })).join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    expect(await gathered({ ...whole, items: making() })).toEqual(whole);
    made = 0;
    for await (const piece of jsonPieces({ items: making() })) if (piece.includes('"index"')) break;
    expect(made).toBeLessThanOrEqual(200);
  },
);
