import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { runNode, type Ran } from '../support/run.js';

const ENGINE = join('node_modules', 'better-sqlite3');
const NATIVE = join(ENGINE, 'build', 'Release', 'better_sqlite3.node');
const JOIN = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --json';

/** The shipped program, installed where its engine is not what it should be. */
function installation(): {
  place(file: string, content: string): void;
  remove(file: string): void;
  run(line: string): Promise<Ran>;
} {
  const folder = join(mkdtempSync(join(tmpdir(), 'partner-installed-')), 'partner');
  for (const part of ['bin', 'dist', 'data', 'package.json'])
    cpSync(join(packageRoot(), part), join(folder, part), { recursive: true });
  return {
    place(file, content) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    },
    remove: (file) => rmSync(join(folder, file)),
    run: (line) => runNode([join(folder, 'bin', 'partner.js'), ...line.split(' ')]),
  };
}

function engineFile(file: string): string {
  return readFileSync(join(packageRoot(), ENGINE, file), 'utf8');
}

async function expectRefused(ran: Promise<Ran>): Promise<void> {
  const { code, stdout, stderr, home } = await ran;
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'LEDGER_ENGINE_MISSING', exit: 1 } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(existsSync(join(home, 'data', 'partner', 'ledger.db'))).toBe(false);
}

test('F2 an engine that is not installed is told plainly', async () => {
  await expectRefused(installation().run(JOIN));
});

test('F2 an engine that was never built is told plainly', async () => {
  const { place, run } = installation();
  place(join(ENGINE, 'package.json'), engineFile('package.json'));
  await expectRefused(run(JOIN));
});

test('F2 an engine built for another Node.js is told plainly', async () => {
  const { place, run } = installation();
  place(join(ENGINE, 'package.json'), engineFile('package.json'));
  place(NATIVE, 'of another world');
  await expectRefused(run(JOIN));
});

test('F2 an engine of another version comes with its own scripts', async () => {
  const { place, run } = installation();
  place(join(ENGINE, 'package.json'), JSON.stringify({ name: 'better-sqlite3', version: '99.0.0', main: 'index.js' }));
  place(
    join(ENGINE, 'index.js'),
    "module.exports = class { constructor() { throw new Error('Could not locate the bindings file. Tried: nothing'); } };",
  );
  await expectRefused(run(JOIN));
});

test('a program that was never built says so, and how it is', async () => {
  const { remove, run } = installation();
  remove(join('dist', 'main.cjs'));
  const { code, stdout, stderr } = await run('offers list');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Error: .*main\.cjs is missing\.\nTry: {2}npm run build\n$/);
});

test('F2 what needs no ledger needs no engine', async () => {
  const { run } = installation();
  expect(await run('offers list --json')).toMatchObject({ code: 0, stderr: '' });
});

test.each(['others.cjs', 'fr.cjs'])(
  'F2 a program that is replaced while it runs is told so, and nothing is mixed: %s',
  async (name) => {
    const { place, run } = installation();
    const script = readFileSync(join(packageRoot(), 'dist', name), 'latin1');
    place(join('dist', name), script.replace(/\w{16}\n$/, '0123456789abcdef\n'));
    const { code, stdout, stderr } = await run(name === 'fr.cjs' ? 'offers list --lang fr' : JOIN);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('replaced by another version');
    expect(stderr).not.toMatch(/^ +at /m);
    expect((await run('offers list --json')).code).toBe(0);
  },
);

test('F2 what lies beside a folder that is no folder of packages is not taken for the engine', async () => {
  const { place, run } = installation();
  const trap = (folder: string) => {
    place(join(folder, 'package.json'), engineFile('package.json'));
    place(join(folder, 'build', 'Release', 'better_sqlite3.node'), 'of somebody else');
  };
  trap(join('..', 'better-sqlite3'));
  const { stderr } = await run(`${JOIN} --debug`);
  expect(stderr).toContain('LEDGER_ENGINE_MISSING');
  expect(stderr).not.toContain('better_sqlite3.node');
});
