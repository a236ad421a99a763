import { askConsent, consent, sameByScript } from '../cli/asking.js';
import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Argument, Flag } from '../cli/spec.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../cli/run-scope.js';
import { membership } from '../cli/visit.js';
import { LEDGER_ROLES } from '../core/ledger-role.js';
import { EXIT, stop } from '../errors.js';
import type { Block, Screen } from '../io/blocks.js';
import type { Store } from '../store/store.js';
import { placeFlags } from '../wizards/flags.js';

type Rights = NonNullable<Awaited<ReturnType<Context['books']['rights']>>>;
type Member = Parameters<Rights['change']>[1];

export const MEMBER: readonly Argument[] = [
  { name: 'role', required: true, choices: LEDGER_ROLES },
  { name: 'login', required: true },
];
export const FOR_WHOM: readonly Flag[] = [ALL_ACCOUNTS];

/** What a name on a server may be here: whatever else it allows could not be read in a statement. */
const LOGIN = /^[\p{L}\p{N}_.@-]{1,63}$/u;

/** Who may do what in the ledger on its server. @throws Stop SERVER_ONLY where it is a file */
async function rightsOf(context: Context, { location }: Store): Promise<Rights> {
  const rights = await context.books.rights();
  if (!rights) throw stop('SERVER_ONLY', { location });
  return rights;
}

/**
 * Gives somebody a role for an account or for all, or takes it: the statements are shown, agreed to, run, and what the
 * server then says of it is read back.
 */
export async function changeRights(context: Context, given: Given, how: 'grant' | 'revoke'): Promise<Outcome> {
  const ledger = await ledgerOf(context);
  const rights = await rightsOf(context, ledger);
  const { member, mpnId } = await memberIn(context, given, rights);
  const { login, role } = member;
  const said = context.words.users.rights;
  const stands = (await rights.members()).some((one) => isSame(one, member));
  const sound = (await rights.differences(login)).length === 0;
  const changed = stands !== (how === 'grant') || !sound;
  const statements = changed ? await rights.change(how, member) : [];
  const whose = mpnId === null ? ['--all-accounts'] : ['--account', mpnId];
  const flags = placeFlags({ ...given.flags, account: undefined });
  const command = ['partner', 'db', how, role, login, ...whose, ...flags];
  const shown: Block = { kind: 'verbatim', text: statements.map((statement) => `${statement};`).join('\n') };
  const asked =
    changed &&
    (await consent(context, command, async () => {
      context.terminal.page([{ kind: 'text', text: said.isRun }, shown]);
      await askConsent(context, said[how]);
    }));
  if (changed) await rights.run(statements);
  const roles = (await rights.members()).filter((one) => one.login === login);
  const differences = await rights.differences(login);
  const now = (await rightsInWords(context, ledger, roles)).join('; ');
  const screen: Screen = [
    ...(changed && !asked ? [shown] : []),
    { kind: 'text', text: now === '' ? said.none(login) : said.has(login, now) },
    ...differences.map(({ where, problem }) => ({ kind: 'warning', text: `${where}: ${problem}` }) as const),
  ];
  return {
    value: { login, role, account: mpnId, sql: statements, roles, differences, changed },
    screen,
    preview: changed ? [shown] : screen,
    ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    ...(differences.length > 0 && !context.settings.dryRun ? { exit: EXIT.failed } : {}),
  };
}

/** @throws Stop VALUE_INVALID, NOT_FOUND where the server knows nobody of that name, FLAG_UNUSED, NOT_A_MEMBER */
async function memberIn(context: Context, given: Given, rights: Rights) {
  const said = given.arguments;
  const login = said['login'] ?? '';
  if (!LOGIN.test(login)) throw stop('VALUE_INVALID', { of: '<login>', given: login, wanted: 'login' });
  const everybody = forEverybody(given);
  if (!(await rights.knows(login))) throw stop('NOT_FOUND', { what: 'login', given: login, nearest: undefined });
  const role = LEDGER_ROLES.find((one) => one === said['role']) ?? 'read';
  const account = everybody ? undefined : (await membership(context)).book.account;
  return { member: { login, role, accountId: account?.id ?? null }, mpnId: account?.mpnId ?? null };
}

function isSame(one: Member, { login, role, accountId }: Member): boolean {
  return one.login === login && one.role === role && one.accountId === accountId;
}

/** Each role and what it is for: an account by the name of its company, unless the ledger does not show it to who looks. */
export async function rightsInWords(
  { words }: Context,
  ledger: Store,
  members: readonly Member[],
): Promise<readonly string[]> {
  const ids = [...new Set(members.flatMap(({ accountId }) => accountId ?? []))];
  const accounts =
    ids.length === 0 ? [] : await ledger.read((reader) => Promise.all(ids.map((id) => reader.account(id))));
  const nameOf = (id: string) => {
    const account = accounts[ids.indexOf(id)];
    return account ? `${account.company}, ${words.general.partner(account.mpnId)}` : id;
  };
  return members.map(({ role, accountId }) =>
    words.users.rights.of(role, accountId === null ? null : nameOf(accountId)),
  );
}
