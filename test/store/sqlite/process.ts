import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { packageRoot } from '../../../src/files/package-root.js';
import { rootForOthers } from '../../support/for-others.js';

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** The last line that it printed: `{ done }` or `{ failed }`. */
  readonly said: unknown;
}

export interface As {
  readonly uid?: number;
  readonly gid?: number;
  /** A shell command that comes before, for limits. */
  readonly shell?: string;
}

/** Runs an act of `child.ts` to its end. */
export async function run(act: string, file: string, argument = '', as: As = {}): Promise<Ended> {
  const running = start(act, file, argument, as);
  running.stdin.end();
  let text = '';
  running.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [, signal] = (await once(running, 'close')) as [number | null, NodeJS.Signals | null];
  const last = text.trim().split('\n').at(-1);
  return { signal, said: last ? JSON.parse(last) : undefined };
}

export function start(
  act: string,
  file: string,
  argument = '',
  { shell, ...as }: As = {},
): ChildProcessByStdio<Writable, Readable, null> {
  const script = join(
    as.uid === undefined ? packageRoot() : rootForOthers(),
    'build',
    'test',
    'store',
    'sqlite',
    'child.js',
  );
  const argv = [process.execPath, script, act, file, argument];
  const [command = '', ...rest] = shell ? ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh', ...argv] : argv;
  return spawn(command, rest, { ...as, stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Permissions do not bind root: as root, the child is somebody else. */
export const SOMEBODY: As & { readonly id: number } =
  process.getuid?.() === 0 ? { id: 65534, uid: 65534, gid: 65534 } : { id: process.getuid?.() ?? 0 };
