import { withoutIbans } from './iban.js';
import { passesLuhn } from './payment-method.js';

/**
 * Whether a text holds what could be a card's number (D19): 13 to 19 digits of any script that begin as an issuer's numbers
 * do and pass their check digit, in one piece or in groups, whatever stands between them. Groups belong together where they
 * are as long as each other, as on a card, or where the same mark stands between them all; so two dates after one another
 * are none. Takes as long as the text is, and no longer.
 */
export function holdsCardNumber(text: string): boolean {
  return holds(text, 'any');
}

/** How the groups of a number may be cut: in any way, or in one in which cards have theirs. */
type Cut = 'any' | 'as-on-cards';

/**
 * The same of what was typed: the digits of a path are cut as somebody liked, and count where they are cut as on a card.
 */
export function holdsTypedCardNumber(word: string): boolean {
  const path = word.replace(/^--[a-z-]+=/, '');
  return /^(?:\.{0,2}|~|[a-z]:)[\\/]/i.test(path) ? holds(path, 'as-on-cards') : holdsCardNumber(word);
}

function holds(text: string, cut: Cut): boolean {
  for (let reading = text, times = 0; ; times += 1) {
    for (const number of candidatesIn(reading, cut)) if (isCardNumber(number)) return true;
    const meant = times < MOST_READINGS && !hasTooFewDigits(reading) ? asMeant(reading) : reading;
    if (meant === reading) return false;
    reading = meant;
  }
}

/** What was written for an address, a page or a program may be written so once more. */
const MOST_READINGS = 3;

/** What stands for other letters in addresses (`%20`), in pages (`&nbsp;`, `&#160;`) and in programs (`\\u00a0`). */
function asMeant(text: string): string {
  return (
    text
      .replace(/(?:%[0-9a-f]{2})+/gi, fromAddress)
      .replace(/&#(\d{1,7});|&#x([0-9a-f]{1,6});/gi, (_, decimals?: string, hex?: string) =>
        letter(decimals === undefined ? parseInt(hex ?? '', 16) : Number(decimals)),
      )
      .replace(/\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, ...hex: (string | undefined)[]) =>
        letter(parseInt(hex.slice(0, 3).join(''), 16)),
      )
      // No name of a letter is that of a digit.
      .replace(/&[a-z]{2,31};|\\[a-z]/gi, (name) => (/^&amp;$/i.test(name) ? '&' : ' '))
  );
}

function fromAddress(coded: string): string {
  try {
    return decodeURIComponent(coded);
  } catch {
    return ' ';
  }
}

function letter(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/**
 * The same of a command line: number by number where it was typed without quotes, as words that are nothing but digits.
 * @returns the place of the first word of it; undefined where there is none
 */
export function cardNumberAmong(words: readonly string[]): number | undefined {
  if (hasTooFewDigits(words.join(' '))) return undefined;
  const place = words.findIndex(
    (word, from) => holdsTypedCardNumber(word) || holdsCardNumber(digitsInARow(words, from).join(' ')),
  );
  return place < 0 ? undefined : place;
}

function digitsInARow(words: readonly string[], from: number): readonly string[] {
  const row = words.slice(from, from + MOST_DIGITS);
  const end = row.findIndex((word) => !/^\p{Nd}+$/u.test(word));
  return end < 0 ? row : row.slice(0, end);
}

const [FEWEST_DIGITS, MOST_DIGITS] = [13, 19];

/** Digits that stand together, and what stands between them and the group before: undefined where they begin anew. */
interface Group {
  readonly digits: string;
  readonly mark: string | undefined;
}

/** As most texts have: the tables of every script's letters, which take a while to make, are for the others (F8). */
function hasTooFewDigits(text: string): boolean {
  return /^[ -~]*$/.test(text) && text.replace(/\D/g, '').length < FEWEST_DIGITS;
}

/** Every row of groups that could be one number. At most seven begin at each group. */
export function* candidatesIn(text: string, cut: Cut = 'any'): Generator<string> {
  if (hasTooFewDigits(text)) return;
  const groups = [...groupsIn(text)];
  for (const from of groups.keys()) yield* candidatesFrom(groups, from, cut);
}

function* candidatesFrom(groups: readonly Group[], from: number, cut: Cut): Generator<string> {
  const size = groups[from]?.digits.length ?? 0;
  let digits = '';
  let isAlike = true;
  let isEven = true;
  for (let next = from; ; next += 1) {
    const group = groups[next];
    if (!group || (next > from && group.mark === undefined) || digits.length + group.digits.length > MOST_DIGITS)
      return;
    const own = group.digits.length;
    digits += group.digits;
    isAlike &&= next === from || group.mark === groups[from + 1]?.mark;
    const belongs = (isAlike && cut === 'any') || (isEven && own <= size) || isPrinted(groups, from, next);
    if (digits.length >= FEWEST_DIGITS && belongs) yield digits;
    isEven &&= own === size;
  }
}

/** In three groups, as American Express and Diners Club print theirs. */
function isPrinted(groups: readonly Group[], from: number, last: number): boolean {
  if (last !== from + 2) return false;
  return /^4,6,[45]$/.test(
    groups
      .slice(from, last + 1)
      .map(({ digits }) => digits.length)
      .join(),
  );
}

function* groupsIn(text: string): Generator<Group> {
  // Letters and digits between which nothing stands; what is drawn on a letter, or not drawn at all, is left out before.
  const plain = withoutIbans(text.normalize('NFKC').replace(/[\p{Cf}\p{M}]/gu, ''))
    .replace(NAMES, 'name')
    .replace(SIRET, 'name');
  let mark: string | undefined;
  for (const [, word, between = ''] of plain.matchAll(/([\p{L}\p{N}]+)|([^\p{L}\p{N}]+)/gu)) {
    if (word === undefined) mark = mark === undefined ? undefined : kindOf(between);
    else if (!/^\p{L}$/u.test(word)) {
      const groups = isHash(word) ? [] : [...groupsOf(word)];
      for (const [index, group] of groups.entries())
        yield index > 0 || /^\p{L}/u.test(word) ? group : { ...group, mark };
      mark = groups.length === 0 || /\p{L}$/u.test(word) ? undefined : TOGETHER;
    }
  }
}

/** A UUID; what is said of a review, which is never digits alone here. */
const NAMES = /(?<![a-z0-9])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|rev_(?=\d*[a-f])[0-9a-f]{16})(?![a-z0-9])/gi;

/** The number of a company's place in France, said to be one: it passes the same check digit, and may begin as a card's. */
const SIRET = /(?<![a-z0-9])siret(?: n[\u00b0o]\.?)? ?:? ?\d{3}([ .]?)\d{3}\1\d{3}[ .]?\d{5}(?![ .]?\d)/gi;

/** As MD5, SHA-1, SHA-256, SHA-384 and SHA-512 are written: some of them have digits enough in a row. */
function isHash(word: string): boolean {
  return [32, 40, 64, 96, 128].includes(word.length) && /^[0-9a-f]+$/i.test(word);
}

/** After a group of digits: another one may follow. What stands between the two takes its place. */
const TOGETHER = '';

/** A space is a space and a dash a dash, however wide and however many. */
function kindOf(between: string): string {
  return between
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]+/gu, '-')
    .replace(/(.)\1+/gu, '$1');
}

/**
 * The digits of a word, whatever letters stand before or after them. Those between which there are letters belong together
 * where there are at least three on both sides: one or two after a letter are a name, such as that of a model. One letter is
 * as good as another.
 */
function* groupsOf(word: string): Generator<Group> {
  let before = 0;
  let letters = '';
  for (const [piece] of word.matchAll(/\P{Nd}+|\p{Nd}+/gu)) {
    if (/^\P{Nd}/u.test(piece)) {
      letters = piece;
      continue;
    }
    const digits = decimal(piece);
    const joins = Math.min(before, digits.length) >= 3;
    yield { digits, mark: joins ? (/^.$/u.test(letters) ? 'letter' : letters.toLowerCase()) : undefined };
    before = digits.length;
  }
}

/** Digits of any script as ASCII writes them: Unicode has those of each one after another, from zero. */
function decimal(digits: string): string {
  if (/^[0-9]*$/.test(digits)) return digits;
  return [...digits].map((digit) => String(valueOf(digit.codePointAt(0) ?? 0))).join('');
}

function valueOf(digit: number): number {
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(digit - before - 1))) before += 1;
  return before % 10;
}

/** How the numbers of those who issue cards begin, and how many digits theirs have (ISO/IEC 7812; the networks' own lists). */
const ISSUERS: readonly (readonly [beginning: RegExp, lengths: readonly number[]])[] = [
  // Visa
  [/^4/, [13, 16, 18, 19]],
  // Mastercard
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  // American Express
  [/^3[47]/, [15]],
  // Diners Club
  [/^(?:30[0-5]|3095|36|38|39)/, [14, 15, 16, 17, 18, 19]],
  // JCB
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  // Discover, UnionPay, RuPay, Maestro; none that is known has 14, as the numbers of places of business in France have
  [/^(?:6[0-9]|81|82|5[0678])/, [13, 15, 16, 17, 18, 19]],
  // Mir
  [/^220[0-4]/, [16, 17, 18, 19]],
  // UATP
  [/^1/, [15]],
  // Troy
  [/^9792/, [16]],
];

function isCardNumber(digits: string): boolean {
  const issued = ISSUERS.some(([beginning, lengths]) => lengths.includes(digits.length) && beginning.test(digits));
  return issued && passesLuhn(digits);
}
