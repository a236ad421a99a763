/**
 * Money: an integer of minor units (cents, yen, millimes) with its ISO 4217 code (D15). Never a fraction, never
 * converted by an exchange rate (P10).
 */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** A share in hundredths of a percent: 2000 is 20 %. */
export type BasisPoints = number;

/** @throws RangeError where the amount is not a safe integer: a bug, never an input */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`);
  return { amount, currency };
}

/** @throws RangeError on two currencies: a bug, since one order has one currency */
export function plus(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`cannot add ${right.currency} to ${left.currency}`);
  return money(left.amount + right.amount, left.currency);
}

/**
 * The share of an amount, halves rounded away from zero, in integers alone: exact, whatever the amount.
 * @throws RangeError where the share is no safe integer
 */
export function share(of: Money, rate: BasisPoints): Money {
  const whole = Math.trunc(of.amount / 10000);
  const part = (of.amount - whole * 10000) * rate;
  const rounded = Math.sign(part) * Math.floor((Math.abs(part) + 5000) / 10000);
  return money(whole * rate + rounded, of.currency);
}

export function sameMoney(left: Money, right: Money): boolean {
  return left.amount === right.amount && left.currency === right.currency;
}

// `Intl` would follow the habit of a country instead (no digits for HUF, IQD or PKR), and print less than is charged.
const MINOR_DIGITS: readonly (readonly [digits: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/** How many digits of the amount are minor units, by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD (G21). */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS.find(([, currencies]) => currencies.split(' ').includes(currency))?.[0] ?? 2;
}

/**
 * `475.00` or `475` in minor units; undefined for anything else, for more digits than the currency has, and for a comma
 * that may part thousands: `1,500` of a currency of three digits would be a guess (D33).
 */
export function parseMoney(text: string, currency: string): Money | undefined {
  const digits = minorDigits(currency);
  const parts = /^(\d{1,12})(?:([.,])(\d+))?$/.exec(text.trim());
  const [, whole = '', sign = '', part = ''] = parts ?? [];
  if (!parts || part.length > digits || (sign === ',' && part.length === 3)) return undefined;
  return money(Number(whole + part.padEnd(digits, '0')), currency);
}

/** The amount as an exact decimal text in major units, for `Intl` and for receipts: 47500 USD is `475.00`. */
export function decimal(value: Money): string {
  const digits = minorDigits(value.currency);
  const sign = value.amount < 0 ? '-' : '';
  const text = String(Math.abs(value.amount)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, cut)}.${text.slice(cut)}`;
}
