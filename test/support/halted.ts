import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment } from './run.js';

/** What a process needs in its environment to be on another machine, as far as it can tell. */
export const ELSEWHERE = preloaded({ HALTED_MACHINE: 'elsewhere' });

function preloaded(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...env, NODE_OPTIONS: `--import=${new URL('./another-machine.js', import.meta.url).href}` };
}

export interface Halted {
  /** It goes on where it was halted, as if no time had passed, and ends. */
  goOn(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/**
 * The program halted at a named step, as a machine is that falls asleep there; undefined where it ended before.
 * @param script the program
 */
export async function haltedAt(
  script: string,
  step: string,
  { home, args, env }: { readonly home: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Promise<Halted | undefined> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...plainEnvironment(home), ...env, ...preloaded({ HALTED_AT: step }) },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  while (!isOver() && !isHalted(child.pid ?? 0)) await sleep(10);
  if (isOver()) return undefined;
  return {
    goOn() {
      child.kill('SIGCONT');
      return ended;
    },
  };
}

/** As Linux says it. */
function isHalted(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  } catch {
    return false;
  }
}
