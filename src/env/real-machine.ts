import { randomInt } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import process from 'node:process';
import type { Machine } from '../machine.js';
import { outputStream } from './output-stream.js';

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
