import { realpathSync } from 'node:fs';
import { posix, resolve, win32 } from 'node:path';
import { isServerAddress, withoutPassword } from '../core/server-address.js';

export interface Paths {
  /** The SQLite file, or the address of a server without its password. */
  readonly database: string;
  readonly configuration: string;
  /** Where the scheduled job keeps its events: one log a ledger. */
  readonly runLog: string;
  /** The folder of the programmes that the user imported. */
  readonly catalog: string;
}

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

const APP = 'partner';

/**
 * Where the ledger and the preferences lie unless somebody says otherwise: the folders that the env-paths package
 * gives. Its few lines are written out here because it reads the environment once, at import, and would follow a
 * relative XDG folder, which the XDG specification tells us to ignore.
 */
export function locatePaths(machine: Machine): Paths {
  const path = machine.platform === 'win32' ? win32 : posix;
  const { data, config } = folders(machine);
  const database = path.join(data, 'ledger.db');
  return {
    database,
    configuration: path.join(config, 'config.json'),
    runLog: runLogOf(database),
    catalog: path.join(data, 'catalog'),
  };
}

/**
 * The same with another ledger. Its path becomes a whole one: whatever is told it, such as the scheduled job, may stand
 * in another folder. A server's address is shown everywhere, and holds no password here; its job's
 * log lies where a ledger would.
 */
export function withLedger(paths: Paths, database: string | undefined): Paths {
  if (database === undefined) return paths;
  if (isServerAddress(database)) {
    const address = withoutPassword(database);
    const name = address.replace(/[^\w.]+/g, '-');
    return { ...paths, database: address, runLog: paths.runLog.replace(/[^\\/]*(?=\.renewals\.log$)/, name) };
  }
  const ledger = wholePath(database);
  return { ...paths, database: ledger, runLog: runLogOf(ledger) };
}

/** In a folder that has been removed no path can be made whole: then the ledger is missed under the name it was given. */
export function wholePath(path: string): string {
  try {
    return resolve(path);
  } catch {
    return path;
  }
}

/** The sandbox gateway's own books, beside the ledger they belong to: `ledger.db`, `ledger.sandbox.db`. */
export function sandboxBooks(ledger: string): string {
  return besides(ledger, 'sandbox.db');
}

/** The events of the scheduled job, one log a ledger: `ledger.db`, `ledger.renewals.log`. */
function runLogOf(ledger: string): string {
  return besides(ledger, 'renewals.log');
}

/** Beside the ledger itself, whatever link led to it: by another name of the same ledger nothing else is found. */
function besides(ledger: string, suffix: string): string {
  return `${linkless(ledger).replace(/\.db$/i, '')}.${suffix}`;
}

function linkless(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is not there yet, or may not be looked at: whoever opens it says so.
    return path;
  }
}

interface Folders {
  readonly data: string;
  readonly config: string;
}

function folders({ env, home, platform }: Machine): Folders {
  if (platform === 'win32') {
    const roaming = env['APPDATA'] || win32.join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    return { data: win32.join(local, APP, 'Data'), config: win32.join(roaming, APP, 'Config') };
  }
  const mac = platform === 'darwin';
  const data = mac ? ['Library', 'Application Support'] : ['.local', 'share'];
  const config = mac ? ['Library', 'Preferences'] : ['.config'];
  return {
    data: posix.join(absolute(env['XDG_DATA_HOME']) ?? posix.join(home, ...data), APP),
    config: posix.join(absolute(env['XDG_CONFIG_HOME']) ?? posix.join(home, ...config), APP),
  };
}

function absolute(folder: string | undefined): string | undefined {
  return folder && posix.isAbsolute(folder) ? folder : undefined;
}

/**
 * A path as a person types it, or drops it, where no shell reads it: in quotation marks, with `\\ ` for a space where
 * the platform has no use for that sign itself, with `~` for the home folder.
 */
export function typedPath(typed: string, { home, platform }: Pick<Machine, 'home' | 'platform'>): string {
  const [, , quoted] = /^(["'])(.+)\1$/.exec(typed) ?? [];
  const path = quoted ?? (platform === 'win32' ? typed : typed.replaceAll(/\\(.)/gu, '$1'));
  return quoted === undefined && /^~(?=$|[/\\])/.test(path) ? home + path.slice(1) : path;
}
