import ts from 'typescript';
import { importsOf, sourcesIn, walk, type Source } from './sources.js';

interface Exported {
  readonly path: string;
  readonly name: string;
}

const SRC = sourcesIn('src');
const PROGRAM = [...SRC, ...sourcesIn('bin'), ...sourcesIn('.ci'), ...sourcesIn('bench')];
const TESTS = sourcesIn('test');

function exportsOf({ path, tree }: Source): readonly Exported[] {
  const names = tree.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    return 'name' in statement ? [(statement.name as ts.Identifier).text] : [];
  });
  return names.map((name) => ({ path, name }));
}

/** `file#name` for every name that is imported, and `file#*` where all of a file is. */
function usedBy(sources: readonly Source[]): ReadonlySet<string> {
  const imports = sources.flatMap(importsOf).filter(({ isPackage }) => !isPackage);
  return new Set(imports.flatMap(({ to, names }) => (names ?? ['*']).map((name) => `${to}#${name}`)));
}

function timesNamed({ tree }: Source, name: string): number {
  let times = 0;
  walk(tree, (node) => {
    if (ts.isIdentifier(node) && node.text === name) times += 1;
  });
  return times;
}

test('no export is dead: each is used by another file, or by a test and its own file', () => {
  const program = usedBy(PROGRAM);
  const tests = usedBy(TESTS);
  // What the build makes its bundles of is used by what runs them.
  const build = sourcesIn('.ci')
    .map(({ text }) => text)
    .join('\n');
  const isUsed = ({ path, name }: Exported) =>
    build.includes(`'${path}'`) || program.has(`${path}#${name}`) || program.has(`${path}#*`);
  const dead = SRC.flatMap((source) =>
    exportsOf(source).filter((one) => {
      if (isUsed(one)) return false;
      const alsoHere = timesNamed(source, one.name) > 1;
      return !(alsoHere && (tests.has(`${one.path}#${one.name}`) || isType(source, one.name)));
    }),
  );
  expect(dead.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

// A type that something exported speaks of may be named by whoever calls it.
function isType({ tree }: Source, name: string): boolean {
  return tree.statements.some(
    (statement) =>
      (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && statement.name.text === name,
  );
}
