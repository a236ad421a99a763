import type { Flag } from '../cli/spec.js';
import { EACH, flagged } from '../language/command-line.js';
import type { Given } from '../cli/command.js';
import { withoutSecrets } from '../core/server-address.js';
import { stop } from '../errors.js';

/** Flags that several commands take; the ones of a wizard stand with its steps. */
export const COMPANY: Flag = { name: 'company', kind: 'text', value: 'NAME', fromEnvironment: true };
export const COUNTRY: Flag = { name: 'country', kind: 'text', value: 'CODE', fromEnvironment: true };
export const EMAIL: Flag = { name: 'email', kind: 'text', value: 'ADDRESS', fromEnvironment: true };
export const MPN_ID: Flag = { name: 'mpn-id', kind: 'text', value: 'ID', fromEnvironment: true };
export const PROGRAMME: Flag = {
  name: 'programme',
  kind: 'text',
  value: 'ID',
  among: 'programmes',
  fromEnvironment: true,
  hasDefault: true,
};
export const ACCEPT_TERMS: Flag = { name: 'accept-terms', kind: 'optional', value: 'VERSION' };
export const PAYMENT_METHOD: Flag = {
  name: 'payment-method',
  kind: 'text',
  value: 'ID',
  among: 'payment-methods',
  fromEnvironment: true,
  hasDefault: true,
  oneOf: 'card',
};
export const TOKEN: Flag = { name: 'token', kind: 'text', value: 'TOKEN', oneOf: 'card' };
export const CARD_STDIN: Flag = { name: 'card-stdin', kind: 'switch', oneOf: 'card' };
export const PAY_BY: Flag = { name: 'pay-by', kind: 'text', value: 'HOW', choices: ['card', 'transfer'] };
export const REVIEW: Flag = { name: 'review', kind: 'text', value: 'HASH', idleBeside: ['check'] };
export const KEEP_HOLDERS: Flag = { name: 'keep-holders', kind: 'switch', idleBeside: ['check'] };
export const CHECK: Flag = { name: 'check', kind: 'switch' };

/** The text after a flag, or undefined. */
export function textOf(flags: Readonly<Record<string, string | true | undefined>>, flag: Flag): string | undefined {
  const value = flags[flag.name];
  return typeof value === 'string' ? value : undefined;
}

/** Flags as they were said, for a command line to copy. */
export function flagsAsSaid(
  flags: Readonly<Record<string, string | true | undefined>>,
  names: readonly string[],
): readonly string[] {
  return names.flatMap((name) => {
    const value = flags[name];
    if (value === undefined) return [];
    if (value === true) return [`--${name}`];
    return value.split(EACH).flatMap((one) => flagged(`--${name}`, one));
  });
}

/** What was said of where to work: a command line to copy has to say it again. */
export function placeFlags(flags: Readonly<Record<string, string | true | undefined>>): readonly string[] {
  return placeIn(flags).flatMap(([flag, value]) => flagged(flag, value));
}

/** The same, flag by flag. */
export function placeIn(
  flags: Readonly<Record<string, string | true | undefined>>,
): readonly (readonly [flag: string, value: string])[] {
  return (['account', 'database', 'gateway', 'user'] as const).flatMap((name) => {
    const value = flags[name];
    // An empty value counts as none.
    const unsaid = typeof value !== 'string' || value === '';
    return unsaid ? [] : [[`--${name}`, withoutSecrets(value)] as const];
  });
}

/** A whole number from 1 to `most` after a flag. @throws Stop VALUE_INVALID */
export function countIn({ flags }: Given, name: string, byDefault: number, most = 1_000_000_000): number {
  const text = flags[name];
  if (typeof text !== 'string') return byDefault;
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > most)
    throw stop('VALUE_INVALID', { of: `--${name}`, given: text, wanted: 'number', most });
  return Number(text);
}
