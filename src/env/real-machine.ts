import { randomBytes, randomInt } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import process from 'node:process';
import type { Machine } from './machine.js';
import { fileTime } from './file-time.js';
import { outputStream } from './output-stream.js';
import { machineName } from '../files/process-start.js';

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
    host: machineName(),
    pid: process.pid,
    user: process.getuid?.() ?? 0,
    program: [process.execPath, ...process.argv.slice(1, 2)],
    now: Date.now,
    fileTime,
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    secretBytes: randomBytes,
    kill: (pid, signal) => process.kill(pid, signal),
    signals: process,
  };
}

/** No home to be found is no reason to fail: whoever then has to write is told that it cannot be done there. */
function homeFolder(): string {
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
