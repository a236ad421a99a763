import { randomInt } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import process from 'node:process';
import type { Machine } from '../machine.js';

const RANDOM_STEPS = 2 ** 47;

/** The machine that the program runs on. */
export function realMachine(): Machine {
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    home: homedir(),
    platform: process.platform,
    host: hostname(),
    pid: process.pid,
    now: Date.now,
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    kill: (pid, signal) => process.kill(pid, signal),
    signals: process,
  };
}
