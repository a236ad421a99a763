import type { Argument } from '../cli/spec.js';
import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { deskOf, membership } from '../cli/visit.js';
import { parseEmail } from '../core/email.js';
import { readersOf } from '../core/recipients.js';
import { orStop, stop } from '../errors.js';
import type { AccountChanged } from '../journeys/account.js';
import type { Desk } from '../journeys/desk.js';

export const ADDRESS: Argument = { name: 'address', required: true };

/** An address added or taken away, and who is written to then. */
export async function changeRecipients(
  context: Context,
  { arguments: said }: Given,
  change: (desk: Desk, accountId: string, email: string) => Promise<AccountChanged>,
): Promise<Outcome> {
  const given = said['address'] ?? '';
  const email = parseEmail(given);
  if (email === undefined) throw stop('VALUE_INVALID', { of: 'address', given, wanted: 'email' });
  const { ledger, at, book } = await membership(context);
  const desk = deskOf(context, ledger, at, book.account);
  const { account, changed } = orStop(await change(desk, book.account.id, email));
  const readers = readersOf({ account, users: book.users });
  const { recipients } = context.words.reminders;
  const text = readers.length === 0 ? recipients.nobody : recipients.now(readers.join(', '), changed);
  return { value: { address: email, changed, readers }, screen: [{ kind: 'text', text }] };
}
