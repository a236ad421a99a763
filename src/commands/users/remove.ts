import type { Command } from '../../cli/command.js';
import { removedUser } from '../../core/user.js';
import { removeUser } from '../../journeys/users.js';
import { membership } from '../../cli/visit.js';
import { changeUser, USER } from '../../acts/users.js';
import { shownUser } from '../../screens/account.js';
import { USER_KEYS } from '../../acts/result-keys.js';

/** What the user has bought or accepted goes on naming them. Who was removed before is left alone. */
export const usersRemove: Command = {
  path: 'users remove',
  deed: { act: 'manage-users', scope: 'manage', writes: 'history' },
  result: USER_KEYS,
  arguments: [USER],
  examples: ['users remove buyer@contoso.example'],
  run: async (context, given) => {
    const said = context.words.users;
    const { book } = await membership(context);
    const gone = removedUser(book.users, given.arguments['user'] ?? '');
    if (!gone) return changeUser(context, given, removeUser, ({ email }) => said.isRemoved(email));
    return {
      value: { ...shownUser(gone), changed: false },
      screen: [{ kind: 'text', text: said.isRemoved(gone.email) }],
    };
  },
};
