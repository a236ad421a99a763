import { LANGS, type Lang } from './lang.js';

// Codes that name no country: unions, reserved and test codes that Intl has names for all the same.
const NO_COUNTRY = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'XK', 'ZZ']);
// ISO 3166 codes that were withdrawn; Intl still maps them to their successors.
const WITHDRAWN = new Set([
  'AN',
  'BU',
  'CS',
  'DD',
  'DY',
  'FX',
  'HV',
  'NH',
  'NQ',
  'NT',
  'PC',
  'PU',
  'PZ',
  'RH',
  'SU',
  'TP',
  'UK',
  'VD',
  'WK',
  'YD',
  'YU',
  'ZR',
]);

/** The ISO 3166 alpha-2 code that a person means: the code in any case, or the English or French name. */
export function parseCountry(text: string): string | undefined {
  const wanted = text.trim();
  if (/^[a-z]{2}$/i.test(wanted)) {
    const code = wanted.toUpperCase();
    return isCountry(code) ? code : undefined;
  }
  return wanted.length < 4 ? undefined : codeOfName(wanted);
}

/** The language that most of a country speaks, where it is one of ours. @param code ISO 3166 alpha-2 */
export function languageOfCountry(code: string): Lang | undefined {
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  return LANGS.find((lang) => lang === language);
}

function isCountry(code: string): boolean {
  return !NO_COUNTRY.has(code) && !WITHDRAWN.has(code) && names('en').of(code) !== undefined;
}

function codeOfName(name: string): string | undefined {
  const same = (candidate: string | undefined) => candidate !== undefined && fold(candidate) === fold(name);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const english = names('en');
  const french = names('fr');
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .find((code) => isCountry(code) && (same(english.of(code)) || same(french.of(code))));
}

// Accents, case, and which hyphen or apostrophe was typed make no other country.
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function names(locale: string): Intl.DisplayNames {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
}
