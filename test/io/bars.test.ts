import stringWidth from 'string-width';
import { barLines, gauge } from '../../src/io/bars.js';
import { painter } from '../../src/io/colour.js';

const paint = painter({}, {}, 'never');
const drawn = (rows: Parameters<typeof barLines>[0], width = 40) => barLines(rows, { width, terminal: true, paint });
const lengths = (lines: readonly string[]) => lines.map((line) => stringWidth(/[█▉▊▋▌▍▎▏]*$/u.exec(line)?.[0] ?? ''));

test('the largest fills the line, the others are drawn to its scale, and nothing is no bar', () => {
  const lines = drawn([
    { label: 'Jan 2027', size: 400, text: '4 charges' },
    { label: 'Feb 2027', size: 100, text: '1 charge' },
    { label: 'Mar 2027', size: 0, text: 'none' },
  ]);
  expect(lines.map((line) => line.trimEnd())).toEqual([
    '  Jan 2027  4 charges  █████████████████',
    '  Feb 2027   1 charge  ████▎',
    '  Mar 2027       none',
  ]);
  expect(stringWidth(lines[0] ?? '')).toBe(40);
});

test('where there is nothing at all, no line divides by it', () => {
  expect(drawn([{ label: 'Jan 2027', size: 0, text: 'none' }])).toEqual(['  Jan 2027  none  ']);
});

test.each([20, 40, 80, 200])('no line is wider than a terminal of %i columns', (width) => {
  const rows = [1, 7, 13, 999].map((size) => ({ label: 'a', size, text: String(size) }));
  for (const line of drawn(rows, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
});

test('a longer bar never stands for less', () => {
  const rows = Array.from({ length: 50 }, (_, size) => ({ label: 'x', size, text: '' }));
  const all = lengths(drawn(rows, 60));
  expect(all).toEqual([...all].sort((left, right) => left - right));
});

test('names from outside are cleaned, and wide letters keep the columns', () => {
  const [first = '', second = ''] = drawn([
    { label: '日本\u001B[31m', size: 1, text: '1' },
    { label: 'abcd', size: 1, text: '1' },
  ]);
  expect(first).not.toContain('\u001B');
  expect(stringWidth(first)).toBe(stringWidth(second));
});

test.each([
  [0, '────'],
  [0.49, '━───'],
  [1, '━━━━'],
  [1.2, '━━━━'],
])('a gauge at %d is full when all is done and not before', (share, drawn) => {
  expect(gauge(share, 4)).toBe(drawn);
});
