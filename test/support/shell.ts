import { execFileSync } from 'node:child_process';

/** The words that a real shell makes of each command line, `partner` being one that only says what it was given. */
export function understoodByShell(lines: readonly string[]): readonly (readonly string[])[] {
  const stand = `partner() { printf '%s\\0' "$@"; printf '\\1\\0'; }`;
  const said = execFileSync('/bin/sh', ['-c', [stand, ...lines].join('\n')], { encoding: 'utf8' });
  return said
    .split('\u0001\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}
