import type { Command } from '../../cli/command.js';
import { grantRole } from '../../journeys/users.js';
import { changeRole, ROLE, USER } from '../../acts/users.js';
import { USER_KEYS } from '../../acts/result-keys.js';

export const usersGrant: Command = {
  path: 'users grant',
  deed: { act: 'manage-users', scope: 'manage', writes: 'history' },
  result: USER_KEYS,
  arguments: [USER, ROLE],
  examples: ['users grant buyer@contoso.example mpn-partner-admin'],
  run: (context, given) => changeRole(context, given, grantRole),
};
