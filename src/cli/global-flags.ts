import { GATEWAY_NAMES } from '../core/gateway.js';
import type { Flag } from './spec.js';
import { LANGS } from '../language/lang.js';

/** What every command takes. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: 'account', kind: 'text', value: 'ID', among: 'accounts' },
  { name: 'database', kind: 'text', value: 'PATH|URL' },
  { name: 'gateway', kind: 'text', value: 'NAME', choices: GATEWAY_NAMES },
  { name: 'user', kind: 'text', value: 'EMAIL', among: 'users' },
  {
    name: 'output',
    short: 'o',
    kind: 'text',
    value: 'FORMAT',
    choices: ['table', 'json', 'csv', 'tsv'],
  },
  { name: 'json', kind: 'switch' },
  { name: 'excel', kind: 'switch' },
  { name: 'fields', kind: 'text', value: 'A,B', list: true },
  { name: 'query', kind: 'text', value: 'JMESPATH' },
  { name: 'yes', short: 'y', kind: 'switch' },
  { name: 'no-input', kind: 'switch' },
  { name: 'dry-run', short: 'n', kind: 'switch' },
  { name: 'trust-clock', kind: 'switch' },
  { name: 'quiet', short: 'q', kind: 'switch' },
  { name: 'verbose', short: 'v', kind: 'switch' },
  { name: 'debug', kind: 'switch' },
  { name: 'color', kind: 'text', value: 'WHEN', choices: ['auto', 'always', 'never'] },
  { name: 'no-color', kind: 'switch' },
  { name: 'no-pager', kind: 'switch' },
  { name: 'lang', kind: 'text', value: 'LANGUAGE', choices: LANGS },
  { name: 'help', kind: 'switch', short: 'h' },
  { name: 'version', kind: 'switch' },
];

/** Options that say different things of the same: with `said`, `other` can mean nothing but `unless`. */
export const CONTRARY: readonly { readonly said: string; readonly other: string; readonly unless?: string }[] = [
  { said: 'json', other: 'output', unless: 'json' },
  { said: 'excel', other: 'output', unless: 'csv' },
  { said: 'excel', other: 'json' },
  { said: 'no-color', other: 'color', unless: 'never' },
  { said: 'quiet', other: 'verbose' },
  { said: 'quiet', other: 'debug' },
];
