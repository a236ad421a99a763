import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { freshHome, runNode, type Ran } from '../support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'partner-packed-'));
const prefix = join(folder, 'global');
const installed = join(prefix, process.platform === 'win32' ? '' : 'lib', 'node_modules', 'partner-membership');
const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;

beforeAll(() => {
  [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', folder)) as [Packed];
  npm('install', '--global', '--prefix', prefix, join(folder, packed.filename));
}, 300_000);

function npm(...args: readonly string[]): string {
  const env = {
    ...process.env,
    npm_config_loglevel: 'error',
    npm_config_better_sqlite3_local_prebuilds: builtEngine(),
  };
  return execFileSync('npm', args, { cwd: packageRoot(), env, encoding: 'utf8' });
}

/** The engine that is built here, as its installer takes it: to compile it again takes longer than all other tests. */
function builtEngine(): string {
  const engine = join(packageRoot(), 'node_modules', 'better-sqlite3');
  const built = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8')) as { version: string };
  const name = `better-sqlite3-v${built.version}-node-v${process.versions.modules}-${process.platform}-${process.arch}.tar.gz`;
  const prebuilds = join(folder, 'prebuilds');
  mkdirSync(prebuilds, { recursive: true });
  execFileSync('tar', ['-czf', join(prebuilds, name), '-C', engine, 'build/Release/better_sqlite3.node']);
  return prebuilds;
}

function partner(line: string, home = freshHome()): Promise<Ran> {
  return runNode([join(installed, 'bin', 'partner.js'), ...line.split(' ')], { home });
}

test('the package holds the program, its data and its papers, and nothing else', () => {
  const paths = packed.files.map(({ path }) => path);
  const papers = [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'man/partner.1',
    'package.json',
    'bin/package.json',
    'bin/partner.js',
    'dist/THIRD-PARTY-LICENSES.txt',
  ];
  expect(paths).toEqual(expect.arrayContaining(papers));
  expect(
    paths.filter(
      (path) =>
        !papers.includes(path) &&
        !/^(dist\/[\w-]+\.(cjs|json)|dist\/completions-..\.txt|data\/.+\.(json|md|sql)|data\/completion\/partner\.\w+|data\/fonts\/.+|data\/help\/..\/[a-z-]+\.txt)$/.test(
          path,
        ),
    ),
  ).toEqual([]);
  for (const path of readdirSync(join(packageRoot(), 'data'), { recursive: true, withFileTypes: true })) {
    if (path.isFile()) expect(paths.some((name) => name.endsWith(`/${path.name}`))).toBe(true);
  }
});

test('F2 it brings one package along, in a version that fits this Node.js', () => {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  expect(Object.keys(dependencies)).toEqual(['better-sqlite3']);
});

test('every package inside the bundle is named with its licence', () => {
  const text = readFileSync(join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of [
    'commander',
    'inquirer',
    'chalk',
    'conf',
    'ora',
    'ajv',
    'csv-stringify',
    'string-width',
    'ulid',
    'better-sqlite3',
  ]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)$`, 'm'));
  }
});

test('installed, it runs: version, offers, a purchase, a receipt', async () => {
  const home = freshHome();
  expect(await partner('--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect((await partner('offers list --json', home)).json<readonly object[]>()).toHaveLength(4);
  const who = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
  const bought = await partner(`actionpack subscribe ${who} --accept-terms --token pm_card_visa --yes --json`, home);
  expect(bought.json()).toMatchObject({ order: { state: 'paid', receiptNumber: expect.stringMatching(/-000001$/) } });
  expect((await partner('status --json', home)).json()).toMatchObject({
    subscriptions: [{ offer: 'action-pack', state: 'active' }],
  });
  expect(await partner('db check', home)).toMatchObject({ code: 0 });
});
