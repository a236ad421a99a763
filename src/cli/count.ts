import type { Given } from './command.js';
import { stop } from '../errors.js';

/** A whole number from 1 to `most` after a flag. @throws Stop VALUE_INVALID */
export function countIn({ flags }: Given, name: string, byDefault: number, most = 1_000_000_000): number {
  const text = flags[name];
  if (typeof text !== 'string') return byDefault;
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > most)
    throw stop('VALUE_INVALID', { of: `--${name}`, given: text, wanted: 'number', most });
  return Number(text);
}
