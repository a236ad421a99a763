import { realMachine } from '../../../src/env/machine.js';
import { painter } from '../../../src/io/colour.js';
import { stderrTerminal } from '../../../src/io/terminal.js';

/** Everything a command may say beside its result, with the settings in its argument; ends with 1 where told to fail. */
const settings = {
  input: 'auto' as const,
  output: 'table',
  verbosity: 'normal',
  prompts: 'menu',
  fail: false,
  ms: 700,
  ...JSON.parse(process.argv[2] ?? '{}'),
};
// The stream of the shipped program, which is not Node's own.
const { stderr } = realMachine();
const paint = painter(stderr, process.env, 'auto');
const terminal = stderrTerminal({
  stdin: process.stdin,
  stderr,
  env: process.env,
  settings,
  paint,
  timeLeft: (minutes) => `${minutes} min left`,
});

terminal.show([{ kind: 'text', text: 'shown' }]);
terminal.notice({ kind: 'warning', text: 'noticed' });
await terminal.busy('Paying \u001B[31mfor it', (report) => {
  if (settings.report !== undefined) report(settings.report);
  if (settings.meanwhile !== undefined)
    setTimeout(() => terminal.show([{ kind: 'warning', text: settings.meanwhile }]), settings.ms / 2);
  return new Promise((resolve) => setTimeout(resolve, settings.ms));
});
if (settings.fail) process.exitCode = 1;
else {
  console.log(`result, may prompt: ${terminal.mayPrompt}`);
  terminal.flush();
}
