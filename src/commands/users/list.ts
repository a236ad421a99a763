import type { Command } from '../../cli/command.js';
import { activeUsers } from '../../core/user.js';
import { roleNames } from '../../language/names.js';
import { membership } from '../../cli/visit.js';
import { shownUser } from '../../screens/account.js';

export const usersList: Command = {
  path: 'users list',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['users list', 'users list --json'],
  fields: ['email', 'roles', 'addedOn', 'addedBy'],
  run: async (context) => {
    const users = activeUsers((await membership(context)).book.users);
    const { words, speech } = context;
    const said = words.users;
    const rows = users.map(({ email, roles, addedOn }) => [email, roleNames(said, roles), speech.day(addedOn)]);
    const columns = [said.user, said.mayAs, said.added].map((title) => ({ title }));
    return { value: users.map(shownUser), screen: [{ kind: 'table', columns, rows }] };
  },
};
