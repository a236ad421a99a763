import type { Instant } from '../core/day.js';
import type { Signals } from '../io/signals.js';
import type { Keyboard } from '../io/questions.js';
import type { TextStream } from '../io/stream.js';
import { randomBytes, randomInt } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import process from 'node:process';
import { fileTime } from './clock.js';
import { machineName } from '../files/process-start.js';
import { EventEmitter } from 'node:events';
import { fstatSync, statSync, writeSync } from 'node:fs';

/** Everything outside the program, passed in whole: a test runs commands on a machine of its own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Keyboard;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly host: string;
  readonly pid: number;
  /** The user's number; 0 where the system has none. */
  readonly user: number;
  /** The program and the script that run: what somebody would have to type. */
  readonly program: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The time that the file system gives to what is written in a folder now; undefined where it cannot tell. */
  readonly fileTime: (folder: string) => Instant | undefined;
  /** The time that it is on a server, by what that server says. */
  readonly serverTime: (said: Instant) => Instant;
  /** From 0 to below 1, from a source that cannot be guessed. */
  readonly random: () => number;
  /** So many bytes that cannot be guessed. */
  readonly secretBytes: (count: number) => Buffer;
  readonly kill: (pid: number, signal: 0) => unknown;
  readonly signals: Signals;
  /** Whoever runs a command line goes on once it has ended. */
  readonly goesOn?: boolean;
}

const RANDOM_STEPS = 2 ** 47;

/** The machine that the program runs on. */
export function realMachine(): Machine {
  return {
    env: process.env,
    // Made by Node when it is first looked at, which most commands never do.
    get stdin() {
      return process.stdin;
    },
    stdout: outputStream(1),
    stderr: outputStream(2),
    home: homeFolder(),
    platform: process.platform,
    get host() {
      return machineName();
    },
    pid: process.pid,
    user: process.getuid?.() ?? 0,
    // A single executable is its own script.
    program: [...new Set([process.execPath, ...process.argv.slice(1, 2)])],
    now: Date.now,
    fileTime,
    serverTime: (said) => said,
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    secretBytes: (count) => randomBytes(count),
    kill: (pid, signal) => process.kill(pid, signal),
    signals: process,
  };
}

/** No home to be found is no reason to fail: whoever then has to write is told that it cannot be done there. */
function homeFolder(): string {
  // As Node says it too, after loading what else it knows of the system.
  const { HOME = '' } = process.env;
  if (process.platform !== 'win32' && isAbsolute(HOME)) return HOME;
  for (const look of [homedir, () => userInfo().homedir]) {
    try {
      const home = look();
      if (isAbsolute(home)) return home;
    } catch {
      // HOME is not set, and the system does not know the user either.
    }
  }
  return '/nonexistent';
}

/**
 * Standard output or standard error. It writes at once, which is what Node's own stream does into a file, a pipe or a
 * terminal after loading all that a network connection needs; whatever else there is gets Node's.
 */
function outputStream(fd: 1 | 2): Machine['stdout'] {
  if (takesBytes(fd)) return new DirectStream(fd);
  const size = sizeOfTerminal(fd);
  return size ? new DirectTerminal(fd, size) : nodeStream(fd);
}

function nodeStream(fd: 1 | 2): Machine['stdout'] {
  return fd === 1 ? process.stdout : process.stderr;
}

function takesBytes(fd: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

type Written = (error?: Error | null) => void;

class DirectStream extends EventEmitter implements NodeJS.WritableStream {
  readonly writable = true;

  constructor(protected readonly fd: 1 | 2) {
    super();
  }

  write(text: string | Uint8Array, encodingOrDone?: BufferEncoding | Written, done?: Written): boolean {
    const written = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    let at = 0;
    try {
      while (at < bytes.length) at += writeSync(this.fd, bytes, at);
      written?.();
    } catch (error) {
      // A reader that is slower than we are, at a pipe that does not wait: Node's stream knows how to.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN')
        return nodeStream(this.fd).write(bytes.subarray(at), written);
      written?.(error as Error);
    }
    return true;
  }

  end(): this {
    return this;
  }
}

/** Columns and rows; undefined where the terminal does not say. */
type Size = () => readonly [columns: number, rows: number] | undefined;

/** A terminal for text that comes line after line; whoever moves its cursor takes Node's own stream of it. */
class DirectTerminal extends DirectStream {
  readonly isTTY = true;

  constructor(
    fd: 1 | 2,
    private readonly size: Size,
  ) {
    super(fd);
  }

  get columns(): number {
    return this.size()?.[0] ?? 0;
  }

  get rows(): number {
    return this.size()?.[1] ?? 0;
  }

  whole(): Machine['stdout'] {
    return nodeStream(this.fd);
  }
}

/** What stands behind Node's own terminals: it comes without the network, and no version has to have it. */
interface Behind {
  readonly isTTY: (fd: number) => boolean;
  readonly TTY: new (
    fd: number,
    failed: { code?: string },
  ) => {
    getWindowSize(size: number[]): number;
    close(): void;
  };
}

/** undefined where it is no terminal, or where nothing but Node's own stream could tell how large it is. */
function sizeOfTerminal(fd: number): Size | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    const { isTTY, TTY } = (process as unknown as { binding(name: string): Behind }).binding('tty_wrap');
    const size: Size = () => {
      const failed: { code?: string } = {};
      const terminal = new TTY(fd, failed);
      if (failed.code !== undefined) return undefined;
      const found = [0, 0];
      const isKnown = terminal.getWindowSize(found) === 0;
      terminal.close();
      return isKnown ? [found[0] ?? 0, found[1] ?? 0] : undefined;
    };
    return isTTY(fd) && size() ? size : undefined;
  } catch {
    return undefined;
  }
}
