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
    const { view, book, today } = await membership(context);
    const bookView = { ...view, book };
    const named = given.arguments['id'] ?? '';
    const pending = pendingNamed(bookView, named);
    if (pending) return pendingOutcome(context, pending, today);
    const subscription = subscriptionNamed(context, { book, today }, named);
    return {
      value: shownSubscription(bookView, subscription),
      screen: subscriptionScreen(context, bookView, subscription),
    };
  },
};
