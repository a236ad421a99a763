// The process of a workshop: runs test files again and again, each time with another mistake in the sources.
import { createRequire } from 'node:module';
import process from 'node:process';
import type * as JestCircus from 'jest-circus';
import { Modules } from './modules.js';
import type { Begun, Order, TestOfFile, Told } from './workshop.js';

const requireOfNode = createRequire(import.meta.url);
const circus = requireOfNode('jest-circus') as typeof JestCircus;
const { jestExpect } = requireOfNode('@jest/expect') as { readonly jestExpect: unknown };
const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, expect: jestExpect });
Object.assign(globalThis, { requireOfNode, [Symbol.for('TEST_TIMEOUT_SYMBOL')]: 30_000 });

const modules = new Modules(process.argv[2] ?? '');

type Test = JestCircus.State['rootDescribeBlock']['tests'][number];
type Block = JestCircus.State['rootDescribeBlock'];

/** What is reached now is noted here: by one test, or by what all of the file have in common. */
let own: Set<number> | undefined;
let common = new Set<number>();
Object.assign(globalThis, { reached: (place: number) => (own && modules.running === 0 ? own : common).add(place) });

let began = 0;
let done: TestOfFile[] = [];
let failed = false;
let failing: number | undefined;
let stopsAtFirst = false;

circus.addEventHandler((event) => {
  if (event.name === 'test_start') {
    own = new Set();
    began = performance.now();
  }
  if (event.name === 'hook_failure' || event.name === 'error') failed = true;
  if (event.name !== 'test_done') return;
  const index = order.indexOf(event.test);
  const passes = event.test.errors.length === 0;
  done.push({ index, passes, milliseconds: performance.now() - began, reached: Uint32Array.from(own ?? []) });
  own = undefined;
  if (passes) return;
  failed = true;
  failing ??= index;
  if (stopsAtFirst) for (const one of order) one.mode = 'skip';
});

let order: readonly Test[] = [];

function testsOf(block: Block): readonly Test[] {
  return block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
}

/** Runs one file, or some of its tests, from the beginning. @throws whatever loading it throws */
async function run(file: string, only?: readonly number[]): Promise<void> {
  circus.resetState();
  Object.assign(circus.getState(), { parentProcess: process });
  [common, own, done, failed, failing] = [new Set(), undefined, [], false, undefined];
  await modules.load(file);
  order = testsOf(circus.getState().rootDescribeBlock);
  if (only) {
    const chosen = new Set(only);
    order.forEach((one, index) => {
      if (!chosen.has(index)) one.mode = 'skip';
    });
  }
  const result = (await circus.run()) as { readonly unhandledErrors: readonly unknown[] };
  if (result.unhandledErrors.length > 0) failed = true;
}

async function carriedOut(wanted: Order): Promise<Told> {
  modules.change(wanted.codes);
  stopsAtFirst = wanted.kind === 'try';
  for (const { file, tests, limitMs } of wanted.files) {
    process.send?.({ limitMs } satisfies Begun);
    try {
      await run(file, tests);
    } catch {
      return { fails: true, tests: [], common: new Uint32Array() };
    }
    if (stopsAtFirst && failed)
      return { fails: true, by: { file, test: failing }, tests: [], common: new Uint32Array() };
  }
  return { fails: failed, tests: done, common: Uint32Array.from(common) };
}

process.on('message', (wanted: Order) => {
  void carriedOut(wanted).then((told) => process.send?.(told));
});
