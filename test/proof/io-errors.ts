import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { facts, JOIN_AND_SUBSCRIBE } from '../money/partner.js';
import { at, chosenOfEach, together, triedEach, type Bench, type Check, type Tried } from './check.js';
import { jsonOf, programWith, runIn, type Program } from './program.js';
import { asked, charged, complaints, inHome, oneLine, RESOLVE, RUN, threeDue } from './scenes.js';
import { pointsOf, runAt, type Point, type Traced } from './strace.js';

/** What the system may answer to a call instead of doing it. */
const ERRORS: Readonly<Record<string, readonly string[]>> = {
  pwrite64: ['ENOSPC', 'EIO'],
  write: ['ENOSPC', 'EIO'],
  pread64: ['EIO'],
  fsync: ['EIO'],
  fdatasync: ['EIO'],
  link: ['EACCES', 'EIO'],
  unlink: ['EACCES', 'EIO'],
  rename: ['EACCES', 'EIO'],
  ftruncate: ['EIO'],
  mkdir: ['EACCES', 'ENOSPC'],
  openat: ['EACCES'],
  fcntl: ['ENOLCK', 'EIO'],
};

interface Failure {
  readonly point: Point;
  readonly error: string;
}

/** Node ends itself where one of its threads cannot wake another, and where it cannot leave a terminal as it was. */
const ABORTED = 134;

const EXIT = { done: 0, failed: 1, partial: 8, unknown: 10 };

interface Act {
  readonly name: string;
  readonly home: () => Promise<string | undefined>;
  readonly args: readonly string[];
  /** What is wrong with what the program said, given what the gateway's books then held and hold after a recovery. */
  readonly judge: (said: Traced, home: string, moved: Moved) => readonly string[];
  /** What moved at the gateway. */
  readonly moved: (home: string) => number;
  readonly samples: readonly [number, number];
}

/** Charges or refunds made by the command itself, and by it or the recovery after it. */
interface Moved {
  readonly before: number;
  readonly by: number;
  readonly after: number;
}

const ACTS: readonly Act[] = [
  {
    name: 'purchase',
    home: async () => undefined,
    args: JOIN_AND_SUBSCRIBE,
    judge: judgeOne,
    moved: charged,
    samples: [40, 130],
  },
  { name: 'refund', home: asked, args: RESOLVE, judge: judgeOne, moved: givenBack, samples: [24, 80] },
  { name: 'renewals run', home: threeDue, args: RUN, judge: judgeRun, moved: charged, samples: [40, 130] },
];

/** One payment or refund: done, not done and not to be done by a later recovery, or unknown. */
function judgeOne(said: Traced, _home: string, { before, by, after }: Moved): readonly string[] {
  if (said.code === EXIT.unknown) return [];
  const told = `it ended with ${said.code} (${oneLine(said.stderr)})`;
  if (said.code === EXIT.done || saysDone(said)) return by > before ? [] : [`${told}, and no money moved`];
  if (by > before) return [`${told}, and money had moved`];
  return after > before ? [`${told}, and a later recovery moved the money`] : [];
}

/** The work was done and only its result could not be printed. */
function saysDone({ stderr }: Traced): boolean {
  return stderr.includes('"done":true');
}

/** Each charge is told by its subscription, with an exit code that says that not all is well unless it is. */
function judgeRun(said: Traced, home: string, { before, by, after }: Moved): readonly string[] {
  const told = `it ended with ${said.code} (${oneLine(said.stderr)})`;
  if (saysDone(said)) return [];
  const items = jsonOf<{ items?: readonly { subscriptionId: string; result: string }[] }>(said)?.items ?? [];
  const silent = renewed(home).filter((id) => !items.some((item) => item.subscriptionId === id));
  const wrong = renewed(home).filter((id) =>
    items.some((item) => item.subscriptionId === id && !['charged', 'unknown'].includes(item.result)),
  );
  const outputs = existsSync(outputsOf(home)) ? readFileSync(outputsOf(home), 'utf8') : '';
  const excused = said.stderr.includes('outputs');
  return [
    ...(said.code === EXIT.done && by < before + 3 ? [`${told}, and ${before + 3 - by} were not charged`] : []),
    ...(![EXIT.done, EXIT.partial, EXIT.unknown].includes(said.code) && after > before
      ? [`${told}, and ${by - before} were charged by it, ${after - by} by a later recovery`]
      : []),
    ...silent.map((id) => `${told}, and said nothing of ${id}, which the gateway charged`),
    ...wrong.map((id) => `${told}, and said that ${id} was not charged, which it was`),
    ...(by > before && !/^charged=/m.test(outputs) && !excused
      ? [`${told}, and later steps of the job got no outputs`]
      : []),
  ];
}

/** Whose renewal the gateway has charged: the reference of a charge names the subscription. */
function renewed(home: string): readonly string[] {
  const { charges, orders } = facts(home);
  const paid = charges.filter((charge) => charge['outcome'] === 'succeeded').map((charge) => charge['reference']);
  return orders
    .filter((order) => Number(order['term_number']) > 0 && paid.includes(order['reference']))
    .map((order) => String(order['subscription_id']));
}

function givenBack(home: string): number {
  return facts(home).returns.filter((row) => row['outcome'] === 'refunded').length;
}

function outputsOf(home: string): string {
  return join(home, 'outputs');
}

/** A job of a CI service, which hands its results on to later steps. */
function jobIn(home: string): Readonly<Record<string, string>> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: outputsOf(home),
    GITHUB_STEP_SUMMARY: join(home, 'summary'),
  };
}

async function failingAt(program: Program, act: Act, { point, error }: Failure): Promise<readonly string[]> {
  return inHome(await act.home(), async (home) => {
    const moved = () => act.moved(home);
    const before = act.name === 'purchase' ? 0 : moved();
    const said = await runAt(program, home, act.args, point, `error=${error}`, jobIn(home));
    // The threads of Node take turns, so that a write between them may have come where another one was meant.
    if (said.code === ABORTED && (point.call === 'write' || said.stderr.includes('ResetStdio'))) return [];
    const by = moved();
    const early = act.judge(said, home, { before, by, after: by });
    const recovered = await runIn(program, home, ['recover', '--json']);
    const late = early.length > 0 ? early : act.judge(said, home, { before, by, after: moved() });
    const lost =
      recovered.code === EXIT.done ? [] : [`recover ended with ${recovered.code}: ${oneLine(recovered.stderr)}`];
    const found = [...late, ...lost, ...(await complaints(program, home))];
    return at(`${act.name}, ${error} at ${point.call} ${point.time}`, found);
  });
}

async function injected(program: Program, bench: Bench, acts: readonly Act[]): Promise<Tried> {
  const tried: Tried[] = [];
  for (const act of acts) {
    const points = await inHome(await act.home(), (home) =>
      pointsOf(program, home, act.args, Object.keys(ERRORS), jobIn(home)),
    );
    const failures = points
      .filter(({ internal }) => !internal)
      .flatMap((point) => (ERRORS[point.call] ?? []).map((error) => ({ point, error })));
    const some = chosenOfEach(bench, failures, ({ point }) => point.call, act.samples);
    tried.push(await triedEach(some, (failure) => failingAt(program, act, failure)));
  }
  return together(...tried);
}

/** G3, G16: what is said about money agrees with the books, whichever call of the system fails. */
export const IO_ERRORS: Check = {
  name: 'a call of the system that fails',
  needs: 'traces',
  run: (program, bench) => injected(program, bench, ACTS),
  control: {
    what: 'an unknown outcome that ends like any failure',
    async run(bench) {
      const program = await programWith([
        { file: 'src/errors.ts', from: 'PAYMENT_UNKNOWN: EXIT.unknown', to: 'PAYMENT_UNKNOWN: EXIT.failed' },
      ]);
      return injected(program, bench, ACTS.slice(0, 1));
    },
  },
};
