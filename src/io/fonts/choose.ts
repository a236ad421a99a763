import { facesIn, type Face } from './face.js';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** Folders in which fonts may lie, those that come first being preferred. */
export type FontPlaces = readonly string[];

interface FontMachine {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Font packages beside the program (`@fontsource/…`), then the usual folders of the machine. */
export function fontPlaces(root: string, machine: FontMachine): FontPlaces {
  return [...packagesAbove(root), ...machineFolders(machine)];
}

function packagesAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return [join(folder, 'node_modules', '@fontsource'), ...(parent === folder ? [] : packagesAbove(parent))];
}

function machineFolders({ platform, home, env }: FontMachine): readonly string[] {
  if (platform === 'win32') {
    const { WINDIR: windows, LOCALAPPDATA: own } = env;
    return [...(own ? [join(own, 'Microsoft', 'Windows', 'Fonts')] : []), ...(windows ? [join(windows, 'Fonts')] : [])];
  }
  if (platform === 'darwin') return [join(home, 'Library/Fonts'), '/Library/Fonts', '/System/Library/Fonts'];
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local/share');
  return [join(data, 'fonts'), join(home, '.fonts'), '/usr/local/share/fonts', '/usr/share/fonts'];
}

/** Fonts of ordinary weight below a folder, in an order that is always the same; none where it cannot be read. */
function fontFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ttf|otf|ttc|otc)$|-400-normal\.woff$/i.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The scripts for which a font package exists, in the order in which they are looked for in a text. */
const PACKAGES: readonly (readonly [letters: RegExp, name: string])[] = [
  [/\p{Script=Arabic}/u, 'arabic'],
  [/\p{Script=Armenian}/u, 'armenian'],
  [/\p{Script=Bengali}/u, 'bengali'],
  [/\p{Script=Devanagari}/u, 'devanagari'],
  [/\p{Script=Ethiopic}/u, 'ethiopic'],
  [/\p{Script=Georgian}/u, 'georgian'],
  [/\p{Script=Gujarati}/u, 'gujarati'],
  [/\p{Script=Gurmukhi}/u, 'gurmukhi'],
  [/\p{Script=Hebrew}/u, 'hebrew'],
  [/\p{Script=Kannada}/u, 'kannada'],
  [/\p{Script=Khmer}/u, 'khmer'],
  [/\p{Script=Lao}/u, 'lao'],
  [/\p{Script=Malayalam}/u, 'malayalam'],
  [/\p{Script=Mongolian}/u, 'mongolian'],
  [/\p{Script=Myanmar}/u, 'myanmar'],
  [/\p{Script=Sinhala}/u, 'sinhala'],
  [/\p{Script=Tamil}/u, 'tamil'],
  [/\p{Script=Telugu}/u, 'telugu'],
  [/\p{Script=Thaana}/u, 'thaana'],
  [/\p{Script=Thai}/u, 'thai'],
];

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/** The same letter of Chinese writing is drawn differently in each. */
export type Region = 'jp' | 'kr' | 'tc' | 'hk' | 'sc';
const REGIONS: readonly Region[] = ['jp', 'kr', 'tc', 'hk', 'sc'];

const REGION_OF: Readonly<Record<string, Region>> = { JP: 'jp', KR: 'kr', TW: 'tc', HK: 'hk', MO: 'hk' };

/** By the letters that only one of them uses, else by the country (ISO 3166). */
export function regionOf(text: string, country: string): Region {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp';
  if (/\p{Script=Hangul}/u.test(text)) return 'kr';
  return REGION_OF[country] ?? 'sc';
}

/** What to install to have a font for these letters (npm); nothing for letters of other scripts. */
export function packagesFor(letters: string, region: Region): readonly string[] {
  const names = PACKAGES.filter(([script]) => script.test(letters)).map(([, name]) => name);
  return [...names, ...(EAST_ASIAN.test(letters) ? [region] : [])].map((name) => `@fontsource/noto-sans-${name}`);
}

/** Whether two letters want the same font, so that they look alike and join. */
function groupOf(letter: string): string {
  if (EAST_ASIAN.test(letter)) return 'east-asian';
  return PACKAGES.find(([script]) => script.test(letter))?.[1] ?? 'other';
}
