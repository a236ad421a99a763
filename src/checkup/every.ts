import type { Check } from './check.js';
import { engine, ledger, server } from './ledger.js';
import { disk, ownFiles, runtime, settings } from './machine.js';
import { clock, gateway } from './money.js';
import { channels, job } from './unattended.js';

/** In the order in which they are told. Rights of files come before the ledger: whoever opens it closes it to others. */
export const EVERY_CHECK: readonly Check[] = [
  runtime,
  settings,
  ownFiles,
  disk,
  engine,
  ledger,
  server,
  gateway,
  clock,
  job,
  channels,
];
