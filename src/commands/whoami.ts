import type { Command } from '../cli/command.js';
import type { Spec } from '../cli/spec.js';
import type { Fact } from '../io/blocks.js';
import { ACTS, may, type Act } from '../core/role.js';
import type { Scope } from '../core/token.js';
import { roleNames } from '../language/names.js';
import { localIdentity } from '../cli/identity.js';

/** Who acts here, with which roles, and who says so. */
export const whoamiCommand: Command = {
  path: 'whoami',
  deed: { act: 'open', scope: 'read', writes: null },
  examples: ['whoami', 'whoami --json'],
  run: async (context) => {
    const { words } = context;
    const said = words.users;
    const who = context.who ?? (await localIdentity(context, false));
    if (!who) {
      const value = { user: null, roles: [], token: null, can: [] };
      return { value, screen: [{ kind: 'text', text: words.screens.account.none }] };
    }
    const commands = await context.line.commands();
    const can = ACTS.filter((act) => may(who.roles, act) && withinScopes(commands, act, who.token?.scopes));
    const rows: readonly Fact[] = [
      [said.user, who.email],
      [said.mayAs, who.roles.length === 0 ? said.noUser : roleNames(said, who.roles)],
      ...(who.token === null ? [] : [[words.tokens.id, who.token.name] as const]),
      [said.can, can.length === 0 ? words.screens.dash : can.map((act) => said.acts[act]).join(', ')],
    ];
    return {
      value: { user: who.email, roles: who.roles, token: who.token?.name ?? null, can },
      screen: [
        { kind: 'facts', rows },
        { kind: 'hint', text: who.token === null ? said.guides : said.enforced },
      ],
    };
  },
};

/**
 * Whether a token lets through any of the commands that do this; what is part of another command is managing. Where
 * doing it changes something, a list of it is not yet doing it.
 */
function withinScopes(commands: readonly Spec[], act: Act, scopes: readonly Scope[] | undefined): boolean {
  if (!scopes) return true;
  const needed = commands.flatMap(({ deed }) => (deed.act === act ? [deed.scope] : []));
  if (needed.length === 0) return scopes.includes('manage');
  const changing = needed.filter((scope) => scope !== 'read');
  return (changing.length > 0 ? changing : needed).some((scope) => scope === null || scopes.includes(scope));
}
