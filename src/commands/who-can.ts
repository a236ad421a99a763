import { nearest } from '../io/nearest.js';
import type { Command } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { ACTS, ROLES_FOR, type Act } from '../core/role.js';
import { whoCan, type User } from '../core/user.js';
import { stop } from '../errors.js';
import { roleNames } from '../language/names.js';
import { membership } from '../cli/visit.js';

const NAMED = Object.fromEntries(ACTS.map((act) => [act, []]));

/** D18: which users can do something, named as an action or as the command that does it; everything, where nothing is. */
export const whoCanCommand: Command = {
  path: 'who-can',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'task', required: false, rest: true, commandOr: NAMED }],
  examples: ['who-can renew', 'who-can orders list', 'who-can --json'],
  fields: ['action', 'roles', 'users'],
  run: async (context, given) => {
    const wanted = given.arguments['task'];
    const acts = wanted === undefined ? ACTS : actsNamed(context, wanted);
    const { users } = (await membership(context)).book;
    const answers = acts.map((act) => ({ act, roles: ROLES_FOR[act], who: whoCan(users, act) }));
    const said = context.words.users;
    const rows = answers.map(({ act, roles, who }) => [said.acts[act], emails(who).join(', '), roleNames(said, roles)]);
    const columns = [said.action, said.whoCan, said.by].map((title) => ({ title }));
    const shown = answers.map(({ act, roles, who }) => ({ action: act, roles, users: emails(who) }));
    return { value: wanted === undefined ? shown : shown[0], screen: [{ kind: 'table', columns, rows }] };
  },
};

function emails(users: readonly User[]): readonly string[] {
  return users.map(({ email }) => email);
}

/** `turn off` is `turn-off`; a command may be named by its last word where all that end so are one action. */
function actsNamed({ line }: Context, wanted: string): readonly Act[] {
  const known = ACTS.find((act) => act === wanted.replaceAll(' ', '-'));
  if (known) return [known];
  const commands = line
    .known()
    .flatMap(({ path, deed: { act } }) => (path !== '' && act !== 'open' ? [{ path, act }] : []));
  const exact = commands.find(({ path }) => path === wanted);
  const alike = new Set(commands.filter(({ path }) => path.endsWith(` ${wanted}`)).map(({ act }) => act));
  if (exact) return [exact.act];
  if (alike.size === 1) return [...alike];
  const near = nearest(wanted, [...ACTS, ...commands.map(({ path }) => path)]);
  throw stop('UNKNOWN_CHOICE', { of: '<task>', given: wanted, choices: ACTS, nearest: near });
}
