import type { Command } from '../../cli/command.js';
import { subscriptionTo } from '../../named/membership.js';
import { askToCancel, CANCEL_FLAGS } from '../../acts/requests/file.js';
import { membership } from '../../cli/visit.js';
import { COMMAND, packOf } from '../../named/pack.js';

export const actionpackCancel: Command = {
  path: 'actionpack cancel',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  flags: CANCEL_FLAGS,
  examples: ['actionpack cancel', 'actionpack cancel --text "Bought by mistake" --autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = subscriptionTo(member, packOf(member.programme));
    return askToCancel(context, given, member, { subscription, command: ['partner', COMMAND, 'cancel'] });
  },
};
