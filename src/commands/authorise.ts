import type { Command, Given } from '../command.js';
import type { Context } from '../context.js';
import { dayOf } from '../core/day.js';
import { tokenFault } from '../core/token.js';
import { stop } from '../errors.js';
import { SCOPE_OF } from './scopes.js';
import { chosenAccount } from './visit.js';

/**
 * The context of whoever shows a token: it acts under the token's name, and for the token's account where no other was
 * named. Without a token, whoever may write the ledger's file may do everything.
 * @throws Stop TOKEN_REFUSED (exit 4)
 */
export async function authorise(
  context: Context,
  command: Command,
  given: Given,
  secret: string | undefined,
): Promise<Context> {
  const scope = SCOPE_OF[command.path];
  if (!secret || scope === null) return context;
  const ledger = await context.existingLedger();
  const token = await ledger?.read((reader) => reader.token(context.digest(secret)));
  const account = context.settings.account ?? token?.accountId;
  const narrowed: Context = { ...context, actor: token, settings: { ...context.settings, account } };
  const fault = tokenFault(token, {
    scope,
    today: dayOf(await context.clock.now()),
    accountId: token && (await ledger?.read((reader) => chosenAccount(narrowed, reader)))?.id,
    everybody: given.flags['all-accounts'] !== undefined,
  });
  if (fault) throw stop('TOKEN_REFUSED', { fault, scope });
  return narrowed;
}
