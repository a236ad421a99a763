import type { Instant } from '../core/day.js';
import type { Signals } from '../io/signals.js';
import type { Keyboard } from '../io/questions.js';
import type { TextStream } from '../io/stream.js';

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
  /** From 0 to below 1, from a source that cannot be guessed. */
  readonly random: () => number;
  /** So many bytes that cannot be guessed. */
  readonly secretBytes: (count: number) => Buffer;
  readonly kill: (pid: number, signal: 0) => unknown;
  readonly signals: Signals;
}
