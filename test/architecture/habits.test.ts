import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../../src/files/package-root.js';
import { filesIn, sourcesIn, textOf, walk, type Source } from './sources.js';

const SRC = sourcesIn('src');
const PROGRAM = [...SRC, ...sourcesIn('bin')];
const TESTS = sourcesIn('test').filter(({ path }) => !path.startsWith('test/architecture/'));

/** `file:line` of every node that is asked for. */
function places(sources: readonly Source[], isWanted: (node: ts.Node) => boolean): readonly string[] {
  return sources.flatMap(({ path, tree }) => {
    const found: string[] = [];
    walk(tree, (node) => {
      if (isWanted(node)) found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    });
    return found;
  });
}

function linesWith(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

/** Within what is called when there is nothing left to do. */
function isAtTheEnd(node: ts.Node): boolean {
  const called = (one: ts.Node) => ts.isCallExpression(one) && one.getText().startsWith("process.once('exit',");
  return ts.findAncestor(node, called) !== undefined;
}

test('nothing ends the process but its own end', () => {
  const ends = (node: ts.Node) =>
    ts.isPropertyAccessExpression(node) && /^process\.(exit|abort|reallyExit)$/.test(node.getText());
  expect(places(PROGRAM, (node) => ends(node) && !isAtTheEnd(node))).toEqual([]);
});

test('nothing in src writes by console', () => {
  expect(places(SRC, (node) => ts.isIdentifier(node) && node.text === 'console')).toEqual([]);
});

test('nothing has a default export', () => {
  const isDefault = (node: ts.Node) =>
    ts.isExportAssignment(node) || (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent));
  expect(places(SRC, isDefault)).toEqual([]);
});

test('a file is as long as its idea: 450 lines at most', () => {
  const long = [...PROGRAM, ...sourcesIn('test')].filter(({ text }) => text.trimEnd().split('\n').length > 450);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('nothing is left for later', () => {
  const paths = ['src', 'bin', 'test', 'bench', '.ci']
    .flatMap((folder) => filesIn(folder))
    .filter((path) => !path.startsWith('test/architecture/'));
  expect(linesWith(paths, /\b(TO-?DO|FIX-?ME|X{3}|HACK)\b/)).toEqual([]);
});

// `(onLinux ? test : test.skip)(…)` is left out where a machine cannot run it, and nowhere else.
test('no test is left out, and none keeps the others out', () => {
  const isLeftOut = (node: ts.Node) =>
    (ts.isPropertyAccessExpression(node) &&
      ['only', 'skip', 'todo', 'failing'].includes(node.name.text) &&
      /^(test|it|describe)\b/.test(node.expression.getText()) &&
      !ts.isConditionalExpression(node.parent)) ||
    (ts.isIdentifier(node) && /^(f|x)(it|test|describe)$/.test(node.text));
  expect(places(TESTS, isLeftOut)).toEqual([]);
});

test('the repository speaks of the product alone: no path of a machine', () => {
  const code = ['src', 'bin', 'docs', 'bench', '.ci'].flatMap((folder) => filesIn(folder, /./));
  const texts = readdirSync(packageRoot()).filter((name) => /\.md$|^package\.json$/.test(name));
  expect(linesWith([...code, ...texts], /(^|[\s"'`(=:])(\/(work|tmp|home|root|Users|private|mnt)\b|[A-Z]:\\)/)).toEqual(
    [],
  );
});

interface Shelf {
  readonly id: string;
  readonly offers: readonly { readonly id: string }[];
  readonly terms: readonly { readonly id: string }[];
}

test('P10 no programme, offer or terms of data is known to the code by name', () => {
  const shelves = readdirSync(join(packageRoot(), 'data/programmes')).map(
    (name) => JSON.parse(textOf(`data/programmes/${name}`)) as Shelf,
  );
  const ids = shelves.flatMap(({ id, offers, terms }) => [
    id,
    ...offers.map((offer) => offer.id),
    ...terms.map((text) => text.id),
  ]);
  expect(ids).toContain('mpn-2018');
  const naming = new RegExp(`(^|[^\\w-])(${ids.join('|')})($|[^\\w-])`);
  const isNaming = (node: ts.Node) =>
    (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
    naming.test(node.text) &&
    !isExample(node);
  expect(places(SRC, isNaming)).toEqual([]);
});

/** Command lines to copy, and the words that explain an argument by one. */
function isExample(node: ts.Node): boolean {
  const speaksOfCommands = /src\/language\/\w+\/commands\.ts$/.test(node.getSourceFile().fileName);
  const names = speaksOfCommands ? ['examples', 'offer'] : ['examples'];
  return (
    ts.findAncestor(node, (outer) => ts.isPropertyAssignment(outer) && names.includes(outer.name.getText())) !==
    undefined
  );
}

test('a file that a document names is there', () => {
  const named = ['docs/architecture.md', 'docs/contributing.md', 'SECURITY.md', 'README.md'].flatMap((document) =>
    [...textOf(document).matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.[jt]s)`/g)].map(([, path = '']) => ({ document, path })),
  );
  expect(named.length).toBeGreaterThan(20);
  const isThere = (path: string) => [path, `src/${path}`].some((one) => existsSync(join(packageRoot(), one)));
  expect(named.filter(({ path }) => !isThere(path) && !path.startsWith('dist/'))).toEqual([]);
});

test('test/README.md says of every room of the tests what belongs there, and of no other', () => {
  const rows = textOf('test/README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z]+)`/g)].map(([, room]) => room));
  const rooms = readdirSync(join(packageRoot(), 'test'), { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(named.sort()).toEqual(rooms.map(({ name }) => name).sort());
});
