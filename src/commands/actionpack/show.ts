import type { Command } from '../../cli/command.js';
import { subscriptionTo } from '../../named/membership.js';
import { pendingNamed, pendingOutcome } from '../../screens/transfer.js';
import { subscriptionScreen, shownSubscription } from '../../screens/subscriptions.js';
import { membership } from '../../cli/visit.js';
import { packOf } from '../../named/pack.js';

export const actionpackShow: Command = {
  path: 'actionpack show',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['actionpack show', 'actionpack show --json'],
  run: async (context) => {
    const member = await membership(context);
    const pack = packOf(member.programme);
    const pending = pendingNamed(member, pack.id);
    if (pending) return pendingOutcome(context, pending, member.today);
    const subscription = subscriptionTo(member, pack);
    return {
      value: shownSubscription(member, subscription),
      screen: subscriptionScreen(context, member, subscription),
    };
  },
};
