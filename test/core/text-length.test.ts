import { isWithin, LONGEST } from '../../src/core/text-length.js';

test('G26 a text is as long as its letters are many, however they are stored', () => {
  const letters = ['a', '\u00e9', '\u{1F600}'];
  for (const letter of letters)
    expect([0, 1, 5, 6].map((many) => isWithin(letter.repeat(many), 5))).toEqual([false, true, true, false]);
  expect(LONGEST).toEqual({ company: 200, address: 200, tokenName: 100, holder: 100, requestText: 2000 });
});

test.each(['', ' ', '\u200B', '\u202E\u2066', '\uFEFF \u00AD'])(
  'D19 a text in which nothing can be seen is none: %j',
  (text) => {
    expect(isWithin(text, 10)).toBe(false);
    expect(isWithin(`${text}é`, 10)).toBe(true);
  },
);
