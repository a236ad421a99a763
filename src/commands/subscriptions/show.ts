import type { Command } from '../../command.js';
import { membership } from '../visit.js';
import { subscriptionNamed } from './find.js';
import { subscriptionScreen } from './screen.js';
import { shownSubscription } from './shown.js';

export const subscriptionsShow: Command = {
  path: 'subscriptions show',
  arguments: [{ name: 'id', required: true }],
  examples: ['subscriptions show action-pack', 'subscriptions show action-pack --json'],
  run: async (context, given) => {
    const { view, book } = await membership(context);
    const subscription = subscriptionNamed(context, book, given.arguments['id'] ?? '');
    const bookView = { ...view, book };
    return {
      value: shownSubscription(bookView, subscription),
      screen: subscriptionScreen(context, bookView, subscription),
    };
  },
};
