// A process of its own that attaches or charges when it is told to, and dies at a step where one is named.
import { once } from 'node:events';
import type { ChargeRequest } from '../../../src/payments/gateway.js';
import { AT, sandbox, typed } from './world.js';

const [books, request, dieAt] = process.argv.slice(2) as [string, string, string | undefined];
const gateway = await sandbox(books, {
  onStep: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const outcome =
  request === 'attach'
    ? await gateway.attach(typed('4242424242424242'), AT)
    : await gateway.charge(JSON.parse(request) as ChargeRequest);
gateway.close();
process.stdin.destroy();
process.stdout.write(`${JSON.stringify(outcome)}\n`);
