import type { Context } from '../cli/context.js';
import { ROLES } from '../core/role.js';
import { activeUsers, userNamed } from '../core/user.js';
import { menu, run, type Entry } from './menu.js';
import { visit } from '../cli/visit.js';

/** Dashboard > Users: who there is, and below it what can be done with each (J6). */
export async function usersMenu(context: Context): Promise<void> {
  const { users: said, glossary, screens } = context.words;
  await run(context, 'users', 'list');
  await menu(context, [glossary.dashboard, said.title], async () => {
    const users = activeUsers((await visit(context)).book?.users ?? []);
    return [
      { name: said.add, act: () => run(context, 'users', 'add') },
      ...users.map(({ email }) => ({ name: email, act: () => userMenu(context, email) })),
      { name: said.whoCanWhat, act: () => run(context, 'who-can') },
      { name: screens.menu.back, act: 'leave' },
    ];
  });
}

async function userMenu(context: Context, email: string): Promise<void> {
  const { users: said, screens } = context.words;
  await menu(context, [said.title, email], async () => {
    const user = userNamed((await visit(context)).book?.users ?? [], email);
    if (!user) return [];
    const roles = ROLES.filter((role) => role !== 'user');
    return [
      ...roles.map((role): Entry => {
        const held = user.roles.includes(role);
        return {
          name: held ? said.revoke(said.roles[role]) : said.grant(said.roles[role]),
          act: () => run(context, 'users', held ? 'revoke' : 'grant', email, role),
        };
      }),
      { name: said.remove, act: () => run(context, 'users', 'remove', email) },
      { name: screens.menu.back, act: 'leave' },
    ];
  });
}
