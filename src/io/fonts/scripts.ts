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
export const REGIONS: readonly Region[] = ['jp', 'kr', 'tc', 'hk', 'sc'];

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
export function groupOf(letter: string): string {
  if (EAST_ASIAN.test(letter)) return 'east-asian';
  return PACKAGES.find(([script]) => script.test(letter))?.[1] ?? 'other';
}
