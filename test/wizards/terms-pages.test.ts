import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { renderScreen } from '../../src/io/screen.js';
import { painter } from '../../src/io/colour.js';
import { termsPages } from '../../src/wizards/terms.js';

const paint = painter(process.stdout, {}, 'never');
const FILES = [
  'internal-use-rights-2018-08.en.md',
  'internal-use-rights-2018-08.fr.md',
  'network-agreement-2018-08.en.md',
  'network-agreement-2018-08.fr.md',
];

const drawn = (text: string, width: number) =>
  termsPages(text).map((page) => renderScreen(page, { width, terminal: true, paint }));

test.each(FILES)('R7 D14 %s is read in pages that fit a terminal of 24 lines, word for word', (file) => {
  const text = readFileSync(join(packageRoot(), 'data/terms', file), 'utf8');
  const pages = drawn(text, 80);
  // An empty line above and below, the question, two choices, an empty line, the hint.
  for (const page of pages) expect(page.split('\n').length - 1 + 7).toBeLessThanOrEqual(24);
  const words = (written: string) => written.replaceAll(/^#+ /gm, '').split(/\s+/).filter(Boolean);
  expect(words(pages.join('\n'))).toEqual(words(text));
});

test('a paragraph is laid out anew for a narrow terminal, items of a list keep their lines', () => {
  const text = '# Terms\n\nOne two three\nfour five.\n\n- first\n- second, that\n  goes on\n\n## 1. More\n\nEnd.\n';
  expect(drawn(text, 18)).toEqual([
    'Terms\n\nOne two three four\nfive.\n\n- first\n- second, that\ngoes on\n\n1. More\n\nEnd.\n',
  ]);
});
