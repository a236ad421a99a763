import fc from 'fast-check';
import { clean, cleanLines, visibleJson } from '../../src/io/clean.js';

const HARMFUL =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C]|\p{Surrogate}/u;
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
        '\u200D',
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

  test('JSON keeps every value and shows nothing unseen', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const json = visibleJson(JSON.stringify({ text }));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(HARMFUL);
      }),
    );
  });
});
