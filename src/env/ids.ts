import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Instant } from '../core/day.js';
import { startOf } from '../files/process-start.js';

export interface Ids {
  /** `prefix_` and a ULID. */
  next(
    prefix: 'acc' | 'sub' | 'ord' | 'att' | 'pm' | 'acp' | 'tok' | 'rem' | 'evi' | 'req' | 'rfd' | 'ben',
    at: Instant,
  ): string;
  /** Random, for a new ledger's name. */
  installation(at: Instant): string;
  /** 256 random bits as text that needs no quoting; with a prefix by which a leak is recognised. */
  secret(): string;
  /** SHA-256, lower-case hex. */
  digest(content: string | Uint8Array): string;
  /** From 0 to below 1; for what many at once had better not do in the same way. */
  chance(): number;
  /** This process, as others can recognise it (host and process id). */
  readonly process: string;
  /** Whether the process that `name` names can no longer be sending anything. */
  isGone(name: string): boolean;
  /** Whether it is known to run, on this machine; false where nobody can tell from here. */
  isRunning(name: string): boolean;
}

export interface IdParts {
  readonly host: string;
  readonly pid: number;
  /** From 0 to below 1, from a source that cannot be guessed. */
  readonly random: () => number;
  /** So many bytes that cannot be guessed. */
  readonly secretBytes: (count: number) => Buffer;
  /** Sends the signal 0, which only asks: `process.kill`. @throws ESRCH where there is no such process */
  readonly kill: (pid: number, signal: 0) => unknown;
  /** When a process of this machine started, in a form that only compares; undefined where the system won't say. */
  readonly startOf?: (pid: number) => string | undefined;
}

/** Identifiers for what is written, and this process's own name in the form `host#pid#start`. */
export function makeIds(parts: IdParts): Ids {
  const started = parts.startOf ?? startOf;
  const next = (at: Instant) => ulid(Math.max(1, Date.parse(at)), parts.random);
  // Most commands write nothing, and the name takes several looks at the system.
  let own: string | undefined;
  const ownName = () => {
    const start = started(parts.pid);
    return [parts.host, String(parts.pid), ...(start === undefined ? [] : [start])].join('#');
  };
  const isGone = (name: string) => {
    const named = parse(name);
    // Nobody can see from here whether a process of another machine still runs.
    if (named?.host !== parts.host) return false;
    if (!isAlive(named.pid, parts.kill)) return true;
    const now = started(named.pid);
    return named.start !== undefined && now !== undefined && now !== named.start;
  };
  return {
    next: (prefix, at) => `${prefix}_${next(at)}`,
    installation: (at) => next(at),
    secret: () => `ptk_${parts.secretBytes(32).toString('base64url')}`,
    chance: parts.random,
    digest: (content) => createHash('sha256').update(content).digest('hex'),
    get process() {
      return (own ??= ownName());
    },
    isGone,
    isRunning: (name) => parse(name)?.host === parts.host && !isGone(name),
  };
}

interface Named {
  readonly host: string;
  readonly pid: number;
  readonly start: string | undefined;
}

function parse(name: string): Named | undefined {
  const match = /^(.+?)#([1-9]\d{0,9})(?:#([^#]+))?$/.exec(name);
  return match?.[1] === undefined ? undefined : { host: match[1], pid: Number(match[2]), start: match[3] };
}

function isAlive(pid: number, kill: IdParts['kill']): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
