import { cleanLines } from './clean.js';

/** A text as a font can draw it, and whether that is still what it said. */
export interface Drawable {
  readonly text: string;
  readonly exact: boolean;
}

/** Stands for a letter that has no likeness in the font. */
export const MISSING = '□';

// They are seen in their neighbours alone.
const JOINER_OR_SELECTOR = /[\u180E\u200C\u200D]|\p{Variation_Selector}/u;

// The ISO 4217 code says the same as the sign.
const CURRENCY: Readonly<Record<string, string>> = {
  '₹': 'INR',
  '₫': 'VND',
  '₩': 'KRW',
  '₱': 'PHP',
  '₺': 'TRY',
  '₽': 'RUB',
  '₴': 'UAH',
  '₸': 'KZT',
  '₼': 'AZN',
  '₾': 'GEL',
  '₦': 'NGN',
  '₵': 'GHS',
  '₡': 'CRC',
  '₲': 'PYG',
  '₭': 'LAK',
  '₮': 'MNT',
  '₪': 'ILS',
  '฿': 'THB',
  '৳': 'BDT',
  '៛': 'KHR',
};

/**
 * Letters that the font lacks become what is nearest: a currency's code, the letter without its marks, its plain form;
 * where nothing is near, `MISSING`. Never what a viewer would make of a glyph that is not there.
 */
export function drawable(text: string, has: (letter: string) => boolean): Drawable {
  let exact = true;
  const drawn = [...cleanLines(text).normalize('NFC')].map((letter) => {
    if (has(letter)) return letter;
    if (/\p{Zs}/u.test(letter)) return '\u00A0';
    const code = CURRENCY[letter];
    if (code !== undefined) return `${code} `;
    exact = false;
    return likeness(letter, has);
  });
  return { text: drawn.join(''), exact };
}

/** The letters of a text that would not be drawn as they are. */
export function lettersWithout(text: string, has: (letter: string) => boolean): ReadonlySet<string> {
  return new Set([...cleanLines(text).normalize('NFC')].filter((letter) => !drawable(letter, has).exact));
}

function likeness(letter: string, has: (letter: string) => boolean): string {
  if (JOINER_OR_SELECTOR.test(letter)) return '';
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  if (plain === '') return '';
  return [...plain].every(has) ? plain : MISSING;
}
