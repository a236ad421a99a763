import { eachOf } from '../money/partner.js';
import type { Program } from './program.js';

/** What a check goes by: how much it tries, and the seed that chooses what. The same bench tries the same points. */
export interface Bench {
  readonly size: Size;
  /** From 0 to below 1, after PROOF_SEED and the check's own name. */
  readonly random: () => number;
}

/** `short` has its place in every CI run, `usual` takes a quarter of an hour, `long` tries every point. */
export const SIZES = ['short', 'usual', 'long'] as const;
export type Size = (typeof SIZES)[number];

/** How many points were tried, and what was wrong at each that is: empty is the hope. */
export interface Tried {
  readonly points: number;
  readonly violations: readonly string[];
}

/** One promise, tried on the shipped program. */
export interface Check {
  readonly name: string;
  /** The program is stopped at its calls of the system, or there is a server to be had; elsewhere the check is not run. */
  readonly needs?: 'traces' | 'server';
  readonly run: (program: Program, bench: Bench) => Promise<Tried>;
  /** The same check where the promise is broken on purpose; it is worth something where it finds that. */
  readonly control: {
    readonly what: string;
    readonly run: (bench: Bench) => Promise<Tried>;
  };
}

/** So many of `all` as the size of the proof allows, chosen by chance; with `long` all of them. */
export function chosen<T>({ size, random }: Bench, all: readonly T[], short: number, usual: number): readonly T[] {
  return shuffled(random, all).slice(0, { short, usual, long: all.length }[size]);
}

/** The same with as many of each kind as there are, in turns: what is rare is tried as often as what is common. */
export function chosenOfEach<T>(
  { size, random }: Bench,
  all: readonly T[],
  kindOf: (item: T) => string,
  [short, usual]: readonly [short: number, usual: number],
): readonly T[] {
  const seen = new Map<string, number>();
  return shuffled(random, all)
    .map((item) => {
      const turn = seen.get(kindOf(item)) ?? 0;
      seen.set(kindOf(item), turn + 1);
      return { item, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .slice(0, { short, usual, long: all.length }[size])
    .map(({ item }) => item);
}

function shuffled<T>(random: () => number, all: readonly T[]): readonly T[] {
  return all
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

export function together(...parts: readonly Tried[]): Tried {
  return {
    points: parts.reduce((sum, { points }) => sum + points, 0),
    violations: parts.flatMap(({ violations }) => violations),
  };
}

/** One violation a point, with all that is wrong there; none where nothing is. */
export function at(point: string, complaints: readonly string[]): readonly string[] {
  return complaints.length === 0 ? [] : [`${point}: ${complaints.join('; ')}`];
}

/** Tries each of these, a few at a time. What cannot be tried to its end is a violation too, and stops no other one. */
export async function triedEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<readonly string[]>,
  atOnce = 3,
): Promise<Tried> {
  const found = await eachOf(
    items,
    (item) => work(item).catch((error: unknown) => [`it could not be tried: ${String(error)}`]),
    atOnce,
  );
  return { points: items.length, violations: found.flat() };
}
