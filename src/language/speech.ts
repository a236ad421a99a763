import type { Day, Instant } from '../core/day.js';
import { decimal, minorDigits, type BasisPoints, type Money } from '../core/money.js';
import type { Wording } from '../core/programme.js';
import { inLang, type Lang } from './lang.js';

/** How days, money and lists are said in a language; machine output never uses it. */
export interface Speech {
  readonly lang: Lang;
  /** `22 Nov 2027` */
  day(day: Day): string;
  /** `Aug 27` */
  month(day: Day): string;
  /** `22 Nov 2027, 14:03 UTC` */
  instant(instant: Instant): string;
  /** `US$475.00` */
  money(money: Money): string;
  number(value: number): string;
  /** `5.5%` */
  percent(share: BasisPoints): string;
  /** `a, b and c` */
  list(items: readonly string[]): string;
  text(wording: Wording): string;
}

/** The same for whoever reads it by a program: `2027-11-22`, `475.00 USD`. */
export interface Noted {
  readonly speech: Speech;
  /** A text in which every day and every amount that the speech has said stands in no language. */
  readonly plainly: (text: string) => string;
}

/** A speech that remembers what it said. */
export function noted(speech: Speech): Noted {
  const plain = new Map<string, string>();
  const lengths = new Set<number>();
  const note = (said: string, plainly: string) => {
    if (said === plainly || said === '') return said;
    plain.set(said, plainly);
    lengths.add(said.length);
    return said;
  };
  return {
    speech: {
      ...speech,
      day: (value) => note(speech.day(value), value.slice(0, 10)),
      month: (value) => note(speech.month(value), value.slice(0, 7)),
      // No more of it than is said: another of the same minute reads the same.
      instant: (value) => note(speech.instant(value), `${value.slice(0, 16)}Z`),
      money: (value) => note(speech.money(value), `${decimal(value)} ${value.currency}`),
      number: (value) => note(speech.number(value), String(value)),
    },
    plainly: (text) =>
      plain.get(text) ??
      replaced(
        text,
        plain,
        [...lengths].sort((left, right) => right - left),
      ),
  };
}

/** Each of the texts, the longest first, wherever a word of it begins. */
function replaced(text: string, by: ReadonlyMap<string, string>, lengths: readonly number[]): string {
  let written = '';
  for (let at = 0; at < text.length;) {
    const isInside = at > 0 && ALNUM.test(text[at - 1] ?? '');
    const length = isInside ? undefined : lengths.find((most) => by.has(text.slice(at, at + most)));
    written += length === undefined ? (text[at] ?? '') : (by.get(text.slice(at, at + length)) ?? '');
    at += length ?? 1;
  }
  return written;
}

const ALNUM = /[0-9A-Za-z\u00C0-\u024F]/;

// British English writes US$ for the American dollar, as the price lists of the programmes do.
const LOCALE: Readonly<Record<Lang, string>> = { en: 'en-GB', fr: 'fr-FR' };

export function speak(lang: Lang): Speech {
  const locale = LOCALE[lang];
  const list = lazily(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const number = lazily(() => new Intl.NumberFormat(locale));
  return {
    lang,
    day: (value) => dayIn(lang, value),
    month: (value) => `${monthIn(lang, value)} ${Number(value.slice(0, 4))}`,
    instant: (value) => `${dayIn(lang, value)}, ${value.slice(11, 16)} UTC`,
    money: (value) => amountIn(lang, value) ?? amountBy(locale, value),
    number: (value) => number().format(value),
    percent: (share) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(share / 10000),
    list: (items) => list().format(items),
    text: (wording) => (typeof wording === 'string' ? wording : inLang(lang, wording)),
  };
}

// As `Intl` writes them. It takes a sixth of a start to make its first date.
const MONTHS: Readonly<Record<Lang, readonly string[]>> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
};

function monthIn(lang: Lang, day: Day | Instant): string {
  return MONTHS[lang][Number(day.slice(5, 7)) - 1] ?? '';
}

function dayIn(lang: Lang, day: Day | Instant): string {
  const number = Number(day.slice(8, 10));
  // French counts the first day of a month by an ordinal.
  const said = lang === 'fr' && number === 1 ? '1er' : String(number);
  return `${said} ${monthIn(lang, day)} ${Number(day.slice(0, 4))}`;
}

// All the digits that are charged: by itself `Intl` rounds where a country has no coin for them. A decimal text keeps
// every digit that a binary fraction would lose (D15).
function amountBy(locale: string, value: Money): string {
  const digits = minorDigits(value.currency);
  const written = {
    style: 'currency',
    currency: value.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, written).format(decimal(value) as unknown as number);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

// The currencies of the programmes' price lists, as `Intl` writes them in British English and in French.
const SIGNS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  en: { USD: 'US$', EUR: '€', GBP: '£' },
  fr: { USD: '$US', EUR: '€', GBP: '£GB' },
};

const THOUSANDS = /\B(?=(\d{3})+$)/g;

/**
 * `US$1,670.00`, `1 670,00 $US`: an amount in a currency that is met often; undefined for any other, which `Intl` can
 * write. Its first number takes a fifth of a start, and hardly any screen does without an amount.
 */
export function amountIn(lang: Lang, value: Money): string | undefined {
  const sign = SIGNS[lang][value.currency];
  if (sign === undefined) return undefined;
  const minus = value.amount < 0 ? '-' : '';
  const [whole = '', cents = ''] = decimal(value).replace('-', '').split('.');
  if (lang === 'fr') return `${minus}${whole.replace(THOUSANDS, '\u202F')},${cents}\u00A0${sign}`;
  return `${minus}${sign}${whole.replace(THOUSANDS, ',')}.${cents}`;
}
