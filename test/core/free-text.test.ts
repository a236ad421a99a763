import { LONGEST, parseLine, parseText } from '../../src/core/free-text.js';
import { unseenCharacters } from '../../src/core/unseen.js';

test('G26 a text is as long as its letters are many, however they are stored', () => {
  const letters = ['a', '\u00e9', '\u{1F600}'];
  for (const letter of letters)
    expect([0, 1, 5, 6].map((many) => parseLine(letter.repeat(many), 5) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  expect(LONGEST).toEqual({
    company: 200,
    address: 200,
    tokenName: 100,
    holder: 100,
    paper: 100,
    reason: 500,
    requestText: 2000,
  });
});

test.each(['', ' ', '\u200B', '\u202E\u2066', '\uFEFF \u00AD'])(
  'D19 a text in which nothing can be seen is none, and around another it is nothing: %j',
  (text) => {
    expect(parseLine(text, 10)).toBeUndefined();
    expect(parseLine(`${text}é${text}`, 10)).toBe('é');
    expect(parseText(`${text}é${text}`, 10)).toBe('é');
  },
);

test.each(['\u2800', '\u2800 \u2800', '\uE000', '\u{F0000}\u{10FFFD}', '\u2800\u200B\uE001'])(
  'D19 a text that is blank to the eye in most fonts is none, and beside letters it is kept: %j',
  (text) => {
    expect(parseLine(text, 20)).toBeUndefined();
    expect(parseText(text, 20)).toBeUndefined();
    expect(parseLine('\u2803\u2800\u2801 \uE000', 20)).toBe('\u2803\u2800\u2801 \uE000');
  },
);

test.each([
  ['a space that does not break', 'Contoso\u00A0SARL', 'Contoso SARL'],
  ['spaces of other widths, and several of them', 'Contoso \u2009\u202F SARL', 'Contoso SARL'],
  ['a tab and a line end', 'Contoso\t\r\nSARL', 'Contoso SARL'],
])('%s is one space', (_, text, kept) => expect(parseLine(text, 100)).toBe(kept));

describe('what nobody can see is refused within a text', () => {
  const HIDDEN = [
    0x00ad, 0x034f, 0x061c, 0x115f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
    0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x3164, 0xfe0f, 0xfeff, 0xe0041, 0x0007, 0x001b, 0x0085,
  ].map((code) => String.fromCodePoint(code));

  test.each(HIDDEN)('%j', (letter) => {
    expect(parseLine(`Con${letter}toso`, 100)).toBeUndefined();
    expect(parseText(`Con${letter}toso`, 100)).toBeUndefined();
    expect(unseenCharacters(`🙂on${letter}toso`)).toEqual([{ letter, place: 4 }]);
  });
});

test.each([
  ['Persian, between letters that join', '\u0646\u0631\u0645\u200C\u0627\u0641\u0632\u0627\u0631'],
  ['Malayalam, a letter without its vowel at the end', '\u0D05\u0D35\u0D28\u0D4D\u200D'],
  ['Hindi, a half letter', '\u0915\u094D\u200D\u0937'],
  ['Bengali, before the sign', '\u09B0\u200D\u09CD\u09AF'],
  ['a picture of several', '👩‍💻 & 👩‍👩‍👧 & 🏳️‍🌈'],
  ['the flag of a region', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ['a key', '1\uFE0F\u20E3'],
  ['a heart, drawn in colour, at the end', 'I ❤️'],
  ['a form of a Han letter', '\u845B\u{E0100}\u98FE'],
])('what is part of how it is written stays: %s', (_, text) => {
  expect(parseLine(text, 100)).toBe(text);
  expect(parseText(text, 100)).toBe(text);
});

test('a text of several lines keeps them, and its spaces', () => {
  expect(parseText(' one\r\n\r\n  two\tthree\rfour ', 100)).toBe('one\n\n  two\tthree\nfour');
});

test('a long text is looked at once, whatever is in it', () => {
  const begun = performance.now();
  for (const part of [
    '\u0646\u0650\u0650\u200C',
    '\u0650',
    '\u200C',
    ' ',
    '\u{E0041}',
    '\u{1F3F4}\u{E0041}',
    '\u200D\u2066',
  ])
    parseLine(`a${part.repeat(30_000)}b${part.repeat(30_000)}`, 100);
  expect(performance.now() - begun).toBeLessThan(3000);
});
