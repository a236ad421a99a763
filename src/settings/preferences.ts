import { realpathSync, statSync, chmodSync } from 'node:fs';
import { holdsTypedCardNumber } from '../core/card-number.js';
import { stop } from '../errors.js';
import { makeFolder } from '../files/folders.js';
import { closeToOthers } from '../files/ownership.js';
import { isStandardStream } from '../files/stream-name.js';
import { readText } from '../files/text.js';
import { nearest } from '../io/nearest.js';
import { KEPT, resolve, type Kept, type Origin, type Resolved } from './settings.js';
import { wholePath } from '../env/paths.js';
import { isServerAddress, withoutSecrets } from '../core/server-address.js';
import { basename, dirname, extname } from 'node:path';
import { sweepDrafts } from '../files/workshop.js';

export interface Preferences {
  readonly file: string;
  list(): readonly { readonly key: string; readonly value: string | undefined; readonly origin: Origin }[];
  /** The keys of the file that are no settings: they do nothing. */
  unknown(): readonly string[];
  /** What may be set; undefined where that is any text. @throws Stop NOT_FOUND */
  choices(key: string): readonly string[] | undefined;
  /** @returns the value as it is kept: a path as a whole one, so that it means the same in every folder */
  set(key: string, value: string): Promise<string>;
  unset(key: string): Promise<void>;
}

type Configuration = Readonly<Record<string, unknown>>;

/**
 * What the user has kept; nothing where there is no file yet. Read plainly, because every command does it and loading
 * conf would take longer than the command.
 * @param told the file or a folder of ours that others could write, once they can no more
 * @throws Stop CONFIG_INVALID where the file cannot be read as a JSON object, or does not say what it seems to;
 * CARD_NUMBER_IN_VALUE (D19)
 */
export function readPreferences(file: string, told: (path: string) => void = () => undefined): Configuration {
  const text = read(file, told);
  if (text === undefined) return {};
  const value = parsed(text, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw stop('CONFIG_INVALID', { file, reason: 'not-an-object' });
  }
  for (const [key, kept] of Object.entries(value)) {
    if (typeof kept === 'string' && holdsTypedCardNumber(kept))
      throw stop('CARD_NUMBER_IN_VALUE', { of: `${file}: ${key}` });
    const reason = faultOf(key, kept);
    if (reason !== undefined) throw stop('CONFIG_INVALID', { file, reason, setting: key });
  }
  return value as Configuration;
}

/** Whoever wrote this took it for said, and something else would be taken in its place: another ledger, somebody else. */
function faultOf(key: string, value: unknown): 'misspelt' | 'no-text' | 'nul' | undefined {
  const row = KEPT.find((kept) => kept.key === key.toLowerCase());
  if (!row) return undefined;
  if (row.key !== key) return 'misspelt';
  if (typeof value === 'string' && value.includes('\0')) return 'nul';
  return typeof value === 'string' && !(row.decides && value.trim() === '') ? undefined : 'no-text';
}

const UNREAD: Readonly<Record<string, 'not-a-file' | 'not-json' | 'unsafe'>> = {
  ENOTFILE: 'not-a-file',
  ENOTTEXT: 'not-json',
  EUNSAFE: 'unsafe',
};

function read(file: string, told: (path: string) => void): string | undefined {
  try {
    closeToOthers(realpathSync(file), statSync(file), { others: 'not-write', told });
    return readText(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // ENOTDIR: a part of the way is a file, so there is nothing at its end either.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw stop('CONFIG_INVALID', { file, reason: UNREAD[code ?? ''] ?? 'unreadable' }, { cause: error });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw stop('CONFIG_INVALID', { file, reason: 'not-json' }, { cause: error });
  }
}

interface PreferenceSources {
  readonly file: string;
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is done with a value to keep, or to forget where it is undefined; the file is written unless something else is said. */
  readonly keep?: typeof keepInFile;
}

/** The preferences that `partner config` shows and changes; nothing is read or written before it is asked for. */
export function openPreferences({ file, flags, env, keep = keepInFile }: PreferenceSources): Preferences {
  return {
    file,
    list() {
      const configuration = readPreferences(file);
      return KEPT.map((row) => ({ key: row.key, ...shown(resolve(row, flags, env, configuration)) }));
    },
    unknown: () => Object.keys(readPreferences(file)).filter((key) => !KEPT.some((row) => row.key === key)),
    choices: (key) => rowOf(key).values,
    async set(key, value) {
      const row = rowOf(key);
      check(row, value);
      readPreferences(file);
      const kept = row.path && !isServerAddress(value) ? wholePath(value) : value;
      await keep(file, row.key, kept);
      return kept;
    },
    async unset(key) {
      const row = rowOf(key);
      if (row.key in readPreferences(file)) await keep(file, row.key, undefined);
    },
  };
}

/** The servers that a ledger can lie on. What is kept is read by others, and so is no password. */
const SERVERS = /^postgres(ql)?:\/\//;

function shown({ value, origin }: Resolved): Resolved {
  return { value: value === undefined ? undefined : withoutSecrets(value), origin };
}

function rowOf(key: string): Kept {
  const row = KEPT.find((kept) => kept.key === key);
  if (row) return row;
  throw stop('NOT_FOUND', {
    what: 'setting',
    given: key,
    nearest: nearest(
      key,
      KEPT.map((kept) => kept.key),
    ),
  });
}

function check({ key, values, isForm, path }: Kept, value: string): void {
  if (values && !values.includes(value)) {
    throw stop('UNKNOWN_CHOICE', { of: key, given: value, choices: values, nearest: nearest(value, values) });
  }
  const isSecret = withoutSecrets(value) !== value;
  const isServer = isServerAddress(value);
  if (path && (isStandardStream(value) || isSecret || (isServer && !SERVERS.test(value))))
    throw stop('DATABASE_UNSUPPORTED', { given: value });
  if (value.trim() === '' || isSecret || isForm?.(value) === false)
    throw stop('VALUE_INVALID', { of: key, given: value, wanted: 'setting' });
}

/**
 * Keeps a value under a key, or forgets it where the value is undefined. conf reads the file again right before, and
 * writes it beside itself and renames it, so that another process sees either the old file or the new one (F8). File
 * and folder are for their owner alone.
 * @throws Stop FILE_UNWRITABLE
 */
async function keepInFile(file: string, key: string, value: string | undefined): Promise<void> {
  const { default: Conf } = await import('conf');
  try {
    makeFolder(dirname(file));
    const extension = extname(file);
    const conf = new Conf<Record<string, unknown>>({
      cwd: dirname(file),
      configName: basename(file, extension),
      fileExtension: extension,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      // conf has read it as UTF-8, which it need not be.
      deserialize: () => JSON.parse(readText(file)) as Record<string, unknown>,
      serialize: (values) => `${JSON.stringify(values, null, 2)}\n`,
    });
    if (value === undefined) conf.delete(key);
    else conf.set(key, value);
    // A umask can have taken the owner's own rights away; an older file can be open to others.
    chmodSync(file, 0o600);
    sweepDrafts(dirname(file), (name) => name.startsWith(`${basename(file)}.tmp-`), statSync(file).mtimeMs);
  } catch (error) {
    throw stop('FILE_UNWRITABLE', { location: file }, { cause: error });
  }
}
