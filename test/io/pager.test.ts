import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLong, pagerOf, paged } from '../../src/io/pager.js';
import type { TextStream } from '../../src/io/stream.js';
import { quickFolder } from '../support/folders.js';

test.each([
  [{}, 'less -FRX'],
  [{ PAGER: 'more' }, 'more'],
  [{ PAGER: 'more', PARTNER_PAGER: 'most -w' }, 'most -w'],
  [{ PAGER: 'more', PARTNER_PAGER: '' }, undefined],
  [{ PAGER: 'cat' }, undefined],
  [{ TERM: 'dumb' }, undefined],
])('F8 the pager of %j is %j', (env, expected) => expect(pagerOf(env)).toBe(expected));

test('F8 long is what does not fit the terminal, wrapped lines counted and colours not', () => {
  const stdout = { rows: 4, columns: 10 } as TextStream;
  expect(isLong('a\nb\nc\n', stdout)).toBe(false);
  expect(isLong('a\nb\nc\nd\n', stdout)).toBe(true);
  expect(isLong(`a\n${'b'.repeat(25)}\n`, stdout)).toBe(true);
  expect(isLong('\u001B[1mabcdefgh\u001B[22m\nb\nc\n', stdout)).toBe(false);
  expect(isLong('a\n'.repeat(99), {} as TextStream)).toBe(false);
});

test('G12 a pager hears of no password and no token', () => {
  const secrets = { PARTNER_TOKEN: 'ptk_secret', PARTNER_DATABASE: 'postgres://u:secret@h/db', PGPASSWORD: 'secret' };
  const env = { ...process.env, ...secrets };
  const found = join(quickFolder('pager'), 'found');
  paged('', `env | grep secret > ${found}`, env);
  expect(readFileSync(found, 'utf8')).toBe('');
});
