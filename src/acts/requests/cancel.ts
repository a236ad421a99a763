import type { Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Subscription } from '../../core/subscription.js';
import { AUTORENEW, TEXT } from '../../wizards/request.js';
import type { Membership } from '../../cli/visit.js';
import { fileByAnswers } from './file.js';

export const CANCEL_FLAGS = [TEXT, AUTORENEW];

/** R18: cancelling is a request to support; this is its wizard with type and subscription filled in. */
export function askToCancel(
  context: Context,
  given: Given,
  member: Membership,
  { subscription, command }: { readonly subscription: Subscription; readonly command: readonly string[] },
): Promise<Outcome> {
  return fileByAnswers(context, given, member, { command, cancels: subscription, named: () => subscription });
}
