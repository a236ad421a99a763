import type { Command } from '../../cli/command.js';
import { offerNamed } from '../../named/programme.js';
import { buyOffer, SUBSCRIBE_FLAGS } from '../../acts/purchase/buy.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

export const subscriptionsSubscribe: Command = {
  path: 'subscriptions subscribe',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  arguments: [{ name: 'offer', required: true, among: 'offers' }],
  flags: SUBSCRIBE_FLAGS,
  examples: [
    'subscriptions subscribe action-pack --accept-terms --token pm_card_visa --yes',
    'subscriptions subscribe action-pack --check',
  ],
  run: (context, given) =>
    buyOffer(context, given, ({ programme }) => {
      const offer = offerNamed(programme, given.arguments['offer'] ?? '');
      return { kind: 'purchase', offer, command: ['partner', 'subscriptions', 'subscribe', offer.id] };
    }),
};
