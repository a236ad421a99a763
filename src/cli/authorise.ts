import { type Given, actOf, mayRun } from './command.js';
import type { Spec } from './spec.js';
import type { Context, Identity } from './context.js';
import { dayOf } from '../core/day.js';
import { roleRequired } from '../core/team.js';
import { tokenFault, type Scope } from '../core/token.js';
import { userNamed } from '../core/user.js';
import { Stop, stop } from '../errors.js';
import { localIdentity } from './identity.js';
import { chosenAccount } from './visit.js';

/**
 * The context of whoever acts. Who shows a token acts as the user who made it, with that user's roles and the token's
 * scopes, for the token's account where no other was named. Denied unless the command's act allows it.
 * @throws Stop TOKEN_REFUSED, ROLE_REQUIRED (exit 4)
 */
export async function authorise(
  context: Context,
  command: Spec,
  given: Given,
  secret: string | undefined,
): Promise<Context> {
  const scope = scopeFor(command, given);
  // What a build service passes for a secret that is not there; only what explains it goes on.
  if (secret === '' && command.path !== 'help') throw stop('TOKEN_REFUSED', { fault: 'empty', scope: scope ?? 'read' });
  if (scope === null) return context;
  const known =
    secret === undefined
      ? await byName(context, command, given)
      : await byToken(context, given, context.ids.digest(secret), scope);
  requireRole(known, command, given);
  return known;
}

/**
 * Whether whoever was let in still would be: what runs for months asks it before each thing that it does.
 * @throws Stop as `authorise`
 */
export async function stillAuthorised(context: Context, command: Spec, given: Given): Promise<void> {
  const { who } = context;
  const scope = scopeFor(command, given);
  const token = who?.token;
  if (scope === null) return;
  requireRole(
    await (token ? byToken(context, given, token.sha256, scope) : byName(context, command, given)),
    command,
    given,
  );
}

/** What would change something, and is only looked at this time, takes no more than looking does. */
function scopeFor(command: Spec, given: Given): Scope | null {
  const { scope } = command.deed;
  return scope !== null && actOf(command, given) === 'look' ? 'read' : scope;
}

/** Whoever looks and is not named need not be found out: most commands look. */
async function byName(context: Context, command: Spec, given: Given): Promise<Context> {
  const act = actOf(command, given);
  if (act === 'open' || (act === 'look' && context.settings.user === undefined)) return context;
  const who = await localIdentity(context, given.flags['all-accounts'] !== undefined);
  return { ...context, who };
}

async function byToken(context: Context, given: Given, sha256: string, scope: Scope): Promise<Context> {
  const ledger = await context.books.existing();
  const token = await ledger?.read((reader) => reader.token(sha256));
  if (!ledger || !token) throw stop('TOKEN_REFUSED', { fault: 'unknown', scope });
  const account = context.settings.account ?? token.accountId;
  const narrowed: Context = { ...context, settings: { ...context.settings, account } };
  const creator = userNamed(await ledger.read((reader) => reader.users(token.accountId)), token.createdBy);
  const accountId = (await ledger.read((reader) => chosenAccount(narrowed, reader)))?.id;
  const fault = tokenFault(token, {
    scope,
    today: dayOf(await context.clock.now()),
    creatorStands: creator !== undefined,
    accountId,
    everybody: given.flags['all-accounts'] !== undefined,
  });
  if (fault || !creator) throw stop('TOKEN_REFUSED', { fault: fault ?? 'creator', scope });
  const users = await ledger.read((reader) => reader.users(accountId ?? token.accountId));
  const who: Identity = { email: creator.email, roles: creator.roles, token, users };
  return { ...narrowed, who };
}

/** A token, or who is named, has to be a user's even to look. */
function requireRole({ who }: Context, command: Spec, given: Given): void {
  const act = actOf(command, given);
  if (!who || act === 'open' || mayRun(who.roles, command, given)) return;
  const refusal = roleRequired(who.users, act, who);
  if (refusal) throw new Stop(refusal);
}
