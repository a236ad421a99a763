import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';

const PAGES = [
  'README.md',
  'SECURITY.md',
  'test/README.md',
  ...readdirSync(join(packageRoot(), 'docs')).map((name) => `docs/${name}`),
];
/** Where the pages look for what they name in short. */
const PLACES = ['', 'src', 'test'];
/** A file or a folder of the house, and no pattern, command or place on somebody's machine. */
const PATH =
  /`((?:\.ci|bench|bin|data|docs|src|test|[a-z]+)(?:\/[\w.-]+)*\/[\w.-]+\.(?:ts|js|json|sql|txt|md)|(?:bench|bin|data|docs|src|test)(?:\/[\w.-]+)*\/)`/g;

test.each(PAGES)('what %s names is there', (page) => {
  const named = [...readFileSync(join(packageRoot(), page), 'utf8').matchAll(PATH)].map(([, path = '']) => path);
  const missing = named.filter((path) => !PLACES.some((place) => existsSync(join(packageRoot(), place, path))));
  expect(missing).toEqual([]);
});

test('the pages name files at all', () => {
  const all = PAGES.flatMap((page) => [...readFileSync(join(packageRoot(), page), 'utf8').matchAll(PATH)]);
  expect(all.length).toBeGreaterThan(50);
});
