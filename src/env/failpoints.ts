import process from 'node:process';

/** The environment variable that names where to stop. */
export const FAILPOINT = 'PARTNER_FAILPOINT';

/**
 * What a payment calls between its steps. Where the environment names that very step, the process is killed as by a
 * power cut, so that tests can show what the ledger then holds (G2); otherwise it does nothing.
 */
export function failpoint(env: Readonly<Record<string, string | undefined>>): (name: string) => void {
  const wanted = env[FAILPOINT];
  if (!wanted) return () => {};
  return (name) => {
    if (name === wanted) process.kill(process.pid, 'SIGKILL');
  };
}
