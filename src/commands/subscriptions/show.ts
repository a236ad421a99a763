import type { Command } from '../../cli/command.js';
import { membership } from '../../cli/visit.js';
import { subscriptionNamed } from '../../named/membership.js';
import { pendingNamed, pendingOutcome } from '../../screens/transfer.js';
import { subscriptionScreen, shownSubscription } from '../../screens/subscriptions.js';

export const subscriptionsShow: Command = {
  path: 'subscriptions show',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'subscriptions' }],
  examples: ['subscriptions show action-pack', 'subscriptions show action-pack --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const named = given.arguments['id'] ?? '';
    const pending = pendingNamed(member, named);
    if (pending) return pendingOutcome(context, pending, member.today);
    const subscription = subscriptionNamed(member, named);
    return {
      value: shownSubscription(member, subscription),
      screen: subscriptionScreen(context, member, subscription),
    };
  },
};
