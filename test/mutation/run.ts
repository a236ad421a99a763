// `npm run mutation`: changes the sources by one small mistake after another and sees whether a test fails. It ends with
// 0 where at least FLOOR of what is not equivalent was found. MUTATION says how many mutants, or `all`; MUTATION_SEED
// which; MUTATION_ONLY keeps to the files with that text in their path.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../../src/files/package-root.js';
import { filesIn } from '../architecture/sources.js';
import { closeWorkshops } from '../proof/program.js';
import { seededRandom } from '../support/world.js';
import { compiler } from './compiler.js';
import { EQUIVALENT } from './equivalent.js';
import { mutantsOf, mutated, probed, probeOf, type Mutant, type Probe } from './mutants.js';
import { openWorkshop, type TestFile, type Workshop } from './workshop.js';

const ROOMS = ['src/core', 'src/journeys', 'src/payments', 'src/sandbox'];
/** Sample companies of the sandbox: chance decides what becomes of them, and no test could want more than that all is sound. */
const MADE_UP = 'src/sandbox/seed/';
/** The tests that run the sources in their own process; the others (wizards, money, process) run what was built, in which there is no mutant. */
const ROOMS_OF_TESTS = [
  'core',
  'journeys',
  'payments',
  'sandbox',
  'commands',
  'notify',
  'store',
  'catalog',
  'language',
];
const TESTS = ROOMS_OF_TESTS.map((room) => `build/test/${room}/`);
const FLOOR = 0.95;
const WORKERS = 2;
/** The nearest tests of a mutant come first, as many as run in this time, measured when nothing was changed. */
const NEAREST_MS = 30_000;

const wanted = process.env['MUTATION'] ?? '500';
const seed = Number(process.env['MUTATION_SEED'] ?? randomInt(2 ** 31));
const only = process.env['MUTATION_ONLY'] ?? '';

interface Source {
  readonly file: string;
  readonly text: string;
  readonly probes: readonly Probe[];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function sources(): readonly Source[] {
  return ROOMS.flatMap((room) => filesIn(room))
    .filter((file) => file.includes(only) && !file.startsWith(MADE_UP))
    .map((file) => {
      const text = readFileSync(join(packageRoot(), file), 'utf8');
      return { file, text, probes: probed(file, text).probes };
    });
}

/** As many as are wanted of those that the compiler takes. */
function* chosen(all: readonly Source[], mutants: readonly Mutant[]): Generator<Mutant> {
  const random = seededRandom(seed);
  const compiles = compiler();
  let left = wanted === 'all' ? mutants.length : Number(wanted);
  for (const { mutant } of mutants.map((one) => ({ mutant: one, place: random() })).sort((a, b) => a.place - b.place)) {
    if (left === 0) return;
    if (!compiles(mutant.file, mutated(sourceOf(all, mutant).text, mutant))) continue;
    left -= 1;
    yield mutant;
  }
}

function sourceOf(all: readonly Source[], mutant: Mutant): Source {
  return all.find(({ file }) => file === mutant.file) as Source;
}

function isEquivalent({ file, code, change }: Mutant): boolean {
  return EQUIVALENT.some((one) => one.file === file && one.code === code && one.change === change);
}

/** What reaches the mutant: the tests that are called like its file first, then the quick ones. */
function testsFor(mutant: Mutant, probe: Probe | undefined, tests: readonly TestFile[]): readonly TestFile[] {
  const name = basename(mutant.file, '.ts');
  const near = ({ path }: TestFile) => (basename(path).startsWith(`${name}.`) ? 0 : 1);
  return tests
    .filter(({ reached }) => probe !== undefined && reached.has(probe.name))
    .sort((a, b) => near(a) - near(b) || a.milliseconds - b.milliseconds);
}

/** The nearest, which find most, and then the others: what only a slow test finds is found, too. */
function inTurns(tests: readonly TestFile[]): readonly (readonly TestFile[])[] {
  let left = NEAREST_MS;
  const nearest = tests.filter(({ milliseconds }, index) => {
    left -= milliseconds;
    return index === 0 || left > 0;
  });
  return [nearest, tests.filter((test) => !nearest.includes(test))].filter(({ length }) => length > 0);
}

async function found(workshop: Workshop, source: Source, mutant: Mutant, tests: readonly TestFile[]): Promise<boolean> {
  await workshop.write(source.file, mutated(source.text, mutant));
  try {
    for (const turn of inTurns(tests)) {
      const usual = turn.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      const paths = turn.map(({ path }) => path);
      if (!(await workshop.passes(paths, 30_000 + 4 * usual))) return true;
    }
    return false;
  } finally {
    await workshop.write(source.file, source.text);
  }
}

async function measured(workshop: Workshop, all: readonly Source[]): Promise<readonly TestFile[]> {
  for (const { file, text } of all) await workshop.write(file, probed(file, text).text);
  const tests = await workshop.reached(TESTS);
  for (const { file, text } of all) await workshop.write(file, text);
  return tests;
}

async function main(): Promise<boolean> {
  const all = sources();
  const mutants = all.flatMap(({ file, text }) => mutantsOf(file, text));
  const stale = only === '' ? EQUIVALENT.filter((one) => !mutants.some((mutant) => isEquivalentTo(one, mutant))) : [];
  for (const { file, code, change } of stale) say(`no such mutant any more: ${file} «${code}» ${change}`);

  const queue = chosen(
    all,
    mutants.filter((mutant) => !isEquivalent(mutant)),
  );
  say(`${mutants.length} mutants. The same again: MUTATION=${wanted} MUTATION_SEED=${seed} npm run mutation`);
  const workshops = await Promise.all(Array.from({ length: WORKERS }, openWorkshop));
  const tests = await measured(workshops[0] as Workshop, all);
  say(`${tests.length} test files pass and reach something`);
  let tried = 0;
  const survivors: Mutant[] = [];
  await Promise.all(
    workshops.map(async (workshop) => {
      for (const mutant of queue) {
        const source = sourceOf(all, mutant);
        const reaching = testsFor(mutant, probeOf(source.probes, mutant), tests);
        const isFound = await found(workshop, source, mutant, reaching);
        tried += 1;
        if (tried % 25 === 0) say(`${tried} tried`);
        if (isFound) continue;
        survivors.push(mutant);
        say(
          `not found: ${mutant.file}:${mutant.line} «${mutant.code}» ${mutant.change} (${reaching.length} test files)`,
        );
      }
    }),
  );
  const score = tried === 0 ? 1 : 1 - survivors.length / tried;
  say(
    `${tried} tried, ${tried - survivors.length} found: ${(score * 100).toFixed(1)} %, at least ${FLOOR * 100} % wanted`,
  );
  return score >= FLOOR && stale.length === 0;
}

function isEquivalentTo(one: (typeof EQUIVALENT)[number], mutant: Mutant): boolean {
  return one.file === mutant.file && one.code === mutant.code && one.change === mutant.change;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  closeWorkshops();
}
