import { parseSender } from '../core/email.js';
import { stop } from '../errors.js';
import { parseFields } from '../io/fields.js';
import { nearest } from '../io/nearest.js';
import { KEPT, languageOf, localeOf, resolve, type Kept, type Settings } from './settings.js';
import type { Lang } from '../language/lang.js';
import type { Output } from '../io/output.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Flags = Readonly<Record<string, string | true | undefined>>;

/** Flags that say which form is wanted. */
const SHORT: readonly (readonly [flag: string, output: Output])[] = [
  ['json', 'json'],
  ['excel', 'csv'],
];

/** What the flags, the environment and the configuration come to. @throws Stop UNKNOWN_CHOICE on a value that is none */
export function settingsInForce(
  flags: Flags,
  environment: Environment,
  configuration: Readonly<Record<string, unknown>>,
): Settings {
  const value = (key: Kept['key']) => valueOf(key, flags, environment, configuration);
  const fields = flags['fields'];
  const query = flags['query'];
  const accessible = (value('accessible') ?? 'off') as Settings['accessible'];
  return {
    account: value('account'),
    accountFrom: resolve(rowOf('account'), flags, environment, configuration).origin,
    database: value('database'),
    gateway: value('gateway') as Settings['gateway'],
    user: asAddress(value('user')),
    output: SHORT.find(([flag]) => flags[flag] === true)?.[1] ?? ((value('output') ?? 'table') as Output),
    csv: flags['excel'] === true ? 'excel' : ((value('csv') ?? 'plain') as Settings['csv']),
    fields: typeof fields === 'string' ? parseFields(fields) : undefined,
    query: typeof query === 'string' ? query : undefined,
    yes: flags['yes'] === true,
    input: flags['no-input'] === true ? 'never' : ((value('input') ?? 'auto') as Settings['input']),
    dryRun: flags['dry-run'] === true,
    trustClock: flags['trust-clock'] === true,
    verbosity: verbosityOf(flags),
    color: flags['no-color'] === true ? 'never' : ((value('color') ?? 'auto') as Settings['color']),
    pager: flags['no-pager'] !== true,
    lang: (value('lang') as Lang | undefined) ?? languageOf(environment),
    locale: value('lang') ?? localeOf(environment),
    prompts: accessible === 'on' ? 'plain' : ((value('prompts') ?? 'menu') as Settings['prompts']),
    accessible,
    reminderDays: value('reminder-days'),
    smtpFrom: value('smtp-from'),
    webhookFormat: (value('webhook-format') ?? 'json') as Settings['webhookFormat'],
  };
}

/**
 * The same few settings before the command line has been understood, so that even its errors come in the language and
 * the form asked for, and help tells of the programme in use. Nothing is checked here.
 */
export function firstGlance(argv: readonly string[]): Flags {
  const flags: Record<string, string | true> = {};
  for (const [index, word] of argv.entries()) {
    if (word === '--') break;
    const [name = '', value] = /^-o[^=]/.test(word) ? ['-o', word.slice(2)] : word.split('=', 2);
    if (['--lang', '--output', '-o', '--color', '--database', '--account'].includes(name)) {
      flags[name === '-o' ? 'output' : name.slice(2)] = value ?? argv[index + 1] ?? '';
    }
    if (['--json', '--excel', '--no-color', '--debug', '--no-input'].includes(word)) flags[word.slice(2)] = true;
  }
  return flags;
}

function valueOf(
  key: Kept['key'],
  flags: Flags,
  environment: Environment,
  configuration: Readonly<Record<string, unknown>>,
): string | undefined {
  const row = rowOf(key);
  const said = row.flag !== undefined && flags[row.flag] !== undefined;
  const variables = [row.environment, ...(row.path ? [`${row.environment}_FILE`] : [])];
  const empty = row.decides && !said ? variables.find((variable) => environment[variable]?.trim() === '') : undefined;
  if (empty !== undefined) throw stop('VARIABLE_EMPTY', { variable: empty });
  const { value, origin } = resolve(row, flags, environment, configuration);
  if (value === undefined || !row.values || row.values.includes(value)) return value;
  const of = { flag: `--${row.flag ?? key}`, environment: row.environment, configuration: key, default: key }[origin];
  throw stop('UNKNOWN_CHOICE', { of, given: value, choices: row.values, nearest: nearest(value, row.values) });
}

function rowOf(key: Kept['key']): Kept {
  const row = KEPT.find((kept) => kept.key === key);
  if (!row) throw new RangeError(`no setting ${key}`);
  return row;
}

/** Who acts is known by an address: one that was pasted is cleaned as where it is stored. */
function asAddress(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (parseSender(text) ?? text);
}

function verbosityOf(flags: Flags): Settings['verbosity'] {
  if (flags['debug'] === true) return 'debug';
  if (flags['quiet'] === true) return 'quiet';
  return flags['verbose'] === true ? 'verbose' : 'normal';
}
