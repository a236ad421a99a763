import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../../src/files/package-root.js';
import { importsOf, sourcesIn, walk, type Source } from './sources.js';

const WORLD = [
  'Date',
  'process',
  'console',
  'globalThis',
  'require',
  'fetch',
  'crypto',
  'performance',
  'setTimeout',
  'Buffer',
  'Intl',
];
const CORE = sourcesIn('src/core');

/** What of the world a source names: clocks, chance, the process, the screen. */
function worldly(source: Source): readonly string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (ts.isIdentifier(node) && WORLD.includes(node.text)) found.push(`${source.path}: ${node.text}`);
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random')
      found.push(`${source.path}: Math.random`);
  });
  return found;
}

test('G25 the core knows no clock, no chance, no process and no screen', () => {
  expect(CORE.length).toBeGreaterThan(10);
  expect(CORE.flatMap(worldly)).toEqual([]);
});

test('G25 the test of it can fail', () => {
  const text = 'const at = new Date(); const chance = Math.random(); // Date';
  const tree = ts.createSourceFile('wrong.ts', text, ts.ScriptTarget.Latest, true);
  expect(worldly({ path: 'wrong.ts', text, tree })).toEqual(['wrong.ts: Date', 'wrong.ts: Math.random']);
});

test('G25 the core imports itself alone', () => {
  const others = CORE.flatMap(importsOf).filter(({ to, isPackage }) => isPackage || !to.startsWith('src/core/'));
  expect(others).toEqual([]);
});

test('G25 the core compiles without Node', () => {
  const file = join(packageRoot(), 'src/core/tsconfig.json');
  const config = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  expect(config?.options.types).toEqual([]);
  const program = ts.createProgram(config?.fileNames ?? [], { ...config?.options, noEmit: true });
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(program.getRootFileNames().length).toBe(CORE.length);
  expect(problems).toEqual([]);
});
