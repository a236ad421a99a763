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
    const { view, book, programme, today } = await membership(context);
    const bookView = { ...view, book };
    const pack = packOf(programme);
    const pending = pendingNamed(bookView, pack.id);
    if (pending) return pendingOutcome(context, pending, today);
    const subscription = subscriptionTo({ book, today }, pack);
    return {
      value: shownSubscription(bookView, subscription),
      screen: subscriptionScreen(context, bookView, subscription),
    };
  },
};
