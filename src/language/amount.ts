import { decimal, type Money } from '../core/money.js';
import type { Lang } from './lang.js';

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
