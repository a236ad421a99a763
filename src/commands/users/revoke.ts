import type { Command } from '../../command.js';
import { revokeRole } from '../../journeys/users.js';
import { roleNames } from '../../language/roles.js';
import { changeUser, ROLE, roleIn, USER } from './change.js';

export const usersRevoke: Command = {
  path: 'users revoke',
  arguments: [USER, ROLE],
  examples: ['users revoke buyer@contoso.example mpn-partner-admin'],
  run: (context, given) => {
    const { words } = context;
    const role = roleIn(given);
    return changeUser(
      context,
      given,
      (office, user) => revokeRole(office, user, role),
      ({ email, roles }) => words.users.is(email, roleNames(words.users, roles)),
    );
  },
};
