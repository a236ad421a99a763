import type { Holding } from './benefit.js';
import { isLicence } from './benefit.js';
import { sameEmail } from './user.js';

/** What the vendor's export says of one benefit; nothing of what it does not say. */
export interface Exported {
  /** The benefit's id here, where it is known by its id or its name; otherwise as the vendor calls it. */
  readonly benefit: string;
  readonly granted: number | undefined;
  readonly assigned: number | undefined;
  readonly users: readonly string[];
}

/** What an export can tell at all, by its columns: what it does not tell is held against nothing. */
export interface Told {
  readonly granted: boolean;
  readonly assigned: boolean;
  readonly users: boolean;
}

export type Compared = {
  readonly benefit: string;
  readonly outcome: 'same' | 'only-here' | 'only-there' | 'other-count' | 'other-holder';
} & (
  | { readonly what: 'granted' | 'assigned'; readonly here: number | null; readonly there: number | null }
  | { readonly what: 'holder'; readonly here: string | null; readonly there: string | null }
);

/** Every benefit that either knows: how many there are, how many are handed out, and to whom. */
export function compareLicences(
  held: readonly Holding[],
  exported: readonly Exported[],
  told: Told,
): readonly Compared[] {
  const here = held.filter(({ benefit }) => isLicence(benefit));
  const names = new Set([...here.map(({ benefit }) => benefit.id), ...exported.map(({ benefit }) => benefit)]);
  return [...names].flatMap((benefit) => {
    const mine = here.filter((one) => one.benefit.id === benefit);
    const theirs = exported.filter((one) => one.benefit === benefit);
    const owned = mine.length > 0;
    const users = mine.flatMap(({ assignments }) => assignments.map(({ user }) => user));
    const granted = sumOf(mine.map((one) => one.benefit.quantity));
    const assigned = owned ? users.length : null;
    return [
      ...(told.granted ? counted(benefit, 'granted', granted, sumOf(theirs.map((one) => one.granted))) : []),
      ...(told.assigned ? counted(benefit, 'assigned', assigned, sumOf(theirs.map((one) => one.assigned))) : []),
      ...(told.users
        ? holders(
            benefit,
            users,
            theirs.flatMap((one) => one.users),
          )
        : []),
    ];
  });
}

/** null where nothing is counted, or nothing was said. */
function sumOf(counts: readonly (number | undefined)[]): number | null {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

function counted(
  benefit: string,
  what: 'granted' | 'assigned',
  here: number | null,
  there: number | null,
): readonly Compared[] {
  if (here === null && there === null) return [];
  // A vendor lists no product of which nothing was handed out.
  if (what === 'assigned' && !here && there === null) return [];
  const outcome = here === there ? 'same' : here === null ? 'only-there' : there === null ? 'only-here' : 'other-count';
  return [{ benefit, what, outcome, here, there }];
}

/** Who holds one on both sides first; then, as far as there are some on both, one holder in place of another. */
function holders(benefit: string, here: readonly string[], there: readonly string[]): readonly Compared[] {
  const isIn = (users: readonly string[], user: string) => users.some((other) => sameEmail(other, user));
  const onlyHere = here.filter((user) => !isIn(there, user));
  const onlyThere = there.filter((user) => !isIn(here, user));
  const both = here.filter((user) => isIn(there, user));
  const others = Array.from({ length: Math.max(onlyHere.length, onlyThere.length) }, (_, place): Compared => {
    const [mine = null, theirs = null] = [onlyHere[place], onlyThere[place]];
    const outcome = mine === null ? 'only-there' : theirs === null ? 'only-here' : 'other-holder';
    return { benefit, what: 'holder', outcome, here: mine, there: theirs };
  });
  return [
    ...both.map((user): Compared => ({ benefit, what: 'holder', outcome: 'same', here: user, there: user })),
    ...others,
  ];
}
