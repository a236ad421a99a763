import type { Colouring } from '../io/colour.js';
import type { PromptStyle } from '../io/questions.js';
import type { Output } from '../io/output.js';
import type { Verbosity } from '../io/terminal.js';
import { LANGS, type Lang } from '../language/lang.js';
import { GATEWAY_NAMES, type GatewayName } from '../core/gateway.js';
import { isSender } from '../core/email.js';
import { stop } from '../errors.js';
import { readRegular } from '../files/regular.js';
/**
 * settings: what changes how `partner` behaves, a row each. A value comes from the flag, else the environment, else
 * the user's configuration, else the default; `partner config list --show-origin` says which.
 */
export interface Settings {
  /** MPN ID or account id; undefined: the only one. */
  readonly account: string | undefined;
  /** Who names none of a ledger has to know where that is said. */
  readonly accountFrom: Origin;
  readonly database: string | undefined;
  /** The gateway that a ledger belongs to, or is made for; undefined: whatever it is. */
  readonly gateway: GatewayName | undefined;
  /** Who acts, by e-mail address; undefined: the account's contact. */
  readonly user: string | undefined;
  readonly output: Output;
  readonly csv: 'plain' | 'excel';
  readonly fields: readonly string[] | undefined;
  readonly query: string | undefined;
  readonly yes: boolean;
  readonly input: 'auto' | 'never';
  readonly dryRun: boolean;
  /** What is not about money is written though the clock seems to be ahead. */
  readonly trustClock: boolean;
  readonly verbosity: Verbosity;
  readonly color: Colouring;
  /** What is longer than the terminal goes through the pager. */
  readonly pager: boolean;
  readonly lang: Lang;
  /** BCP 47, by which a spreadsheet has its separators; undefined: the machine's own. */
  readonly locale: string | undefined;
  readonly prompts: PromptStyle;
  /** Screens are read aloud, or on a braille line: one thing a line, and nothing drawn. */
  readonly accessible: 'on' | 'off';
  /** Days before the anniversary date on which more reminders are wanted, as they were typed: `90,60,30` (P5). */
  readonly reminderDays: string | undefined;
  /** Who mails come from. Where they go out, and its password, is for the environment alone: PARTNER_SMTP_URL. */
  readonly smtpFrom: string | undefined;
  /** What the other side of the webhook reads; its address is a secret and for the environment alone. */
  readonly webhookFormat: 'json' | 'slack' | 'teams';
}
export type Origin = 'flag' | 'environment' | 'configuration' | 'default';

/** A setting that can be kept: `partner config` reads and writes exactly these. */
export interface Kept {
  readonly key:
    | 'accessible'
    | 'account'
    | 'color'
    | 'csv'
    | 'database'
    | 'gateway'
    | 'input'
    | 'lang'
    | 'output'
    | 'prompts'
    | 'reminder-days'
    | 'smtp-from'
    | 'user'
    | 'webhook-format';
  readonly environment: string;
  /** Variables that say one value of it by being set, and another by being set to what says no. */
  readonly switches?: readonly { readonly variable: string; readonly yes: string; readonly no?: string }[];
  readonly flag: string | undefined;
  /** undefined: any text. */
  readonly values: readonly string[] | undefined;
  /** What any text has to look like, where not all do. */
  readonly isForm?: (given: string) => boolean;
  /** It is a file's path. */
  readonly path?: true;
  /** It decides who acts or where: its variable set to nothing is a mistake, and no other value may stand in for it. */
  readonly decides?: true;
  readonly byDefault: string | undefined;
}

/** Whole numbers of days with commas between them. */
export const REMINDER_DAYS = /^\d{1,3}( *, *\d{1,3})*$/;

export const KEPT: readonly Kept[] = [
  {
    key: 'accessible',
    environment: 'PARTNER_ACCESSIBLE',
    switches: ['PARTNER_ACCESSIBLE', 'ACCESSIBLE'].map((variable) => ({ variable, yes: 'on', no: 'off' })),
    flag: undefined,
    values: ['on', 'off'],
    byDefault: 'off',
  },
  {
    key: 'account',
    environment: 'PARTNER_ACCOUNT',
    flag: 'account',
    values: undefined,
    decides: true,
    byDefault: undefined,
  },
  { key: 'color', environment: 'PARTNER_COLOR', flag: 'color', values: ['auto', 'always', 'never'], byDefault: 'auto' },
  { key: 'csv', environment: 'PARTNER_CSV', flag: undefined, values: ['plain', 'excel'], byDefault: 'plain' },
  {
    key: 'database',
    environment: 'PARTNER_DATABASE',
    flag: 'database',
    values: undefined,
    path: true,
    decides: true,
    byDefault: undefined,
  },
  {
    key: 'gateway',
    environment: 'PARTNER_GATEWAY',
    flag: 'gateway',
    values: GATEWAY_NAMES,
    decides: true,
    byDefault: undefined,
  },
  {
    key: 'input',
    environment: 'PARTNER_INPUT',
    switches: [{ variable: 'PARTNER_NO_INPUT', yes: 'never' }],
    flag: undefined,
    values: ['auto', 'never'],
    byDefault: 'auto',
  },
  { key: 'lang', environment: 'PARTNER_LANG', flag: 'lang', values: LANGS, byDefault: undefined },
  {
    key: 'output',
    environment: 'PARTNER_OUTPUT',
    flag: 'output',
    values: ['table', 'json', 'csv', 'tsv'],
    byDefault: 'table',
  },
  { key: 'prompts', environment: 'PARTNER_PROMPTS', flag: undefined, values: ['menu', 'plain'], byDefault: 'menu' },
  {
    key: 'reminder-days',
    environment: 'PARTNER_REMINDER_DAYS',
    flag: undefined,
    values: undefined,
    isForm: (given) => REMINDER_DAYS.test(given),
    byDefault: undefined,
  },
  {
    key: 'smtp-from',
    environment: 'PARTNER_SMTP_FROM',
    flag: undefined,
    values: undefined,
    isForm: isSender,
    byDefault: undefined,
  },
  {
    key: 'user',
    environment: 'PARTNER_USER',
    flag: 'user',
    values: undefined,
    isForm: isSender,
    decides: true,
    byDefault: undefined,
  },
  {
    key: 'webhook-format',
    environment: 'PARTNER_WEBHOOK_FORMAT',
    flag: undefined,
    values: ['json', 'slack', 'teams'],
    byDefault: 'json',
  },
];

export interface Resolved {
  readonly value: string | undefined;
  readonly origin: Origin;
}

/** Where one setting's value comes from, in the order of precedence. Empty texts count as absent. */
export function resolve(
  row: Kept,
  flags: Readonly<Record<string, string | true | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
  configuration: Readonly<Record<string, unknown>>,
): Resolved {
  const flag = row.flag === undefined ? undefined : flags[row.flag];
  if (typeof flag === 'string' && flag !== '') return { value: flag, origin: 'flag' };
  const switched = row.switches?.map((one) => switchedBy(one, environment[one.variable])).find((said) => said);
  if (switched !== undefined) return { value: switched, origin: 'environment' };
  const variable = environment[row.environment] || (row.path && inFile(environment[`${row.environment}_FILE`]));
  if (variable) return { value: variable, origin: 'environment' };
  const kept = configuration[row.key];
  if (typeof kept === 'string' && kept !== '') return { value: kept, origin: 'configuration' };
  return { value: row.byDefault, origin: 'default' };
}

/** As the variable CI is read: whatever it is set to says yes, but for what says no. Empty counts as absent. */
function switchedBy({ yes, no }: NonNullable<Kept['switches']>[number], text = ''): string | undefined {
  if (text === '') return undefined;
  return ['0', 'false', 'off', 'no'].includes(text.toLowerCase()) ? no : yes;
}

/** How screens are written for whoever has them read aloud: in ASCII where the locale is of another character set than UTF-8. */
export function aloudOn(
  { accessible }: Pick<Settings, 'accessible'>,
  { env, platform }: { readonly env: Readonly<Record<string, string | undefined>>; readonly platform: NodeJS.Platform },
): 'as-it-is' | 'in-ascii' | undefined {
  if (accessible === 'off') return undefined;
  const isUnicode = /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
  // The terminals of Windows and macOS show it whatever the environment says.
  return isUnicode || platform === 'win32' || platform === 'darwin' ? 'as-it-is' : 'in-ascii';
}

/** What a job keeps secret is put into a file for it. @throws Stop CONFIG_INVALID */
function inFile(file: string | undefined): string | undefined {
  if (!file) return undefined;
  const text = textOf(file).trim();
  if (text === '') throw stop('CONFIG_INVALID', { file, reason: 'empty' });
  // Of a setting, as in the configuration: no path has it.
  if (text.includes('\0')) throw stop('CONFIG_INVALID', { file, reason: 'nul' });
  return text;
}

function textOf(file: string): string {
  try {
    return readRegular(file).toString('utf8');
  } catch (error) {
    throw stop('CONFIG_INVALID', { file, reason: 'unreadable' }, { cause: error });
  }
}

/** What a locale name of POSIX is to Intl: `fr_CA.UTF-8` is `fr-CA`; undefined where the environment names none. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const locale = environment['LC_ALL'] || environment['LC_NUMERIC'] || environment['LANG'];
  const [name = ''] = (locale ?? '').split(/[.@]/);
  return /^(C|POSIX)$/.test(name) ? 'en' : name.replaceAll('_', '-') || undefined;
}

/** The language that is set, or that of the locale; undefined where one is set that there is none of. */
export function langIn(
  environment: Readonly<Record<string, string | undefined>>,
  configuration: Readonly<Record<string, unknown>>,
): Lang | undefined {
  const row = KEPT.find(({ key }) => key === 'lang');
  const value = row && resolve(row, {}, environment, configuration).value;
  return value === undefined ? languageOf(environment) : LANGS.find((lang) => lang === value);
}

/**
 * The language of a locale name: `fr_CA.UTF-8` is French, everything else English. `LC_ALL` before `LC_MESSAGES`
 * before `LANG`, as POSIX has it.
 */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Lang {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^fr(?:[_.@-]|$)/i.test(locale) ? 'fr' : 'en';
}
