import type { Instant } from '../../core/day.js';
import type { Desk } from '../../journeys/desk.js';
import { chance } from './chance.js';
import type { SeedWorld } from './chapters.js';

type Prefix = Parameters<Desk['nextId']>[0];

// Crockford's alphabet, as ULIDs are written in; the part that chance fills has letters alone, since a run of digits
// could pass for a card number (I14).
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = ALPHABET.slice(10);
const KINDS: readonly Prefix[] = ['acc', 'sub', 'ord', 'att', 'pm', 'acp'];

/** The identifier of the n-th thing of its kind of an account: a ULID that follows from the world alone. */
export function makeName(
  world: Pick<SeedWorld, 'seed'>,
  index: number,
  prefix: Prefix,
  at: Instant,
  number: number,
): string {
  const roll = chance(world.seed, index, KINDS.indexOf(prefix), number);
  let rest = '';
  for (let place = 0; place < 16; place += 1) rest += LETTERS.charAt(Math.floor(roll() * LETTERS.length));
  return `${prefix}_${timePart(Date.parse(at))}${rest}`;
}

/** Milliseconds since 1970 in ten digits to the base of 32. */
function timePart(milliseconds: number): string {
  let text = '';
  for (let left = milliseconds, place = 0; place < 10; place += 1) {
    text = (ALPHABET[left % 32] ?? '') + text;
    left = Math.floor(left / 32);
  }
  return text;
}
