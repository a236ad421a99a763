/** A stream of numbers from 0 to below 1. */
export type Chance = () => number;

/** Chance that follows from its keys alone: the same keys give the same numbers, in whatever order they are asked (G25). */
export function chance(...keys: readonly number[]): Chance {
  let state = keys.reduce((mixed, key) => scramble(mixed ^ scramble(key + 0x9e3779b9)), 0x243f6a88);
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`, both included. */
export function between(roll: Chance, least: number, most: number): number {
  return least + Math.floor(roll() * (most - least + 1));
}

export function pick<T>(roll: Chance, choices: readonly T[]): T {
  const chosen = choices[Math.floor(roll() * choices.length)];
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen;
}

/** One of several by how often each is wanted. */
export function pickWeighted<T extends { readonly weight: number }>(roll: Chance, choices: readonly T[]): T {
  let left = roll() * choices.reduce((sum, { weight }) => sum + weight, 0);
  return choices.find(({ weight }) => (left -= weight) < 0) ?? pick(roll, choices);
}

// The finalizer of MurmurHash3: neighbouring keys give streams that have nothing in common.
function scramble(key: number): number {
  let mixed = key | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
