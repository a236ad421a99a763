import { openLedger } from '../../../src/store/sqlite/open.js';
import { LedgerError } from '../../../src/store/store.js';
import { AT, IDENTITY, order } from '../samples.js';
import { append, joining, paying, placing } from '../sample-entries.js';

/**
 * What the tests run as another process: `child.js ACT FILE [ARGUMENT]`. It prints one line of JSON, the outcome.
 */
const ACTS: Readonly<Record<string, (file: string, argument: string) => Promise<unknown>>> = {
  /** Makes the ledger with an installation of its own, and says whose it turned out to be. */
  create: async (file, installation) => {
    const store = await openLedger(file, { create: { ...IDENTITY, installation } });
    return store.read((ledger) => ledger.installation());
  },
  /** Opens and writes; the ledger may be made on the way. */
  write: async (file) => {
    const store = await openLedger(file, { create: IDENTITY, busyTimeoutMs: 200 });
    await append(store, joining(7));
  },
  read: async (file) => {
    const store = await openLedger(file);
    return (await store.read((ledger) => ledger.accounts())).length;
  },
  /** Writes more than the file may grow. */
  flood: async (file) => {
    const store = await openLedger(file);
    const [line] = order().lines;
    const lines = Array.from({ length: 20_000 }, () => line as NonNullable<typeof line>);
    await append(store, [...joining(3), { kind: 'order-placed', order: { ...order(0, 3), lines } }]);
  },
  /** Takes the lock, says so, and keeps it until its input ends. */
  hold: async (file) => {
    const store = await openLedger(file);
    await store.write(async (ledger) => {
      await ledger.append({ kind: 'membership-ended', accountId: 'account-1', on: order().term.end }, AT, 'other');
      process.stdout.write('holding\n');
      for await (const _ of process.stdin);
    });
  },
  /** Writes with other migrations and waits to be killed at a step. */
  migrate: async (file, argument) => {
    const [migrations = '', fatal] = argument.split('|');
    const store = await openLedger(file, { migrations, onStep: dieAt(fatal) });
    await store.write(async () => undefined);
  },
  /** Buys in one transaction and dies at a step. */
  buy: async (file, fatal) => {
    const store = await openLedger(file, { onStep: dieAt(fatal) });
    await append(store, [...placing(order()), ...paying(order(), '2024-000001')]);
  },
};

function dieAt(fatal: string | undefined): (step: string) => void {
  return (step) => {
    if (step === fatal) process.kill(process.pid, 'SIGKILL');
  };
}

const [act = '', file = '', argument = ''] = process.argv.slice(2);
try {
  process.stdout.write(`${JSON.stringify({ done: (await ACTS[act]?.(file, argument)) ?? null })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ failed: error instanceof LedgerError ? error.code : String(error) })}\n`);
}
