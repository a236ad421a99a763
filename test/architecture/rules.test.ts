import ts from 'typescript';
import { sourcesIn, walk } from './sources.js';

const RULES = [...upTo('R', 21), ...upTo('D', 21), ...upTo('P', 12)];

function upTo(letter: string, last: number): readonly string[] {
  return Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
}

/** `R12, R13 after a purchase …` names two. */
function namedBy(name: string): readonly string[] {
  const beginning = /^(?:[RDPJFGI]\d+(?:, (?=[RDPJFGI]\d)| ))+/.exec(name)?.[0] ?? '';
  return beginning.split(/[, ]+/).filter((rule) => rule !== '');
}

/** Names of tests, and first cells of the rows that become names. */
function names(): readonly string[] {
  const found: string[] = [];
  for (const { tree } of sourcesIn('test').filter(({ path }) => !path.startsWith('test/architecture/'))) {
    walk(tree, (node) => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    });
  }
  return found;
}

const NAMED = new Set(names().flatMap(namedBy));

test('a name tells its rules', () => {
  expect(namedBy('R12, R13 after a purchase, P1 or not')).toEqual(['R12', 'R13']);
  expect(namedBy('D19')).toEqual([]);
  expect(namedBy('after R12')).toEqual([]);
});

test.each(RULES)('%s is named by a test', (rule) => expect([...NAMED]).toContain(rule));
