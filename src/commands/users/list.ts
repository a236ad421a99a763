import type { Command } from '../../cli/command.js';
import { activeUsers } from '../../core/user.js';
import { roleNames } from '../../language/names.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import { membership } from '../../cli/visit.js';
import { shownUser } from '../../screens/account.js';

export const usersList: Command = {
  path: 'users list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: listFlags({ dated: true }),
  examples: ['users list', 'users list --since 2026-01-01', 'users list --json'],
  fields: ['email', 'roles', 'addedOn', 'addedBy'],
  run: async (context, given) => {
    const users = activeUsers((await membership(context)).book.users);
    const { words, speech } = context;
    const said = words.users;
    const items = users.map((user) => ({
      value: shownUser(user),
      on: user.addedOn,
      cells: [user.email, roleNames(said, user.roles), speech.day(user.addedOn)],
    }));
    return listOf(context, given, items, {
      columns: columnsOf(said.user, said.mayAs, said.added),
      none: [],
      newest: 'last',
    });
  },
};
