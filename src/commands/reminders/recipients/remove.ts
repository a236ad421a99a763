import { ADDRESS, changeRecipients } from '../../../acts/recipients.js';
import type { Command } from '../../../cli/command.js';
import { removeRecipient } from '../../../journeys/account.js';
import { READERS_KEYS } from '../../../acts/result-keys.js';

/** Who can act is written to all the same. */
export const recipientsRemove: Command = {
  path: 'reminders recipients remove',
  deed: { act: 'manage-account', scope: 'manage', writes: 'history' },
  result: READERS_KEYS,
  arguments: [{ ...ADDRESS, among: 'recipients' }],
  examples: ['reminders recipients remove partners@contoso.example'],
  run: (context, given) => changeRecipients(context, given, removeRecipient),
};
