import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { packageRoot } from '../../src/files/package-root.js';
import { filesIn } from '../architecture/sources.js';
import { LOADABLE } from './modules.js';

/** What a workshop's process is asked: to run these tests of these files while some sources have other texts. */
export interface Order {
  /** `try` ends at the first test that fails. */
  readonly kind: 'measure' | 'try';
  readonly codes: ReadonlyMap<string, string>;
  readonly files: readonly Chosen[];
}

/** All tests of a file, or some by their place in it. */
export interface Chosen {
  readonly file: string;
  readonly tests?: readonly number[];
  /** What takes longer goes round in circles. */
  readonly limitMs?: number;
}

/** What it says as it begins with a file. */
export interface Begun {
  readonly limitMs: number | undefined;
}

export interface TestOfFile {
  readonly index: number;
  readonly passes: boolean;
  readonly milliseconds: number;
  readonly reached: Uint32Array;
}

/** What it answers: of the last file that it ran. */
export interface Told {
  readonly fails: boolean;
  /** The test that failed, where it was one, of the file that ended a `try`. */
  readonly by?: { readonly file: string; readonly test: number | undefined };
  readonly tests: readonly TestOfFile[];
  /** What was reached outside of a single test: as its file was loaded, or before all. */
  readonly common: Uint32Array;
}

/** Where tests run with a mistake in the sources, in a process that is kept as long as it can be trusted. */
export interface Workshop {
  /** Whether one of these tests fails while the file has this text; what takes longer than its limit has failed. */
  finds(file: string, source: string, tests: readonly Chosen[]): Promise<boolean>;
  /** What each test of a file reaches; undefined where it cannot be run here. */
  measured(file: string, probed: ReadonlyMap<string, string>): Promise<Told | undefined>;
  close(): void;
}

/** A process that has run so many mutants is replaced: what they left open is closed with it. */
const KEPT_FOR = 300;
const LONGEST_MS = 300_000;

/**
 * The sources and the tests, each compiled by itself, as they are at this moment. What waits for something before it is
 * loaded cannot be loaded here, and is left out.
 */
export async function compiledAll(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-mutants-'));
  const files = ['src', 'test'].flatMap((room) => filesIn(room, /\.ts$/));
  await Promise.all(
    files.map(async (file) => {
      const code = await compiledOne(readFileSync(join(packageRoot(), file), 'utf8')).catch(() => undefined);
      if (code === undefined) return;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, compiledName(file)), code);
    }),
  );
  return folder;
}

/** One source as a workshop takes it. @throws Error where it cannot be compiled */
export async function compiledOne(source: string): Promise<string> {
  return (await transform(source, { ...LOADABLE, loader: 'ts', logLevel: 'silent' })).code;
}

export function openWorkshop(folder: string): Workshop {
  let child: ChildProcess | undefined;
  let used = 0;

  function running(): ChildProcess {
    if (used >= KEPT_FOR) end();
    used += 1;
    child ??= fork(join(packageRoot(), 'build', 'test', 'mutation', 'tester.js'), [folder], {
      // What a test writes where it stands is gone with the folder.
      cwd: folder,
      // A mutant is put into the sources: commands that ran from the bundle would never meet it.
      env: { ...process.env, PARTNER_TESTED: 'sources' },
      stdio: ['ignore', 'ignore', process.env['MUTATION_DEBUG'] ? 'inherit' : 'ignore', 'ipc'],
      serialization: 'advanced',
      detached: true,
      execArgv: ['--max-old-space-size=2048', '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    });
    return child;
  }

  function end(): void {
    try {
      // With whatever its tests have started.
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    child = undefined;
    used = 0;
  }

  /** Undefined where it did not answer in time, or ended. */
  function answer(order: Order): Promise<Told | undefined> {
    const process = running();
    return new Promise((resolve) => {
      const over = (told?: Told) => {
        clearTimeout(timer);
        process.removeAllListeners();
        if (!told) end();
        resolve(told);
      };
      let timer = setTimeout(over, LONGEST_MS);
      process.on('message', (told: Told | Begun) => {
        if (!('limitMs' in told)) return over(told);
        clearTimeout(timer);
        timer = setTimeout(over, told.limitMs ?? LONGEST_MS);
      });
      process.once('exit', () => over());
      process.once('error', () => over());
      process.send(order);
    });
  }

  /** Tests that need others of their file before them, found out as they fail alone without any mistake. */
  const alone = new Map<string, boolean>();
  const together = new Set<string>();

  async function standsAlone({ file, test }: Required<Told>['by']): Promise<boolean> {
    const name = `${file}#${test}`;
    if (test === undefined || together.has(file) || alone.has(name)) return true;
    const told = await answer({ kind: 'try', codes: new Map(), files: [{ file, tests: [test] }] });
    alone.set(name, true);
    if (told && !told.fails) return true;
    together.add(file);
    return false;
  }

  function withOthers(chosen: Chosen): Chosen {
    return together.has(chosen.file) ? { file: chosen.file } : chosen;
  }

  return {
    async finds(file, source, files) {
      const codes = new Map([[compiledName(file), await compiledOne(source)]]);
      const told = await answer({ kind: 'try', codes, files: files.map(withOthers) });
      if (!told?.by || (await standsAlone(told.by))) return told?.fails ?? true;
      return this.finds(file, source, files);
    },
    measured: (file, probed) => answer({ kind: 'measure', codes: probed, files: [{ file }] }),
    close: () => {
      end();
    },
  };
}

export function compiledName(file: string): string {
  return file.replace(/\.ts$/, '.js');
}

export function removed(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
