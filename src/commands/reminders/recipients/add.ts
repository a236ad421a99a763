import { ADDRESS, changeRecipients } from '../../../acts/recipients.js';
import type { Command } from '../../../cli/command.js';
import { addRecipient } from '../../../journeys/account.js';

/** A shared mailbox, say: it is written to as those who can act are. */
export const recipientsAdd: Command = {
  path: 'reminders recipients add',
  deed: { act: 'manage-account', scope: 'manage', writes: 'history' },
  arguments: [ADDRESS],
  examples: ['reminders recipients add partners@contoso.example'],
  run: (context, given) => changeRecipients(context, given, addRecipient),
};
