import { painter } from '../../src/io/colour.js';
import { markdownAloud, markdownLines } from '../../src/io/markdown.js';
import { wrap } from '../../src/io/measure.js';

const paint = painter({}, {}, 'never');
const TEXT =
  '# Terms\n\nOne **two** three\nfour `five` six.\n\n- first\n- second, that\n  goes on and on\n1. a\n2. b\n';

test('R7 Markdown is drawn: no marks, paragraphs laid out anew, items of lists hang', () => {
  expect(markdownLines(TEXT, { width: 16, paint })).toEqual([
    'Terms',
    '',
    'One two three',
    'four five six.',
    '',
    '- first',
    '- second, that',
    '  goes on and on',
    '1. a',
    '2. b',
  ]);
  expect(markdownLines('# Terms', { width: 16, paint: painter({}, {}, 'always') })).toEqual([
    '\u001B[1mTerms\u001B[22m',
  ]);
});

test('F8 aloud each paragraph is a line', () => {
  expect(markdownAloud(TEXT)).toEqual([
    'Terms',
    'One two three four five six.',
    '- first',
    '- second, that goes on and on',
    '1. a',
    '2. b',
  ]);
});

test.each([
  ['paid to 22 Nov 2027 and on', 12, ['paid to', '22 Nov 2027', 'and on']],
  ['jusqu’au 1er janv. 2027 inclus', 16, ['jusqu’au', '1er janv. 2027', 'inclus']],
  ['the 22 and more', 7, ['the 22', 'and', 'more']],
])('F8 a day does not break inside: %s', (text, width, lines) => expect(wrap(text, width)).toEqual(lines));
