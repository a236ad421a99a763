import ts from 'typescript';
import { COMMANDS } from '../support/commands.js';
import { sourcesIn, walk } from './sources.js';

const FIRST_WORDS = new Set(COMMANDS.map(({ path }) => path.split(' ')[0]));

/** A table of what there is, and the examples that a test runs as they stand. */
const NOT_TO_COPY = new Set(['src/program/help-text.ts']);

/** The data that stands in a command line: whatever follows `partner` and the first word of a command. */
function holdsCommand(template: ts.TemplateExpression): boolean {
  const before = [template.head, ...template.templateSpans.slice(0, -1).map(({ literal }) => literal)];
  return before.some(({ text }) => {
    const [, first = ''] = /(?:^|[^\w-])partner (\S*)[^\n(]*$/.exec(text) ?? ['', 'none'];
    return first === '' || FIRST_WORDS.has(first);
  });
}

test('C18 no command line to copy is put together without its words being quoted', () => {
  const found = sourcesIn('src').flatMap(({ path, tree }) => {
    const places: string[] = [];
    walk(tree, (node) => {
      if (!ts.isTemplateExpression(node) || ts.isTaggedTemplateExpression(node.parent) || !holdsCommand(node)) return;
      places.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
    });
    return NOT_TO_COPY.has(path) ? [] : places;
  });
  expect(found).toEqual([]);
});
