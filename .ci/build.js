// Builds the shipped program into dist/: our own code in three files, what is large and loaded late in one each.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { build, transform } from 'esbuild';
import { licencesOf } from './licences.js';
import { keptEveryday, usedEveryday } from './everyday.js';
import { linked } from './link.js';

/** Loaded by the command that needs it: the file's name, and the package as the sources name it, or a part of our own. */
const LATE = {
  'ajv.cjs': 'ajv/dist/2020.js',
  'bidi.cjs': 'bidi-js',
  'conf.cjs': 'conf',
  'csv-stringify.cjs': 'csv-stringify/sync',
  'ibantools.cjs': 'ibantools',
  'ical-generator.cjs': 'ical-generator',
  'inquirer.cjs': 'inquirer',
  'jmespath.cjs': '@jmespath-community/jmespath',
  'jsvat.cjs': 'jsvat',
  'mail-composer.cjs': 'nodemailer/lib/mail-composer',
  'ora.cjs': 'ora',
  'pdfkit.cjs': 'pdfkit',
  'pg.cjs': 'pg',
  'smtp-connection.cjs': 'nodemailer/lib/smtp-connection',
  'stripe.cjs': 'stripe',
  'yauzl.cjs': 'yauzl',
  'yazl.cjs': 'yazl',
};

/** What the migrations make of an empty ledger. */
const SCHEMA = 'ledger-schema.json';

/** What of our own code most starts do without, by its script. */
const OWN_LATE = { 'fr.cjs': (name) => name.startsWith('src/language/fr/'), 'others.cjs': () => true };

/** What of the program the build runs itself. */
const AT_BUILD = [
  'src/catalog/check.ts',
  'src/catalog/commands.ts',
  'src/commands/index.ts',
  'src/language/lang.ts',
  'src/language/words.ts',
  'src/program/command-list.ts',
  'src/program/completions.ts',
  'src/store/sql/migrations.ts',
  'src/store/sqlite/schema.ts',
];

/** Packages inside the program's own file. */
const BROUGHT = ['better-sqlite3', 'chalk', 'commander', 'fastest-levenshtein', 'string-width', 'ulid'];

// CommonJS because Node 20 can keep its compiled form (bin/partner.js); names are kept for stack traces.
const shipped = {
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  format: 'cjs',
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'ascii',
  metafile: true,
  write: false,
  logLevel: 'warning',
  // What each package is licensed under is in a file of its own.
  legalComments: 'none',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname' },
};

/** What is put into the program's own file. */
const within = { define: { ...shipped.define, 'Intl.Segmenter': 'LateSegmenter' } };

/** A package in a file or a module of its own, with what Node makes of a CommonJS file that is imported. */
const packaged = (name) => ({
  ...shipped,
  stdin: {
    contents: `module.exports = require(${JSON.stringify(name)});`,
    resolveDir: '.',
  },
  // Its exports are the default, and each has its own name. A package whose exports are a function already (ajv) has both.
  footer: {
    js: `if (typeof module.exports === 'object' && typeof module.exports.default === 'function') {
      const { default: whole, ...named } = module.exports;
      module.exports = Object.assign(whole, named);
    }`,
  },
});

for (const folder of ['build', 'dist']) mkdirSync(folder, { recursive: true });
const { texts: checked, commands, schema, completions } = await madeAtBuild();
const ours = await build({
  ...shipped,
  ...within,
  minifyWhitespace: false,
  minifySyntax: false,
  entryPoints: readdirSync('src', { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`),
  outbase: '.',
  outdir: '.',
  plugins: [{ name: 'each alone', setup: eachAlone }],
});
const modules = new Map(
  ours.outputFiles.map(({ path, text }) => [relative('.', path).replaceAll('\\', '/').replace(/\.js$/, '.ts'), text]),
);
const brought = await Promise.all(
  BROUGHT.map((name) =>
    build({
      ...packaged(name),
      ...within,
      plugins: [
        { name: 'engine', setup: engine },
        { name: 'late builtins', setup: lateBuiltins },
        { name: 'no detection', setup: noDetection },
      ],
    }),
  ),
);
brought.forEach(({ outputFiles: [{ text }] }, index) => modules.set(BROUGHT[index], text));
const prelude = [
  readFileSync('.ci/late-segmenter.js', 'utf8').replace(/^export /m, ''),
  lateTexts(Object.keys(checked)),
  `const LEDGER_SCHEMA = () => JSON.parse(require('fs').readFileSync(__dirname + '/${SCHEMA}', 'utf8'));`,
  `const PROGRAMME_COMMANDS = ${JSON.stringify(commands)};`,
  `const COMPLETIONS = (lang) => require('fs').readFileSync(__dirname + '/completions-' + lang + '.txt', 'latin1');`,
];
for (const [name, text] of Object.entries(checked)) publish(`dist/${name}`, text);
publish(`dist/${SCHEMA}`, JSON.stringify(schema));
for (const [name, text] of Object.entries(completions)) publish(`dist/${name}`, text);
const parts = { prelude: prelude.join('\n'), entry: 'src/main.ts', late: OWN_LATE };
const whole = linked(modules, parts);
const ran = new Set(await usedEveryday(asFunction(whole.first), 'dist/main.cjs'));
const often = whole.names.filter((name) => ran.has(name));
const { first, late } = linked(modules, { ...parts, often });
const completing = linked(modules, { ...parts, entry: 'src/complete.ts', late: {} });
const own = { 'main.cjs': first, 'complete.cjs': completing.first, ...late };
const packages = await Promise.all(
  Object.entries(LATE).map(([file, name]) => build({ ...packaged(name), outfile: `dist/${file}` })),
);
const scripts = Object.fromEntries(
  packages.flatMap(({ outputFiles }) => outputFiles.map(({ path, text }) => [basename(path), text])),
);
for (const [name, text] of Object.entries(own)) scripts[name] = await minified(text);
publishScripts(scripts);
const metafiles = [...brought, ...packages].map(({ metafile }) => metafile);
publish('dist/THIRD-PARTY-LICENSES.txt', licencesOf(metafiles));
for (const name of readdirSync('bin')) asciiAlone(`bin/${name}`, readFileSync(`bin/${name}`, 'utf8'));
removeAllBut(['compiled', 'THIRD-PARTY-LICENSES.txt', SCHEMA, ...[scripts, checked, completions].flatMap(Object.keys)]);
await keptEveryday('dist/compiled');

/**
 * The catalogue is checked here once, so that no start has to: its files are known to the letter. And the migrations are
 * run, for who makes a new ledger or checks one.
 */
async function madeAtBuild() {
  const outfile = 'build/made-at-build.mjs';
  await build({
    stdin: {
      contents: AT_BUILD.map((file) => `export * from './${file}';`).join('\n'),
      resolveDir: '.',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const made = await import(`../${outfile}`);
  const { checkProgrammeFile, shippedCommands, readMigrations, schemaMadeBy } = made;
  const texts = {};
  for (const name of readdirSync('data/programmes')) {
    const { file, text } = await checkProgrammeFile(`data/programmes/${name}`, 'data');
    texts[file] = text;
  }
  const all = made.commandList(made.COMMANDS, made.VERBS, undefined).known();
  const completions = {};
  for (const lang of made.LANGS) completions[`completions-${lang}.txt`] = made.keptOf(all, await made.loadWords(lang));
  return {
    texts,
    completions,
    commands: shippedCommands('data'),
    schema: [...schemaMadeBy(readMigrations('data/migrations'), Database)],
  };
}

/**
 * The scripts of the engine for Node 20 are ten files, which take longer to load than a ledger to open: they are brought
 * along. Its native part comes from where it is installed, and so does any other version as a whole. It is looked for
 * where npm puts it, since Node takes longer to find it by all of its rules.
 */
function engine({ onResolve, onLoad }) {
  const name = 'better-sqlite3';
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const place = `const { readFileSync } = require('fs');
    const { basename, dirname, join } = require('path');
    const isIt = (folder) => {
      try {
        return JSON.parse(readFileSync(folder + '/package.json', 'utf8')).version === '${version}';
      } catch {
        return false;
      }
    };
    const root = dirname(__dirname);
    // Beside the program only where packages lie: anybody may put something beside a folder of one's own.
    const beside = basename(dirname(root)) === 'node_modules' ? [dirname(root)] : [];
    const folders = [join(root, 'node_modules'), ...beside].map((folder) => join(folder, '${name}'));
    module.exports = folders.find(isIt) ?? folderByRules();
    function folderByRules() {
      const folder = dirname(require.resolve('${name}/package.json'));
      return isIt(folder) ? folder : undefined;
    }`;
  const installed = `require('${name}')`;
  const brought = `module.exports = require('place') ? require('./node_modules/${name}/lib/index.js') : ${installed};`;
  onResolve({ filter: /^better-sqlite3\// }, ({ path }) => ({ path, external: true }));
  onResolve({ filter: /^better-sqlite3$/ }, ({ path, namespace }) =>
    namespace === 'engine' ? { path, external: true } : { path, namespace: 'engine' },
  );
  onResolve({ filter: /^(bindings|place)$/ }, ({ path }) => ({ path, namespace: 'engine' }));
  onLoad({ filter: /^better-sqlite3$/, namespace: 'engine' }, () => ({
    resolveDir: '.',
    contents: version.startsWith('12.') ? brought : `module.exports = ${installed};`,
  }));
  onLoad({ filter: /^place$/, namespace: 'engine' }, () => ({ contents: place }));
  onLoad({ filter: /^bindings$/, namespace: 'engine' }, () => ({
    contents: `module.exports = (file) => require(require('place') + '/build/Release/' + file);`,
  }));
}

/** Each module of ours alone: what it imports is named by its place in the sources, its package or its file in dist/. */
function eachAlone({ onResolve }) {
  const late = new Map(Object.entries(LATE).map(([file, name]) => [name, file]));
  onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
    if (kind === 'entry-point') return undefined;
    const source = relative('.', resolve(resolveDir, path.replace(/\.js$/, '.ts'))).replaceAll('\\', '/');
    const name = path.startsWith('.') ? source : path;
    return { path: late.get(name) ?? name, external: true };
  });
}

/** The programmes that were checked, each read when it is asked for. */
function lateTexts(names) {
  const texts = names.map(
    (name) =>
      `get ${JSON.stringify(name)}() { return require('fs').readFileSync(__dirname + ${JSON.stringify(`/${name}`)}, 'utf8'); }`,
  );
  return `const CHECKED_PROGRAMMES = { ${texts.join(', ')} };`;
}

/** Node's own modules that packages can do without at first: each function loads its module when it is first called. */
function lateBuiltins({ onResolve, onLoad }) {
  const filter = /^node:(child_process|crypto|fs\/promises|readline|string_decoder|timers\/promises)$/;
  onResolve({ filter }, ({ path, namespace }) =>
    namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
  );
  onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
    const module = await import(path);
    const names = Object.keys(module).filter((name) => typeof module[name] === 'function');
    const late = names.map(
      (name) => `export function ${name}(...given) {
      const { ${name}: real } = require(${JSON.stringify(path)});
      return new.target ? new real(...given) : real(...given);
    }`,
    );
    // A package that asks for the whole module and looks at it at once finds nothing.
    return { contents: [...late, 'export default {};'].join('\n') };
  });
}

/** What chalk would find out about the terminal is decided by src/io/colour.ts. */
function noDetection({ onResolve, onLoad }) {
  onResolve({ filter: /^#supports-color$/ }, ({ path }) => ({ path, namespace: 'none' }));
  onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export default { stdout: false, stderr: false };' }));
}

async function minified(text) {
  const options = { minifyWhitespace: true, minifySyntax: true, charset: 'ascii', target: shipped.target };
  return (await transform(text, options)).code;
}

/** A script as the function that bin/partner.js calls, so that no start has to copy all of it. */
function asFunction(script) {
  return `(function(exports,require,module,__filename,__dirname,load){${script}})`;
}

/** The hash of them all at the end of each tells what is compiled and kept of it from that of another build. */
function publishScripts(scripts) {
  const wrapped = Object.entries(scripts).map(([name, text]) => [`dist/${name}`, asFunction(text.trimEnd())]);
  const hash = createHash('sha256').update(JSON.stringify(wrapped)).digest('hex').slice(0, 16);
  for (const [path, text] of wrapped) publish(path, asciiAlone(path, `${text}\n//${hash}\n`));
}

/**
 * What is shipped is read alike in every encoding, and as latin1 by bin/partner.js. esbuild escapes other letters in strings and names, but leaves them in
 * regular expressions, where the sources have to write `\uXXXX` themselves.
 * @throws Error with the place of the first letter that is none of ASCII
 */
function asciiAlone(path, text) {
  const at = text.search(/[^\0-\x7F]/);
  if (at === -1) return text;
  throw new Error(`${path} is not ASCII: ${text.slice(Math.max(0, at - 60), at + 20)}`);
}

/** Whole or not at all: a program may start, and another build may run, at any moment. */
function publish(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

// Only now, so that a program that runs meanwhile finds its files.
function removeAllBut(wanted) {
  for (const name of readdirSync('dist')) {
    if (!wanted.includes(name.replace(/\.\d+$/, ''))) rmSync(`dist/${name}`, { recursive: true, force: true });
  }
}
