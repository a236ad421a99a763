// The program with Node.js in one file, for the system that this runs on: `npm run executable`. It is the Node.js that
// runs this, with what the package ships and the engine that is installed here beside it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const { version, files: shipped } = JSON.parse(readFileSync('package.json', 'utf8'));
const { platform, arch } = process;
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const folder = 'build/executable';
const name = `partner-${version}-${platform}-${arch}${platform === 'win32' ? '.exe' : ''}`;
const target = join(folder, name);

const engine = ['package.json', 'LICENSE', 'lib', 'build/Release/better_sqlite3.node'];
const contents = [
  'package.json',
  ...shipped,
  ...engine.map((path) => `node_modules/better-sqlite3/${path}`),
  // What version 13 and later of the engine finds its native part with.
  ...['bindings', 'file-uri-to-path'].map((brought) => `node_modules/${brought}`),
]
  .filter((path) => existsSync(path))
  .flatMap(filesOf)
  .sort();

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const hash = createHash('sha256').update(process.version);
for (const path of contents) hash.update(path).update(readFileSync(path));
// With the sizes of the files: to ask the executable for each takes longer than to look at them all on the disk.
writeFileSync(
  join(folder, 'contents.json'),
  JSON.stringify({
    build: hash.digest('hex').slice(0, 16),
    sizes: Object.fromEntries(contents.map((path) => [path, statSync(path).size])),
  }),
);
writeFileSync(
  join(folder, 'sea.json'),
  JSON.stringify({
    main: 'bin/executable.js',
    output: join(folder, 'program.blob'),
    disableExperimentalSEAWarning: true,
    assets: { contents: join(folder, 'contents.json'), ...Object.fromEntries(contents.map((path) => [path, path])) },
  }),
);
run(process.execPath, '--experimental-sea-config', join(folder, 'sea.json'));
copyFileSync(process.execPath, target);
chmodSync(target, 0o755);
if (platform === 'darwin') run('codesign', '--remove-signature', target);
const segment = platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : [];
const postject = join('node_modules', 'postject', 'dist', 'cli.js');
const blob = join(folder, 'program.blob');
run(process.execPath, postject, target, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...segment);
if (platform === 'darwin') run('codesign', '--sign', '-', target);
for (const made of readdirSync(folder)) if (made !== name) rmSync(join(folder, made));
process.stdout.write(`${target}, ${Math.round(statSync(target).size / 1024 / 1024)} MiB\n`);

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((inside) => filesOf(`${path}/${inside}`));
}

function run(program, ...args) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0)
    throw error ?? new Error(`${[program, ...args].join(' ')} ended with ${status}\n${stdout}${stderr}`);
}
