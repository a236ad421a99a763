import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './steps.js';

const STEPS = fileURLToPath(new URL('steps.js', import.meta.url));

/** A step in a process of its own, so that its memory and its warming up are its own, too. */
export function inItsOwnProcess(name: string, ...given: readonly string[]): Promise<Measured> {
  return started(name, given, 'ignore').measured;
}

/** A step that gets ready, says so with an empty line, and goes on once it is told to. */
export function waitingProcess(name: string, ...given: readonly string[]) {
  const { running, measured } = started(name, given, 'pipe');
  const isReady = Promise.race([new Promise((resolve) => running.stdout?.once('data', resolve)), measured]);
  return {
    isReady,
    go(): Promise<Measured> {
      running.stdin?.end('\n');
      return measured;
    },
  };
}

function started(name: string, given: readonly string[], stdin: 'ignore' | 'pipe') {
  const running = spawn(process.execPath, [STEPS, name, ...given], { stdio: [stdin, 'pipe', 'inherit'] });
  let text = '';
  running.stdout?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const measured = new Promise<Measured>((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Measured);
      else reject(new Error(`step ${name} ended with ${code}`));
    });
  });
  return { running, measured };
}
