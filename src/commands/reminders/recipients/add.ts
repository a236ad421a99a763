import { ADDRESS, changeRecipients } from '../../../acts/recipients.js';
import type { Command } from '../../../cli/command.js';
import { addRecipient } from '../../../journeys/account.js';
import { READERS_KEYS } from '../../../acts/result-keys.js';

/** A shared mailbox, say: it is written to as those who can act are. */
export const recipientsAdd: Command = {
  path: 'reminders recipients add',
  deed: { act: 'manage-account', scope: 'manage', writes: 'history' },
  result: READERS_KEYS,
  arguments: [ADDRESS],
  examples: ['reminders recipients add partners@contoso.example'],
  run: (context, given) => changeRecipients(context, given, addRecipient),
};
