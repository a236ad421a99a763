import type { Command } from '../../cli/command.js';
import { subscriptionTo } from '../../named/membership.js';
import { AUTORENEW_ACTIONS, switchAutorenew } from '../../acts/autorenew.js';
import { membership } from '../../cli/visit.js';
import { packOf } from '../../named/pack.js';

export const actionpackAutorenew: Command = {
  path: 'actionpack autorenew',
  deed: { act: 'turn-off', scope: 'manage', writes: 'history' },
  arguments: [{ name: 'action', required: false, choices: AUTORENEW_ACTIONS }],
  examples: ['actionpack autorenew', 'actionpack autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = subscriptionTo(member, packOf(member.programme));
    return switchAutorenew(context, given, member, { subscription, command: ['partner', 'actionpack', 'autorenew'] });
  },
};
