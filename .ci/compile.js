// Transpiles src, test and bench, file by file, into build/: what jest and the benchmarks run.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const sources = ['src', 'test', 'bench'].flatMap((folder) => filesIn(folder, '.ts'));
await build({
  entryPoints: sources,
  outbase: '.',
  outdir: 'build',
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  sourcemap: 'inline',
  logLevel: 'warning',
});

// What starts of an earlier program have kept (test/support/run.ts) is made anew.
rmSync('build/compiled', { recursive: true, force: true });

// A deleted source must not live on as a compiled test.
const wanted = new Set(sources.map((file) => join('build', file.replace(/\.ts$/, '.js'))));
for (const file of filesIn('build', '.js')) if (!wanted.has(file)) rmSync(file);

function filesIn(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
