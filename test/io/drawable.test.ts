import fc from 'fast-check';
import { drawable, MISSING } from '../../src/io/drawable.js';

const latin = (letter: string) => /^[\u0020-\u017F]$/u.test(letter);

test('what the font has is drawn as it is, and spaces of any width are no loss', () => {
  expect(drawable('Łódź Żabka', latin)).toEqual({ text: 'Łódź Żabka', exact: true });
  expect(drawable('475,00\u202f$US', latin)).toEqual({ text: '475,00\u00a0$US', exact: true });
});

test('a letter in two pieces is the same letter', () => {
  expect(drawable('e\u0301', latin)).toEqual({ text: 'é', exact: true });
});

test("a currency's sign becomes its code, so that no amount loses its currency", () => {
  expect(drawable('₹1,200.00', latin)).toEqual({ text: 'INR 1,200.00', exact: true });
});

test('a letter that is lacking becomes its nearest likeness, else a sign that stands for it, and that is told', () => {
  expect(drawable('Đường', latin)).toEqual({ text: 'Đuong', exact: false });
  expect(drawable('東京 Co', latin)).toEqual({ text: `${MISSING}${MISSING} Co`, exact: false });
  expect(drawable('ＡＢ', latin)).toEqual({ text: 'AB', exact: false });
});

test('nothing is ever drawn that the font lacks, and what is exact says the same as before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { text: drawn, exact } = drawable(text, latin);
      expect([...drawn].filter((letter) => !latin(letter) && letter !== MISSING)).toEqual([]);
      if (exact && /^[A-Za-z0-9]*$/.test(text)) expect(drawn).toBe(text);
    }),
  );
});
