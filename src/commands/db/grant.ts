import { changeRights, FOR_WHOM, MEMBER } from '../../acts/rights.js';
import type { Command } from '../../cli/command.js';

export const dbGrant: Command = {
  path: 'db grant',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: MEMBER,
  flags: FOR_WHOM,
  examples: ['db grant renew partner_ci --all-accounts --yes'],
  run: (context, given) => changeRights(context, given, 'grant'),
};
