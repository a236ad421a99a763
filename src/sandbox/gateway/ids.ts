import { hash } from 'node:crypto';

/**
 * An identifier that follows from `parts` alone. Letters only: a run of digits in a hash could pass for a card number,
 * and no such number may stand in the books (I14).
 */
export function idFrom(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify([prefix, ...parts]), 'buffer');
  let letters = '';
  for (const byte of digest.subarray(0, 24)) letters += String.fromCharCode(97 + (byte % 26));
  return `${prefix}_${letters}`;
}
