import type { Command, Given } from '../command.js';
import type { Context, Identity } from '../context.js';
import { dayOf } from '../core/day.js';
import { roleRequired } from '../core/team.js';
import { tokenFault, type Scope } from '../core/token.js';
import { userNamed } from '../core/user.js';
import { Stop, stop } from '../errors.js';
import { localIdentity } from './identity.js';
import { actOf, mayRun } from './permissions.js';
import { SCOPE_OF } from './scopes.js';
import { chosenAccount } from './visit.js';

/**
 * The context of whoever acts. Who shows a token acts as the user who made it, with that user's roles and the token's
 * scopes, for the token's account where no other was named. Denied unless the table allows it.
 * @throws Stop TOKEN_REFUSED, ROLE_REQUIRED (exit 4)
 */
export async function authorise(
  context: Context,
  command: Command,
  given: Given,
  secret: string | undefined,
): Promise<Context> {
  const scope = scopeFor(command, given);
  if (scope === null) return context;
  const known = secret ? await byToken(context, given, secret, scope) : await byName(context, command, given);
  requireRole(known, command, given);
  return known;
}

/** What would change something, and is only looked at this time, takes no more than looking does. */
function scopeFor({ path }: Command, given: Given): Scope | null {
  const scope = SCOPE_OF[path];
  return scope !== null && actOf(path, given) === 'look' ? 'read' : scope;
}

/** Whoever looks and is not named need not be found out: most commands look. */
async function byName(context: Context, command: Command, given: Given): Promise<Context> {
  const act = actOf(command.path, given);
  if (act === null || (act === 'look' && context.settings.user === undefined)) return context;
  const who = await localIdentity(context, given.flags['all-accounts'] !== undefined);
  return { ...context, who, actor: who?.email };
}

async function byToken(context: Context, given: Given, secret: string, scope: Scope): Promise<Context> {
  const ledger = await context.existingLedger();
  const token = await ledger?.read((reader) => reader.token(context.digest(secret)));
  const account = context.settings.account ?? token?.accountId;
  const narrowed: Context = { ...context, settings: { ...context.settings, account } };
  const fault = tokenFault(token, {
    scope,
    today: dayOf(await context.clock.now()),
    accountId: token && (await ledger?.read((reader) => chosenAccount(narrowed, reader)))?.id,
    everybody: given.flags['all-accounts'] !== undefined,
  });
  if (fault || !token || !ledger) throw stop('TOKEN_REFUSED', { fault: fault ?? 'unknown', scope });
  const users = await ledger.read((reader) => reader.users(token.accountId));
  const user = userNamed(users, token.createdBy);
  const email = user?.email ?? token.createdBy;
  const who: Identity = { email, roles: user?.roles ?? [], token, users };
  return { ...narrowed, who, actor: email };
}

/** A token, or who is named, has to be a user's even to look. */
function requireRole({ who }: Context, command: Command, given: Given): void {
  const act = actOf(command.path, given);
  if (!who || act === null || mayRun(who.roles, command.path, given)) return;
  const refusal = roleRequired(who.users, act, who);
  if (refusal) throw new Stop(refusal);
}
