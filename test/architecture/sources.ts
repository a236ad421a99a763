import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../../src/files/package-root.js';

/** One file of the repository, as TypeScript's own parser reads it. */
export interface Source {
  /** From the root of the repository: `src/core/day.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export interface Import {
  readonly from: string;
  /** A file of the repository (`src/core/day.ts`), or a package with its scope and nothing more. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Gone once it is compiled. */
  readonly typeOnly: boolean;
  /** Loaded when it is reached: `await import(…)`. */
  readonly lazy: boolean;
  /** The names it takes; undefined where it takes all. */
  readonly names: readonly string[] | undefined;
}

export function filesIn(folder: string, extension = /\.(ts|js)$/): readonly string[] {
  const root = join(packageRoot(), folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => posix.join(folder, entry.parentPath.slice(root.length), entry.name))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}

export function sourcesIn(folder: string): readonly Source[] {
  return filesIn(folder).map((path) => {
    const text = textOf(path);
    return { path, text, tree: treeOf(path, text) };
  });
}

// Each is read once for all test files of a process, which have TypeScript itself in common.
const shared = ts as { treesOfSources?: Map<string, ts.SourceFile> };
const trees = (shared.treesOfSources ??= new Map<string, ts.SourceFile>());

function treeOf(path: string, text: string): ts.SourceFile {
  const known = trees.get(path);
  if (known?.text === text) return known;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  trees.set(path, tree);
  return tree;
}

/** @throws Error where an import has a form that is not known here: TypeScript's own import scanner sees them all */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source.tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined)
      found.push({ from: source.path, ...targetOf(source.path, specifier), ...mannerOf(node) });
  });
  const scanned = ts
    .preProcessFile(source.text, true, true)
    .importedFiles.map(({ fileName }) => targetOf(source.path, fileName).to);
  const missed = scanned.filter((to) => !found.some((one) => one.to === to));
  if (missed.length > 0)
    throw new Error(`${source.path} imports ${missed.join(', ')} in a form that is not known here`);
  return found;
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function specifierOf(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return literal(node.arguments[0]);
  if (ts.isCallExpression(node) && node.expression.getText() === 'require') return literal(node.arguments[0]);
  return undefined;
}

function literal(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function targetOf(from: string, specifier: string): Pick<Import, 'to' | 'isPackage'> {
  if (specifier.startsWith('.'))
    return { to: posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts'), isPackage: false };
  if (specifier.startsWith('node:') || isBuiltin(specifier))
    return { to: `node:${specifier.replace('node:', '')}`, isPackage: true };
  return {
    to: specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
    isPackage: true,
  };
}

function mannerOf(node: ts.Node): Pick<Import, 'typeOnly' | 'lazy' | 'names'> {
  if (ts.isImportTypeNode(node))
    return { typeOnly: true, lazy: false, names: node.qualifier ? [node.qualifier.getText()] : undefined };
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const named =
      clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
    const eachIsType =
      named !== undefined && !clause?.name && named.length > 0 && named.every((element) => element.isTypeOnly);
    return {
      typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachIsType,
      lazy: false,
      names: named && namesOf(named),
    };
  }
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    return {
      typeOnly: node.isTypeOnly,
      lazy: false,
      names: clause && ts.isNamedExports(clause) ? namesOf(clause.elements) : undefined,
    };
  }
  return { typeOnly: false, lazy: true, names: takenFrom(node) };
}

function namesOf(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): readonly string[] {
  return elements.map((element) => (element.propertyName ?? element.name).text);
}

/** What `(await import(…)).name` and `const { name } = await import(…)` take. */
function takenFrom(node: ts.Node): readonly string[] | undefined {
  let outer = node.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  if (ts.isPropertyAccessExpression(outer)) return [outer.name.text];
  if (!ts.isVariableDeclaration(outer) || !ts.isObjectBindingPattern(outer.name)) return undefined;
  return outer.name.elements.map((element) => (element.propertyName ?? element.name).getText());
}
