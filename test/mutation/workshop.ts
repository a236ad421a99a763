import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { jsonOf, sourcesWith } from '../proof/program.js';

const execute = promisify(execFile);
const NODE = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// A mutant is put into the compiled sources: commands that ran from the bundle would never meet it.
const ENV = { ...process.env, PARTNER_TESTED: 'sources' };

/** A copy of the repository, compiled, in which one file after another is changed and tests are run. */
export interface Workshop {
  readonly folder: string;
  /** Puts the file's own text back, or another one. */
  write(file: string, source: string): Promise<void>;
  /** Whether these test files pass; it stops at the first that does not. */
  passes(tests: readonly string[], timeoutMs: number): Promise<boolean>;
  /** Runs these folders of tests and tells what each file that passes reached, and how long it took. */
  reached(folders: readonly string[]): Promise<readonly TestFile[]>;
}

export interface TestFile {
  readonly path: string;
  readonly milliseconds: number;
  readonly reached: ReadonlySet<string>;
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = sourcesWith([]);
  await execute(process.execPath, ['.ci/build.js'], { cwd: folder });
  await execute(process.execPath, ['.ci/compile.js'], { cwd: folder });
  const jest = [...NODE, join('node_modules', 'jest', 'bin', 'jest.js')];

  return {
    folder,

    async write(file, source) {
      const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20.17', platform: 'node' });
      writeFileSync(join(folder, 'build', file.replace(/\.ts$/, '.js')), code);
    },

    passes(tests, timeoutMs) {
      const child = spawn(process.execPath, [...jest, '-w', '1', '--bail', '--silent', ...tests], {
        cwd: folder,
        env: ENV,
        stdio: 'ignore',
        detached: true,
      });
      return new Promise((resolve) => {
        // A mutant may go round in circles, and so may what its tests have started.
        const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), timeoutMs);
        child.once('close', (code) => {
          clearTimeout(timer);
          resolve(code === 0);
        });
      });
    },

    async reached(folders) {
      const notes = join(folder, 'reached');
      mkdirSync(notes);
      const settings = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { jest: object };
      const config = {
        ...settings.jest,
        rootDir: folder,
        setupFilesAfterEnv: ['<rootDir>/build/test/mutation/reached.js'],
      };
      const args = [...jest, '-w', '2', '--silent', '--json', '--config', JSON.stringify(config), ...folders];
      const env = { ...ENV, MUTATION_REACHED: notes };
      const ended = execute(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 28 });
      const { stdout } = await ended.catch((error: unknown) => error as { stdout: string });
      return testFiles(folder, notes, stdout);
    },
  };
}

interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

function testFiles(folder: string, notes: string, stdout: string): readonly TestFile[] {
  const results = jsonOf<Results>({ stdout });
  if (!results) throw new Error('the tests said nothing that can be read');
  const passed = results.testResults.filter(({ status }) => status === 'passed');
  const times = new Map(passed.map(({ name, startTime, endTime }) => [name, endTime - startTime]));
  const files = readdirSync(notes).map((name) => {
    const { testPath, reached } = JSON.parse(readFileSync(join(notes, name), 'utf8')) as {
      testPath: string;
      reached: readonly string[];
    };
    return { path: relative(folder, testPath), milliseconds: times.get(testPath), reached: new Set(reached) };
  });
  // A test that fails without a mutant finds none.
  return files.flatMap(({ milliseconds, ...file }) => (milliseconds === undefined ? [] : [{ ...file, milliseconds }]));
}
