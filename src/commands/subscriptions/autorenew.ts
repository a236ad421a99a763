import { under } from '../../core/view.js';
import type { Command } from '../../cli/command.js';
import { membership } from '../../cli/visit.js';
import { subscriptionNamed } from '../../named/membership.js';
import { HAPPENED } from '../../wizards/stated.js';
import { AUTORENEW_ACTIONS, switchAutorenew } from '../../acts/autorenew.js';
import { SWITCHED_KEYS } from '../../acts/result-keys.js';

export const subscriptionsAutorenew: Command = {
  path: 'subscriptions autorenew',
  deed: { act: 'turn-off', scope: 'manage', writes: 'history' },
  result: SWITCHED_KEYS,
  arguments: [
    { name: 'id', required: true, among: 'subscriptions' },
    { name: 'action', required: false, choices: AUTORENEW_ACTIONS },
  ],
  flags: [HAPPENED],
  examples: ['subscriptions autorenew action-pack status', 'subscriptions autorenew action-pack off'],
  run: async (context, given) => {
    const member = await membership(context);
    const id = given.arguments['id'] ?? '';
    const subscription = subscriptionNamed(member, id);
    return switchAutorenew(context, given, under(member, subscription), {
      subscription,
      command: ['partner', 'subscriptions', 'autorenew', id],
    });
  },
};
