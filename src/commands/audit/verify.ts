import type { Command } from '../../cli/command.js';
import { dbCheck } from '../db/check.js';

/** The chain is part of what a check of the ledger looks at: under this name, too, it is the whole check (I11). */
export const auditVerify: Command = {
  ...dbCheck,
  path: 'audit verify',
  deed: { act: 'open', scope: 'read', writes: null },
  examples: ['audit verify', 'audit verify --json'],
};
