import type { Command } from '../../command.js';
import { subscriptionTo } from '../subscriptions/find.js';
import { subscriptionScreen } from '../subscriptions/screen.js';
import { shownSubscription } from '../subscriptions/shown.js';
import { membership } from '../visit.js';
import { packOf } from './offer.js';

export const actionpackShow: Command = {
  path: 'actionpack show',
  examples: ['actionpack show', 'actionpack show --json'],
  run: async (context) => {
    const { view, book, programme } = await membership(context);
    const subscription = subscriptionTo(book, packOf(programme));
    const bookView = { ...view, book };
    return {
      value: shownSubscription(bookView, subscription),
      screen: subscriptionScreen(context, bookView, subscription),
    };
  },
};
