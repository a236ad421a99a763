import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/files/package-root.js';
import type { Bench, Check, Tried } from './check.js';
import { jsonOf, sourcesWith } from './program.js';
import { oneLine } from './scenes.js';

const execute = promisify(execFile);

/** The stories that jest tells every day, a few of each; here many. */
const SUITES = ['model', 'whole', 'automatic-renewal'];
const RUNS = { short: 40, usual: 1000, long: 5000 };

interface Results {
  readonly testResults: readonly {
    /** What kept all of it from running, where something did. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Tells the stories of a copy of the repository that is compiled already. */
async function told(folder: string, { random }: Bench, suites: readonly string[], runs: number): Promise<Tried> {
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const nodeOptions = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const files = suites.map((suite) => `build/test/journeys/${suite}.test.js`);
  const seed = Math.floor(random() * 2 ** 31);
  const env = { ...process.env, PARTNER_TEST_RUNS: String(runs), PARTNER_TEST_SEED: String(seed) };
  const ended = execute(process.execPath, [...nodeOptions, jest, '-w', '2', '--silent', '--json', ...files], {
    cwd: folder,
    env,
    maxBuffer: 2 ** 28,
  });
  // It ends with 1 where a test failed, and has said which.
  const { stdout } = await ended.catch((error: unknown) => error as { stdout: string });
  const results = jsonOf<Results>({ stdout });
  if (!results) throw new Error(`jest said nothing that can be read: ${oneLine(stdout)}`);
  const untold = results.testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (untold) throw new Error(`a suite of stories could not be told: ${oneLine(untold.message)}`);
  const failed = results.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');
  return {
    points: runs * suites.length,
    violations: failed.map(({ title, failureMessages }) => `${title}: ${oneLine(failureMessages.join(' '))}`),
  };
}

/** I1 to I14: random lives of companies, with faults of the gateway and power cuts, come to what the rules say. */
export const STORIES: Check = {
  name: 'random stories, with faults and power cuts',
  run: (_program, bench) => told(packageRoot(), bench, SUITES, RUNS[bench.size]),
  control: {
    what: 'a renewal that is sold before its window opens',
    async run(bench) {
      const folder = sourcesWith([
        {
          file: 'src/core/gate.ts',
          from: '  if (today >= opens) return undefined;',
          to: '  if (today.length > 0) return undefined;',
        },
      ]);
      for (const step of ['build', 'compile']) await execute(process.execPath, [`.ci/${step}.js`], { cwd: folder });
      return told(folder, bench, ['model'], 150);
    },
  },
};
