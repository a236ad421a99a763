import { LANGS, type Lang } from './lang.js';

// Unions of countries have names there too.
const UNIONS = new Set(['EU', 'EZ', 'UN']);
// ISO 3166 leaves these codes to whoever wants them; everybody wants one of them to be Kosovo.
const FREE = /^(AA|Q[M-Z]|X[A-JL-Z]|ZZ)$/;

/**
 * The country that a person means, as its code of two letters: the code in any case, or the English or French name. The
 * codes are those of ISO 3166, those that it keeps for what practice takes for a country (Canary Islands, Ascension), and
 * Kosovo's; codes and names come from Unicode's CLDR, as Node.js has it.
 */
export function parseCountry(text: string): string | undefined {
  const wanted = text.trim();
  if (isPair(wanted)) {
    const code = wanted.toUpperCase();
    return isCountry(code) ? code : undefined;
  }
  return wanted.length < 4 ? undefined : byName(fold(wanted))?.code;
}

/**
 * What may have been meant by what names no country: a name that is spelled much like it, or the code that stands for an
 * older or another one, such as GB for UK.
 * @param guess picks the nearest of some names
 */
export function nearestCountry(
  text: string,
  guess: (given: string, known: readonly string[]) => string | undefined,
): string | undefined {
  const wanted = text.trim();
  if (isPair(wanted)) return [canonical(wanted)].find((code) => code !== wanted.toUpperCase() && isCountry(code));
  return byName(
    guess(
      fold(wanted),
      LANGS.flatMap((lang) => [...named(lang).keys()]),
    ) ?? '',
  )?.name;
}

/** The language that most of a country speaks, where it is one of ours. @param code of two letters */
export function languageOfCountry(code: string): Lang | undefined {
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  return LANGS.find((lang) => lang === language);
}

function isPair(text: string): boolean {
  return /^[a-z]{2}$/i.test(text);
}

function isCountry(code: string): boolean {
  return !UNIONS.has(code) && !FREE.test(code) && canonical(code) === code && names('en').of(code) !== undefined;
}

/** A code that was withdrawn or is another's second one comes back as that of today. */
function canonical(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? '';
}

function byName(letters: string): Named | undefined {
  return LANGS.map((lang) => named(lang).get(letters)).find((found) => found !== undefined);
}

interface Named {
  readonly code: string;
  readonly name: string;
}

// A file of companies asks for thousands.
const names = onceMade((lang: Lang) => new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }));

/** Every country by the letters of each of its names in a language. */
const named = onceMade((lang: Lang) => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
  const rows = codes.map((code): Named => ({ code, name: names(lang).of(code) ?? code }));
  return new Map(rows.map((row) => [fold(row.name), row]));
});

function onceMade<T>(make: (lang: Lang) => T): (lang: Lang) => T {
  const made = new Map<Lang, T>();
  return (lang) => {
    const found = made.get(lang) ?? make(lang);
    made.set(lang, found);
    return found;
  };
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
