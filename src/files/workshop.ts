import { hash } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startOf } from './process-start.js';

const PREFIX = '.partner-';

/** What nobody can be asked about is left for so long. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/**
 * Lets `work` build something in a folder of its own beside where it is to stand, mode 0700; the folder is taken away
 * after it, and so is what a killed process left of its own.
 * @throws the system's error
 */
export function inWorkshop<T>(folder: string, work: (workshop: string) => T): T {
  const workshop = mkdtempSync(join(folder, `${PREFIX}${maker()}-`));
  try {
    chmodSync(workshop, 0o700);
    sweep(folder, statSync(workshop).mtimeMs);
    return work(workshop);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** A name for a file that this process is about to take away again: should it be killed before, the next one does. */
export function unfinished(): string {
  return `${PREFIX}${maker()}-${process.hrtime.bigint().toString(36).slice(-6).padStart(6, '0')}`;
}

/**
 * Takes away what killed processes left unfinished in a folder: our own alone, and only where it is certain that nobody
 * works there any more. That is known of a process of this machine; of any other, after a day.
 * @param now the folder's own time, in milliseconds: this machine's clock may be wrong. Without it, age decides nothing
 */
export function sweep(folder: string, now?: number): void {
  try {
    for (const name of readdirSync(folder)) {
      if (isUnfinished(name) && isAbandoned(join(folder, name), name, now)) {
        rmSync(join(folder, name), { recursive: true, force: true });
      }
    }
  } catch {
    // Whatever is left can wait for the next one.
  }
}

/** The same of the files that a library writes beside a file of ours before it renames them. */
export function sweepDrafts(folder: string, isDraft: (name: string) => boolean, now: number): void {
  try {
    for (const name of readdirSync(folder).filter(isDraft)) {
      if (isOld(join(folder, name), now)) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // As above.
  }
}

function isUnfinished(name: string): boolean {
  return name.startsWith(PREFIX) || /\.sandbox\.db\.new-\w{6}$/.test(name);
}

function isAbandoned(path: string, name: string, now: number | undefined): boolean {
  const [, machine, pid, start] = /^\.partner-([0-9a-f]{12})-(\d+)-(\d+)-\w{6}$/.exec(name) ?? [];
  if (machine !== thisMachine()) return now !== undefined && isOld(path, now);
  return isOwn(path) && !isRunning(Number(pid), start ?? '');
}

function isOld(path: string, now: number): boolean {
  return isOwn(path) && lstatSync(path).mtimeMs < now - ABANDONED_MS;
}

function isOwn(path: string): boolean {
  return process.getuid === undefined || lstatSync(path).uid === process.getuid();
}

let own: string | undefined;

/** Of this process, as long as it lives. */
function maker(): string {
  return (own ??= `${thisMachine()}-${process.pid}-${startOf(process.pid) ?? '0'}`);
}

/** A number of a process means something among those that see each other only: those of one container. */
function thisMachine(): string {
  return hash('sha256', `${hostname()} ${namespace()}`, 'hex').slice(0, 12);
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return (startOf(pid) ?? '0') === start;
}
