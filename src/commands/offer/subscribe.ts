import type { OfferVerb } from '../../cli/offer-verb.js';
import { buyOffer, SUBSCRIBE_FLAGS } from '../../acts/purchase/buy.js';
import { offerBy } from '../../named/programme.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

export const offerSubscribe: OfferVerb<'offer'> = {
  verb: 'subscribe',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  flags: SUBSCRIBE_FLAGS,
  examples: () => ['subscribe --accept-terms --token pm_card_visa --yes', 'subscribe --check'],
  run: (context, given, of) =>
    buyOffer(context, given, ({ programme }) => ({
      kind: 'purchase',
      offer: offerBy(of, programme),
      command: ['partner', of.command, 'subscribe'],
    })),
};
