import type { OfferVerb } from '../../cli/offer-verb.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { upgradeBy } from '../../named/programme.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

/** P7: the higher level in place of the one that is owned, cheaper, and with a year of its own. */
export const earnedUpgrade: OfferVerb<'earned'> = {
  verb: 'upgrade',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  flags: RENEW_FLAGS,
  where: ({ upgrades }) => upgrades,
  examples: () => ['upgrade --check', 'upgrade --accept-terms --yes'],
  run: (context, given, of) =>
    buyOffer(context, given, (view) => ({
      kind: 'upgrade',
      offer: upgradeBy(of, view),
      command: ['partner', of.command, 'upgrade'],
    })),
};
