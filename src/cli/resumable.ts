import { Stop, stop } from '../errors.js';
import { commandLine } from '../language/command-line.js';

/** Who leaves a wizard half way is told the command line that goes on from there. `declined`: as in CANCELLED. */
export async function resumable<T>(
  command: () => readonly string[],
  ask: () => Promise<T>,
  declined?: true,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stop) || error.problem.code !== 'CANCELLED') throw error;
    throw stop('CANCELLED', { resume: commandLine(command()), ...(declined ? { declined } : {}) }, { cause: error });
  }
}
