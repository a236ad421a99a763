import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotTextError, decodeText, readText } from '../../src/files/text.js';
import { quickFolder } from '../support/folders.js';
import { inEveryForm } from '../support/encodings.js';

const TEXT = 'Société Générale;é€😀\nline 2\n';

test.each(inEveryForm(TEXT))('F8 a text is the same however it was saved: %s', (_form, bytes) => {
  expect(decodeText(bytes)).toBe(TEXT);
});

test('F8 a file is read the same way', () => {
  const file = join(quickFolder('text'), 'a.csv');
  for (const [, bytes] of inEveryForm(TEXT)) {
    writeFileSync(file, bytes);
    expect(readText(file)).toBe(TEXT);
  }
});

test('a lone carriage return ends a line as well, and a mark in the middle is part of the text', () => {
  expect(decodeText(Buffer.from('a\rb\uFEFFc'))).toBe('a\nb\uFEFFc');
});

test('nothing, and a mark alone, are an empty text', () => {
  for (const [, bytes] of inEveryForm('')) expect(decodeText(bytes)).toBe('');
});

test.each([
  ['Windows-1252, as Excel saves a CSV', Buffer.from('Société', 'latin1')],
  ['UTF-16 with half a letter at its end', Buffer.from([0xff, 0xfe, 0x41])],
  ['UTF-16 with half a pair', Buffer.from([0xff, 0xfe, 0x3d, 0xd8])],
])('G16 %s is refused: no letter is guessed or lost', (_form, bytes) => {
  expect(() => decodeText(bytes)).toThrow(NotTextError);
});

test('decoding leaves the bytes as they are', () => {
  for (const [, bytes] of inEveryForm(TEXT)) {
    const before = Buffer.from(bytes);
    decodeText(bytes);
    expect(bytes.equals(before)).toBe(true);
  }
});
