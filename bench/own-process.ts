import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './steps.js';

const STEPS = fileURLToPath(new URL('steps.js', import.meta.url));

/** A step in a process of its own, so that its memory and its warming up are its own, too. */
export function inItsOwnProcess(name: string, ...given: readonly string[]): Promise<Measured> {
  const running = spawn(process.execPath, [STEPS, name, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  running.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Measured);
      else reject(new Error(`step ${name} ended with ${code}`));
    });
  });
}
