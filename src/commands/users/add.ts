import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import type { Context } from '../../cli/context.js';
import { parseEmail } from '../../core/email.js';
import { parseRoles, ROLES, type Role } from '../../core/role.js';
import { unknownChoice } from '../../cli/named.js';
import { orStop, stop } from '../../errors.js';
import { addUser } from '../../journeys/users.js';
import { placeFlags, textOf } from '../../wizards/flags.js';
import { resumable, sameByScript } from '../../cli/asking.js';
import { deskOf, membership } from '../../cli/visit.js';
import { retracedIn } from '../../acts/retraced.js';
import { rolesInWords } from '../../acts/users.js';
import { actingIn } from '../../named/membership.js';
import { shownUser } from '../../screens/account.js';
import { commandLine } from '../../language/command-line.js';
import { refusedAs } from '../../language/unseen.js';
import { USER_KEYS } from '../../acts/result-keys.js';

const COMMAND = ['partner', 'users', 'add'];
const ROLES_FLAG: Flag = { name: 'roles', kind: 'text', value: 'A,B', list: true };

interface Newcomer {
  email?: string;
  roles?: readonly Role[];
}

/** J6: in a terminal, what is not said is asked; off one, the least is given. */
export const usersAdd: Command = {
  path: 'users add',
  deed: { act: 'manage-users', scope: 'manage', writes: 'history' },
  result: USER_KEYS,
  arguments: [{ name: 'user', required: false }],
  flags: [ROLES_FLAG],
  examples: [
    'users add buyer@contoso.example --roles mpn-partner-admin',
    'users add billing@contoso.example --roles billing-admin --json',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const said: Newcomer = { ...emailIn(given), ...rolesIn(given) };
    const asked = await complete(context, given, said);
    const { email = '', roles = ['user'] } = said;
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const { user, changed } = orStop(await addUser(desk, actingIn(context, member), email, roles));
    const outcome: Outcome = {
      value: { ...shownUser(user), changed },
      screen: [{ kind: 'text', text: rolesInWords(context, user, changed) }],
    };
    return asked ? { ...outcome, afterword: sameByScript(context, scriptOf(given, said)) } : outcome;
  },
};

/** Whether anything had to be asked; the answers go into `said` as they come. */
async function complete(context: Context, given: Given, said: Newcomer): Promise<boolean> {
  if (!context.terminal.mayPrompt) {
    if (said.email !== undefined) return false;
    throw stop('ANSWERS_MISSING', { missing: ['<user>'], command: commandLine(scriptOf(given, said), ['<user>']) });
  }
  if (said.email !== undefined && said.roles) return false;
  const { email, roles } = said;
  await resumable(
    () => scriptOf(given, said),
    () =>
      retracedIn(context, async (asking) => {
        said.email = email ?? (await askEmail(asking));
        said.roles = roles ?? [await askRole(asking)];
      }),
  );
  return true;
}

async function askEmail(context: Context): Promise<string> {
  const { words } = context;
  const email = await (
    await context.terminal.prompter()
  ).text({
    message: words.users.who,
    check: (text) => (parseEmail(text) === undefined ? refusedAs(words.problems, 'email', text) : undefined),
  });
  return parseEmail(email) ?? email;
}

/** The least first: it is what Enter alone says. */
async function askRole(context: Context): Promise<Role> {
  const { words } = context;
  const choices = [...ROLES].reverse().map((role) => ({ value: role, name: words.users.choices[role] }));
  return (await context.terminal.prompter()).choose({ message: words.users.whichRole, choices, preset: 'user' });
}

function scriptOf(given: Given, { email, roles }: Newcomer): readonly string[] {
  const flags = roles ? ['--roles', roles.join(',')] : [];
  return [...COMMAND, ...(email === undefined ? [] : [email]), ...placeFlags(given.flags), ...flags];
}

function emailIn({ arguments: said }: Given): Newcomer {
  const text = said['user'];
  if (text === undefined) return {};
  const email = parseEmail(text);
  if (email === undefined) throw stop('VALUE_INVALID', { of: '<user>', given: text, wanted: 'email' });
  return { email };
}

function rolesIn({ flags }: Given): Newcomer {
  const text = textOf(flags, ROLES_FLAG);
  if (text === undefined) return {};
  const roles = parseRoles(text);
  if (!roles) throw unknownChoice('--roles', text, ROLES);
  return { roles };
}
