import type { Day } from './day.js';
import type { Series } from './programme.js';

/** Among the buyers of a tax rule: every country. */
export const ANY = '*';

/** The letters that VAT IDs of a country begin with: those of ISO 3166, save for Greece. */
export function vatPrefix(country: string): string {
  return country === 'GR' ? 'EL' : country;
}

/** The name that the numbers of a day have before their serial: `FA-2026-`, or `FA-` where they go on for ever. */
export function seriesOn({ prefix, yearly }: Series, day: Day): string {
  return yearly ? `${prefix}${day.slice(0, 4)}-` : prefix;
}

/** `FA-2026-000001` */
export function seriesNumber(series: string, serial: number): string {
  return `${series}${String(serial).padStart(6, '0')}`;
}
