import { readFileSync } from 'node:fs';

/**
 * When a process started, as Linux counts it (clock ticks after the machine's own start); undefined elsewhere. A
 * process id is given out again after a while; together with this it is not.
 */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything; the start is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
  } catch {
    return undefined;
  }
}
