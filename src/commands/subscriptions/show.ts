import type { Command } from '../../command.js';
import { membership } from '../visit.js';
import { subscriptionNamed } from './find.js';
import { pendingNamed, pendingOutcome } from './pending.js';
import { subscriptionScreen } from './screen.js';
import { shownSubscription } from './shown.js';

export const subscriptionsShow: Command = {
  path: 'subscriptions show',
  arguments: [{ name: 'id', required: true }],
  examples: ['subscriptions show action-pack', 'subscriptions show action-pack --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const named = given.arguments['id'] ?? '';
    const pending = pendingNamed(member, named);
    if (pending) return pendingOutcome(context, pending, member.today);
    const subscription = subscriptionNamed(context, member, named);
    return {
      value: shownSubscription(member, subscription),
      screen: subscriptionScreen(context, member, subscription),
    };
  },
};
