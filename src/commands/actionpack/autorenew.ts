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
    const subscription = subscriptionTo(member, packOf(member.programme));
    return switchAutorenew(context, given, member, { subscription, command: ['partner', 'actionpack', 'autorenew'] });
  },
};
