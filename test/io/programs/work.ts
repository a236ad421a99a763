import { failpoint } from '../../../src/env/failpoints.js';
import { uninterrupted } from '../../../src/io/signals.js';

/** A payment of half a second between two failpoints, then two seconds in which a signal ends the process again. */
const at = failpoint(process.env);
at('before');
const result = await uninterrupted(
  async () => {
    console.log('working');
    await new Promise((resolve) => setTimeout(resolve, 500));
    at('middle');
    return 'paid';
  },
  () => console.log('held'),
  process,
);
console.log(result);
await new Promise((resolve) => setTimeout(resolve, 2000));
console.log('end');
