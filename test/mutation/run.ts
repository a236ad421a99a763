// `npm run mutation`: changes the sources by one small mistake after another and sees whether a test fails. It ends with
// 0 where at least FLOOR of what is not equivalent was found. MUTATION says how many mutants, or `all`; MUTATION_SEED
// which, or of `1,2` a sample each, since to measure what tests reach takes longest; MUTATION_ONLY keeps to the files with
// one of these texts in their path (`core/refund,core/order`), MUTATION_TESTS to these rooms of tests (`core,journeys`),
// MUTATION_WORKERS to so many at once.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../../src/files/package-root.js';
import { filesIn } from '../architecture/sources.js';
import setUp from '../support/run-setup.js';
import tearDown from '../support/run-teardown.js';
import { seededRandom } from '../support/world.js';
import { compiler } from './compiler.js';
import { EQUIVALENT } from './equivalent.js';
import { mutantsOf, mutated, probed, probeOf, type Mutant, type Probe } from './mutants.js';
import {
  compiledAll,
  compiledName,
  compiledOne,
  openWorkshop,
  removed,
  type Chosen,
  type Workshop,
} from './workshop.js';

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
const FLOOR = 0.95;
/** So many does the compiler look at together. */
const AT_ONCE = 200;

const wanted = process.env['MUTATION'] ?? '500';
const seeds = (process.env['MUTATION_SEED'] ?? String(randomInt(2 ** 31))).split(',').map(Number);
const only = process.env['MUTATION_ONLY']?.split(',') ?? [''];
const rooms = process.env['MUTATION_TESTS']?.split(',') ?? ROOMS_OF_TESTS;
const workers = Number(process.env['MUTATION_WORKERS'] ?? 2);

interface Source {
  readonly file: string;
  readonly text: string;
  /** The same with its probes. */
  readonly probed: string;
  readonly probes: readonly Probe[];
}

/** One test, by its place in its file. */
interface Test {
  readonly file: string;
  readonly index: number;
  readonly milliseconds: number;
}

/** The tests that reach each place. */
type Reach = ReadonlyMap<number, readonly Test[]>;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function sources(): readonly Source[] {
  let first = 0;
  return ROOMS.flatMap((room) => filesIn(room))
    .filter((file) => only.some((part) => file.includes(part)) && !file.startsWith(MADE_UP))
    .map((file) => {
      const text = readFileSync(join(packageRoot(), file), 'utf8');
      const { text: withProbes, probes } = probed(file, text, first);
      first += probes.length;
      return { file, text, probed: withProbes, probes };
    });
}

/** As many as are wanted of those that the compiler takes. */
function* chosen(all: readonly Source[], mutants: readonly Mutant[], seed: number): Generator<Mutant> {
  const random = seededRandom(seed);
  const compiles = compiler();
  let left = wanted === 'all' ? mutants.length : Number(wanted);
  const shuffled = mutants
    .map((mutant) => ({ mutant, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ mutant }) => mutant);
  while (left > 0 && shuffled.length > 0) {
    const some = shuffled.splice(0, Math.min(AT_ONCE, 2 * left));
    const taken = compiles(
      some.map((mutant) => ({ file: mutant.file, text: mutated(sourceOf(all, mutant).text, mutant) })),
    );
    const sound = some.filter((_, index) => taken[index]).slice(0, left);
    left -= sound.length;
    yield* sound;
  }
}

function sourceOf(all: readonly Source[], mutant: Mutant): Source {
  return all.find(({ file }) => file === mutant.file) as Source;
}

function isEquivalent({ file, code, change }: Mutant): boolean {
  return EQUIVALENT.some((one) => one.file === file && one.code === code && one.change === change);
}

/** What reaches the mutant: the tests of the file that is called like its own first, then those of the quickest. */
function testsFor(mutant: Mutant, probe: Probe | undefined, reach: Reach): readonly Test[][] {
  const name = basename(mutant.file, '.ts');
  const near = ([test]: readonly Test[]) => (basename(test?.file ?? '').startsWith(`${name}.`) ? 0 : 1);
  const files = new Map<string, Test[]>();
  for (const test of (probe && reach.get(probe.place)) ?? []) listed(files, test.file).push(test);
  return [...files.values()].sort((a, b) => near(a) - near(b) || timeOf(a) - timeOf(b));
}

function timeOf(tests: readonly Test[]): number {
  return tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

function found(workshop: Workshop, source: Source, mutant: Mutant, tests: readonly Test[][]): Promise<boolean> {
  const chosen = tests.map((ofFile): Chosen => ({
    file: ofFile[0]?.file ?? '',
    tests: ofFile.map(({ index }) => index),
    limitMs: 15_000 + 10 * timeOf(ofFile),
  }));
  return workshop.finds(source.file, mutated(source.text, mutant), chosen);
}

/** Every test that passes without a mistake, under each place that it reaches. */
async function measured(workshop: Workshop, all: readonly Source[]): Promise<Reach> {
  const probes = new Map<string, string>();
  for (const source of all) probes.set(compiledName(source.file), await compiledOne(source.probed));
  const reach = new Map<number, Test[]>();
  for (const file of rooms.flatMap((room) => filesIn(`test/${room}`, /\.test\.ts$/)).map(compiledName)) {
    const told = await workshop.measured(file, probes);
    for (const { passes, reached, ...of } of told?.tests ?? []) {
      const test = { file, ...of };
      if (passes) for (const place of new Set([...reached, ...(told?.common ?? [])])) listed(reach, place).push(test);
    }
  }
  return reach;
}

/** The list under a key, which is begun where there is none: places are reached by thousands of tests. */
function listed<K>(lists: Map<K, Test[]>, key: K): Test[] {
  const known = lists.get(key);
  if (known) return known;
  const list: Test[] = [];
  lists.set(key, list);
  return list;
}

async function main(workshops: readonly Workshop[]): Promise<boolean> {
  const all = sources();
  const mutants = all.flatMap(({ file, text }) => mutantsOf(file, text));
  const stale =
    process.env['MUTATION_ONLY'] === undefined
      ? EQUIVALENT.filter((one) => !mutants.some((mutant) => isEquivalentTo(one, mutant)))
      : [];
  for (const { file, code, change } of stale) say(`no such mutant any more: ${file} «${code}» ${change}`);

  say(
    `${mutants.length} mutants. The same again: MUTATION=${wanted} MUTATION_SEED=${seeds.join(',')} npm run mutation`,
  );
  const reach = await measured(workshops[0] as Workshop, all);
  const tests = new Set([...reach.values()].flat().map(({ file, index }) => `${file}#${index}`));
  say(`${tests.size} tests pass and reach something`);
  const sound = mutants.filter((mutant) => !isEquivalent(mutant));
  const scores: number[] = [];
  for (const seed of seeds) scores.push(await scoreOf(workshops, chosen(all, sound, seed), { all, reach }));
  return scores.every((score) => score >= FLOOR) && stale.length === 0;
}

/** How many of the mutants of one sample are found, of 1; each that is not is told. */
async function scoreOf(
  workshops: readonly Workshop[],
  queue: Generator<Mutant>,
  { all, reach }: { readonly all: readonly Source[]; readonly reach: Reach },
): Promise<number> {
  let tried = 0;
  const survivors: Mutant[] = [];
  await Promise.all(
    workshops.map(async (workshop) => {
      for (const mutant of queue) {
        const source = sourceOf(all, mutant);
        const reaching = testsFor(mutant, probeOf(source.probes, mutant), reach);
        const isFound = await found(workshop, source, mutant, reaching);
        tried += 1;
        if (tried % 100 === 0) say(`${tried} tried`);
        if (isFound) continue;
        survivors.push(mutant);
        say(
          `not found: ${mutant.file}:${mutant.line} «${mutant.code}» ${mutant.change} (${reaching.flat().length} tests)`,
        );
      }
    }),
  );
  const score = tried === 0 ? 1 : 1 - survivors.length / tried;
  say(
    `${tried} tried, ${tried - survivors.length} found: ${(score * 100).toFixed(1)} %, at least ${FLOOR * 100} % wanted`,
  );
  return score;
}

function isEquivalentTo(one: (typeof EQUIVALENT)[number], mutant: Mutant): boolean {
  return one.file === mutant.file && one.code === mutant.code && one.change === mutant.change;
}

setUp();
const folder = await compiledAll();
const workshops = Array.from({ length: workers }, () => openWorkshop(folder));
try {
  process.exitCode = (await main(workshops)) ? 0 : 1;
} finally {
  for (const workshop of workshops) workshop.close();
  removed(folder);
  tearDown();
}
