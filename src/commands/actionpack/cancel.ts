import type { Command } from '../../command.js';
import { subscriptionTo } from '../subscriptions/find.js';
import { askToCancel, CANCEL_FLAGS } from '../support/cancel.js';
import { membership } from '../visit.js';
import { COMMAND, packOf } from './offer.js';

export const actionpackCancel: Command = {
  path: 'actionpack cancel',
  flags: CANCEL_FLAGS,
  examples: ['actionpack cancel', 'actionpack cancel --text "Bought by mistake" --autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = subscriptionTo(member, packOf(member.programme));
    return askToCancel(context, given, member, { subscription, command: ['partner', COMMAND, 'cancel'] });
  },
};
