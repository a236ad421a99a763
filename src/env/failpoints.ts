import process from 'node:process';

/** The environment variable that names where to stop: a step (`commit`), or its second time (`commit@2`). */
const FAILPOINT = 'PARTNER_FAILPOINT';

/**
 * What a payment calls between its steps. Where the environment names that very step, the process is killed as by a
 * power cut, so that tests can show what the ledger then holds (G2); otherwise it does nothing.
 */
export function failpoint(env: Readonly<Record<string, string | undefined>>): (name: string) => void {
  const [wanted, time = '1'] = env[FAILPOINT]?.split('@') ?? [];
  if (!wanted) return () => {};
  let left = Number(time);
  return (name) => {
    if (name === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
