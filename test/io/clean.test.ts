import fc from 'fast-check';
import { clean, cleanLines, visibleJson } from '../../src/io/clean.js';

const HARMFUL =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u115F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u061C\u{E0000}-\u{E007F}]|\p{Surrogate}/u;
// In JSON a joiner has another way to be written, so none is ever unseen.
const UNSEEN_IN_JSON = new RegExp(String.raw`${HARMFUL.source}|[\u200C\u200D]`, 'u');
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001B',
        '\u001B[',
        '\u009B',
        '31m',
        '\u001B]0;title',
        '\u0007',
        '\u001B\\',
        '\u202E',
        '\u200C',
        '\u200D',
        '\u0646',
        '\u0D4D',
        '\uFE0F',
        '\u{E0041}',
        '\u2066',
        '\uD800',
        '\uDC00',
        '\r\n',
        '\t',
      ),
    ),
  )
  .map((parts) => parts.join(''));

describe('texts from outside', () => {
  test.each([
    ['colour', 'a\u001B[31mb\u001B[0mc', 'abc'],
    ['8-bit colour', 'a\u009B31mb', 'ab'],
    ['a window title', 'a\u001B]0;owned\u0007b', 'ab'],
    ['a hyperlink', '\u001B]8;;https://x.example\u001B\\text\u001B]8;;\u001B\\', 'text'],
    ['clearing the screen', 'a\u001Bcb', 'ab'],
    ['a title without an end keeps what follows', 'a\u001B]0;rest', 'a]0;rest'],
    ['reading order turned round', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['zero-width letters', 'ad\u200Bmin\uFEFF', 'admin'],
    ['line breaks and tabs', 'a\r\nb\tc\rd\u2028e', 'a b c d e'],
    ['half a letter', 'a\uD800b', 'a\uFFFDb'],
    ['letters with accents and other scripts stay', 'Société «Élan» 微软 ﷺ नमस्ते', 'Société «Élan» 微软 ﷺ नमस्ते'],
  ])('%s', (_, given, wanted) => expect(clean(given)).toBe(wanted));

  test.each([
    ['Persian, between letters that join', '\u0646\u0631\u0645\u200C\u0627\u0641\u0632\u0627\u0631'],
    ['Persian, after a vowel mark', '\u0645\u0650\u200C\u062E'],
    ['Urdu', '\u0628\u06C1\u200C\u062A\u0631'],
    ['Malayalam, a letter without its vowel at the end', '\u0D05\u0D35\u0D28\u0D4D\u200D'],
    ['Sinhala, a conjunct', '\u0DC1\u0DCA\u200D\u0DBB\u0DD3'],
    ['Hindi, a half letter', '\u0915\u094D\u200D\u0937'],
    ['Hindi, two letters side by side', '\u0915\u094D\u200C\u0937'],
    ['Bengali, before the sign', '\u09B0\u200D\u09CD\u09AF'],
    ['Kannada, at the end of a word', '\u0CB8\u0CBE\u0CAB\u0CCD\u200C'],
    ['Mongolian, the vowel separator', '\u182C\u1820\u180E\u1820'],
    ['Japanese, the form of a letter in a name', '\u845B\u{E0100}\u57CE'],
  ])('a joiner stays where the script needs it: %s', (_, text) => {
    expect(clean(text)).toBe(text);
    expect(clean(`Co \u202E${text}\u2069!`)).toBe(`Co ${text}!`);
  });

  test.each([
    ['Latin', 'ad\u200Cmi\u200Dn', 'admin'],
    ['between two scripts', '\u0646\u200Ca', '\u0646a'],
    ['at the edge of a word', '\u200C\u0646\u200C', '\u0646'],
    ['digits', '1\u200D2', '12'],
    ['a second one', '\u0646\u200C\u200D\u200C\u0627', '\u0646\u200C\u0627'],
    ['a second one behind another unseen letter', '\u0646\u200C\u200B\u200C\u0627', '\u0646\u200C\u0627'],
    ['a message hidden in selectors', '\u845B\u{E0100}\u{E0141}\uFE0F\u{E0101}\u57CE', '\u845B\u{E0100}\u57CE'],
    ['tags', 'a\u{E0061}\u{E007F}b', 'ab'],
  ])('a joiner goes where it only hides: %s', (_, text, wanted) => expect(clean(text)).toBe(wanted));

  test('text with a joiner at every letter is cleaned in a time that grows with its length', () => {
    const hostile = '\u0646\u0650\u0650\u200C'.repeat(100_000) + '\u0650'.repeat(100_000) + '\u200C'.repeat(100_000);
    const from = performance.now();
    clean(hostile);
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  test('lines and tabs can be kept', () => expect(cleanLines('a\r\n\tb\u0007')).toBe('a\n\tb'));

  test('nothing harmful survives, whatever is put together', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(cleanLines(text)).not.toMatch(HARMFUL);
        expect(clean(text)).not.toMatch(/[\n\t]/);
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });

  test('plain text stays as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(clean(text)).toBe(text)));
  });

  test('JSON writes letters of bidi, tags, joiners and line ends as escapes, each of two halves where it has two', () => {
    const text = 'a\u202Eb\u{E0041}c\u2028d\u200Ce\u0085f\u{1D173}g\uFE0F';
    const json = visibleJson(JSON.stringify(text, null, 2));
    expect(json).toBe(String.raw`"a\u202eb\udb40\udc41c\u2028d\u200ce\u0085f\ud834\udd73g\ufe0f"`);
    expect(JSON.parse(json)).toBe(text);
    expect(visibleJson('{\n  "\u65E5": "\u00E9"\n}')).toBe('{\n  "\u65E5": "\u00E9"\n}');
  });

  test('JSON keeps every value and shows nothing unseen', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const json = visibleJson(JSON.stringify({ text }));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(UNSEEN_IN_JSON);
      }),
    );
  });
});
