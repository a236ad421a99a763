import type { OfferVerb } from '../../cli/offer-verb.js';
import { buyOffer, SUBSCRIBE_FLAGS } from '../../acts/purchase/buy.js';
import { offerOfLevel, requireEarned } from '../../named/programme.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

export const earnedSubscribe: OfferVerb<'earned'> = {
  verb: 'subscribe',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  arguments: [{ name: 'level', required: true, among: 'levels' }],
  flags: SUBSCRIBE_FLAGS,
  examples: ({ sample }) => {
    const level = sample?.levels[0]?.level ?? '';
    return [`subscribe ${level} --accept-terms --token pm_card_visa --yes`, `subscribe ${level} --check`];
  },
  run: (context, given, of) =>
    buyOffer(context, given, ({ programme }) => {
      requireEarned(of, programme);
      const level = given.arguments['level'] ?? '';
      const offer = offerOfLevel(programme, level);
      return { kind: 'purchase', offer, command: ['partner', of.command, 'subscribe', level] };
    }),
};
