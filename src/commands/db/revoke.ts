import { changeRights, FOR_WHOM, MEMBER } from '../../acts/rights.js';
import type { Command } from '../../cli/command.js';

export const dbRevoke: Command = {
  path: 'db revoke',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: MEMBER,
  flags: FOR_WHOM,
  examples: ['db revoke renew partner_ci --all-accounts --yes'],
  run: (context, given) => changeRights(context, given, 'revoke'),
};
