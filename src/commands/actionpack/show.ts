import type { Command } from '../../command.js';
import { subscriptionTo } from '../subscriptions/find.js';
import { pendingNamed, pendingOutcome } from '../subscriptions/pending.js';
import { subscriptionScreen } from '../subscriptions/screen.js';
import { shownSubscription } from '../subscriptions/shown.js';
import { membership } from '../visit.js';
import { packOf } from './offer.js';

export const actionpackShow: Command = {
  path: 'actionpack show',
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
