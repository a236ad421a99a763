import type { Command } from '../../cli/command.js';
import { grantRole } from '../../journeys/users.js';
import { changeRole, ROLE, USER } from '../../acts/users.js';

export const usersGrant: Command = {
  path: 'users grant',
  deed: { act: 'manage-users', scope: 'manage', writes: 'history' },
  arguments: [USER, ROLE],
  examples: ['users grant buyer@contoso.example mpn-partner-admin'],
  run: (context, given) => changeRole(context, given, grantRole),
};
