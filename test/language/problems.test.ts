import { ERROR_CODES } from '../../src/commands/help.js';
import { words as english } from '../../src/language/en/index.js';
import type { Said } from '../../src/language/said.js';
import { looseMarks, marksIn, plain } from './texts.js';
import { textsOf, TOLD } from './told.js';

test('every problem is told in both languages: the same parts, the same facts, the same commands to copy', () => {
  const shape = (said: Said) => ({
    parts: Object.keys(said).sort(),
    facts: marksIn(textsOf(said).join(' ')),
    try: said.try?.map(String),
  });
  expect(TOLD.map(({ code, fr }) => [code, shape(fr)])).toEqual(TOLD.map(({ code, en }) => [code, shape(en)]));
  expect(TOLD.length).toBeGreaterThan(ERROR_CODES.length);
});

test('no part of a problem is empty, and none is left in English', () => {
  const wrong = TOLD.flatMap(({ code, en, fr }) =>
    textsOf(fr)
      .map((text, index) => [text, textsOf(en)[index] ?? ''] as const)
      .filter(([said, pattern]) => said.trim() === '' || pattern.trim() === '' || plain(said) === plain(pattern))
      .map(([said]) => `${code}: ${said}`),
  );
  // A reason that comes from a programme file, and its place there, are nobody's words.
  expect([...new Set(wrong)].filter((text) => !text.startsWith('CATALOG_INVALID: '))).toEqual([]);
});

test('a problem is a sentence: no blame, no exclamation mark, and French punctuation holds', () => {
  for (const { code, en, fr } of TOLD) {
    for (const text of [en, fr].flatMap((said) => [said.what, said.why ?? '.'])) {
      expect([code, text]).toEqual([code, expect.stringMatching(/[.?⟩]$/)]);
      expect([code, text]).not.toEqual([code, expect.stringMatching(/!|undefined|\bnull\b|\[object/)]);
    }
    expect(textsOf(fr).map(looseMarks).filter(Boolean)).toEqual([]);
  }
});

test('G3 what no bank was asked for is not told as declined by one', () => {
  const notMade = TOLD.filter(({ code, en }) => code === 'PAYMENT_DECLINED' && en.what.includes('was not made'));
  expect(notMade).toHaveLength(Object.keys(english.problems.notMade).length);
  for (const { en, fr } of notMade) {
    for (const said of [en, fr]) expect(textsOf(said).join(' ')).not.toMatch(/declined|refusé|The bank|[Ll]a banque/);
    expect(en.try?.map(String)).toEqual(['partner status']);
  }
});

test('what a French refusal says of an offer agrees with a word of its own, whatever the offer is called', () => {
  const bare = /(?:^|[.:,] )« ⟨(?:offer|by)⟩ » (?:est|n'est|a|ne peut pas être)\b/;
  const said = TOLD.flatMap(({ code, fr }) => textsOf(fr).map((text) => `${code}: ${plain(text)}`));
  expect(said.filter((text) => bare.test(text))).toEqual([]);
});
