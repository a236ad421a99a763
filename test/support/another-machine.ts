// Loaded before the program: it is on another machine, where a name is said, and whatever would kill it at a named step
// halts it there.
import os from 'node:os';
import process from 'node:process';

const { HALTED_MACHINE: name, HALTED_AT: step } = process.env;

if (name !== undefined) os.hostname = () => name;
if (step !== undefined) {
  process.env['PARTNER_FAILPOINT'] = step;
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => kill(pid, signal === 'SIGKILL' ? 'SIGSTOP' : signal);
}
