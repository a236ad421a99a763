import type { Command } from '../../command.js';
import { subscriptionTo } from '../subscriptions/find.js';
import { AUTORENEW_ACTIONS, switchAutorenew } from '../subscriptions/switch.js';
import { membership } from '../visit.js';
import { packOf } from './offer.js';

export const actionpackAutorenew: Command = {
  path: 'actionpack autorenew',
  arguments: [{ name: 'action', required: false, choices: AUTORENEW_ACTIONS }],
  examples: ['actionpack autorenew', 'actionpack autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    return switchAutorenew(context, given, member, subscriptionTo(member.book, packOf(member.programme)));
  },
};
