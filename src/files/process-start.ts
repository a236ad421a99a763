import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

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

/** Where Linux says what else tells two machines apart; a test reads others. */
export interface Kernel {
  readonly bootId: () => string;
  readonly processes: () => string;
}

const LINUX: Kernel = {
  bootId: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
  processes: () => readlinkSync('/proc/self/ns/pid'),
};

/**
 * The name under which this machine claims what it sends. Two machines may bear one host name, and a process id says
 * nothing in another container or after another start: to take a process for gone, its name has to be of this very
 * start and of these very processes. Where the system is silent it is the host name alone.
 */
export function machineName(name = hostname(), { bootId, processes }: Kernel = LINUX): string {
  try {
    const space = /\d+/.exec(processes())?.[0] ?? '';
    return `${name}/${bootId().slice(0, 8)}.${Number(space).toString(36)}`;
  } catch {
    return name;
  }
}
