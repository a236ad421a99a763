// Builds the shipped program: one bundle with a chunk for everything that is loaded late.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const common = { platform: 'node', target: 'node20.17', format: 'esm', logLevel: 'warning', bundle: true };

// The catalogue is checked here once, so that no start has to (its files are known by their hashes).
await build({ ...common, entryPoints: ['src/catalog/check.ts'], outfile: 'build/check-catalog.mjs', packages: 'external' });
const { checkProgrammeFile } = await import('../build/check-catalog.mjs');
const checked = {};
for (const name of readdirSync('data/programmes')) {
  const { file, sha256 } = await checkProgrammeFile(`data/programmes/${name}`, 'data');
  checked[file] = sha256;
}

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  splitting: true,
  minify: true,
  keepNames: true,
  metafile: true,
  external: ['better-sqlite3'],
  chunkNames: '[name]-[hash]',
  define: { CHECKED_PROGRAMMES: JSON.stringify(checked) },
  // Bundled CommonJS packages ask for Node's own modules through require.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
});
writeFileSync('build/meta.json', JSON.stringify(metafile));
