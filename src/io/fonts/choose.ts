import { facesIn, type Face } from './face.js';
import { fontFilesIn, type FontPlaces } from './places.js';
import { groupOf, REGIONS, type Region } from './scripts.js';

/**
 * The fonts that between them have most of the letters, as few as possible: for each script the one with most of its
 * letters, until nothing more is found. The same machine always chooses the same.
 */
export function chooseFaces(letters: ReadonlySet<string>, region: Region, places: FontPlaces): readonly Face[] {
  if (letters.size === 0) return [];
  const files = places.flatMap((place) =>
    [...fontFilesIn(place)].sort((one, other) => odd(one, region) - odd(other, region)),
  );
  const faces = files.flatMap((file) => facesIn(file));
  const groups = new Set([...letters].map(groupOf));
  return [...groups].flatMap((group) =>
    covering(
      [...letters].filter((letter) => groupOf(letter) === group),
      faces,
      region,
    ),
  );
}

function covering(letters: readonly string[], faces: readonly Face[], region: Region): readonly Face[] {
  const best = faces
    .map((face) => ({ face, had: letters.filter((letter) => face.has(letter.codePointAt(0) ?? 0)).length }))
    .reduce<{ face: Face; had: number } | undefined>(
      (found, next) => (isBetter(next, found, region) ? next : found),
      undefined,
    );
  if (!best) return [];
  const rest = letters.filter((letter) => !best.face.has(letter.codePointAt(0) ?? 0));
  return [best.face, ...(rest.length === 0 ? [] : covering(rest, faces, region))];
}

interface Candidate {
  readonly face: Face;
  readonly had: number;
}

function isBetter(next: Candidate, found: Candidate | undefined, region: Region): boolean {
  if (next.had === 0 || !found) return next.had > 0;
  if (next.had !== found.had) return next.had > found.had;
  return odd(next.face.name, region) < odd(found.face.name, region);
}

const NOT_REGULAR = /bold|black|heavy|light|thin|medium|semi|extra|condensed|italic|oblique|mono|display|ui[-.]/gi;

/** How far a font's name is from that of a plain upright one without serifs, for this region. */
function odd(name: string, region: Region): number {
  const other = REGIONS.filter((one) => one !== region).some((one) => new RegExp(`${one}[-.[]`, 'i').test(name));
  const marks = (name.match(NOT_REGULAR) ?? []).length;
  return (
    4 * marks +
    (other ? 2 : 0) +
    (/serif|naskh|nastaliq|rashi|kufi|song|ming|batang/i.test(name) ? 2 : 0) +
    (/noto/i.test(name) ? 0 : 1)
  );
}
