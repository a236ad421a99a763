import type { Command } from '../../command.js';
import { grantRole } from '../../journeys/users.js';
import { roleNames } from '../../language/roles.js';
import { changeUser, ROLE, roleIn, USER } from './change.js';

export const usersGrant: Command = {
  path: 'users grant',
  arguments: [USER, ROLE],
  examples: ['users grant buyer@contoso.example mpn-partner-admin'],
  run: (context, given) => {
    const { words } = context;
    const role = roleIn(given);
    return changeUser(
      context,
      given,
      (office, user) => grantRole(office, user, role),
      ({ email, roles }) => words.users.is(email, roleNames(words.users, roles)),
    );
  },
};
