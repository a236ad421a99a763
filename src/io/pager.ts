import { spawnSync } from 'node:child_process';
import { childEnvironment } from '../files/child.js';
import { columnsOf } from './measure.js';
import type { TextStream } from './stream.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** As `less` shows a text that does not fit: colours drawn, the screen left as it was. */
const USUAL = 'less -FRX';

/** Which program shows what is longer than the terminal; undefined where none is wanted. */
export function pagerOf(env: Environment): string | undefined {
  const named = env['PARTNER_PAGER'] ?? env['PAGER'] ?? USUAL;
  return ['', 'cat'].includes(named.trim()) || env['TERM'] === 'dumb' ? undefined : named;
}

/** Whether a text has more lines than the terminal shows at once. */
export function isLong(text: string, { rows, columns }: TextStream): boolean {
  if (!rows || !columns) return false;
  const lines = text.trimEnd().split('\n');
  return (
    lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line.replace(/\u001B\[[\d;]*m/g, '')) / columns)),
      0,
    ) >= rows
  );
}

/** Hands a text to the pager and waits until it is left; false where it could not be started. */
export function paged(text: string, pager: string, env: Environment): boolean {
  const { error, status } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...childEnvironment(env), LESSCHARSET: env['LESSCHARSET'] ?? 'utf-8' },
  });
  // A shell says so of a program that is not there.
  return error === undefined && status !== 127 && status !== 126;
}
