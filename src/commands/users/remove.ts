import type { Command } from '../../command.js';
import { removeUser } from '../../journeys/users.js';
import { changeUser, USER } from './change.js';

/** What the user has bought or accepted goes on naming them. */
export const usersRemove: Command = {
  path: 'users remove',
  arguments: [USER],
  examples: ['users remove buyer@contoso.example'],
  run: (context, given) => changeUser(context, given, removeUser, ({ email }) => context.words.users.isRemoved(email)),
};
