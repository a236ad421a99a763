import { bashInsertion, bashLine } from '../../src/program/bash-line.js';

test.each([
  ['partner offers sh', ['partner', 'offers'], 'sh', ''],
  ['partner offers ', ['partner', 'offers'], '', ''],
  [String.raw`partner users grant o\'neill@c`, ['partner', 'users', 'grant'], "o'neill@c", ''],
  [`partner users grant "o'neill@c`, ['partner', 'users', 'grant'], "o'neill@c", '"'],
  [`partner a 'two words' "" b`, ['partner', 'a', 'two words', ''], 'b', ''],
  [String.raw`partner "a\"b\c" `, ['partner', String.raw`a"b\c`], '', ''],
  ["partner 'a\\", ['partner'], 'a\\', "'"],
] as const)('a line is read as bash reads it: %s', (text, words, current, quote) => {
  expect(bashLine(text)).toEqual({ words, current, quote });
});

test.each([
  ["o'neill@contoso.example", 'partner x o', 'o', String.raw`o\'neill@contoso.example`],
  ["o'neill@contoso.example", 'partner x "o', 'o', "o'neill@contoso.example"],
  ["o'neill@contoso.example", "partner x 'o", 'o', String.raw`o'\''neill@contoso.example`],
  ['--output=csv', 'partner x --output=c', 'c', 'csv'],
  ['a@b.example', 'partner x a@', '', 'b.example'],
  ['two words', 'partner x ', '', String.raw`two\ words`],
  ['a$b', 'partner x "a', 'a', String.raw`a\$b`],
  ['caf\u00E9', 'partner x c', 'c', 'caf\u00E9'],
])('what bash is told to write makes the word %s of: %s', (value, line, replaced, inserted) => {
  expect(bashInsertion(value, bashLine(line), replaced)).toBe(inserted);
});
