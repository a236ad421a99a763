import { under } from '../../core/view.js';
import type { OfferVerb } from '../../cli/offer-verb.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { offerNamed, offerBy, programmeNaming, subscriptionBy } from '../../named/programme.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

export const offerRenew: OfferVerb = {
  verb: 'renew',
  deed: { act: 'renew', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  flags: RENEW_FLAGS,
  examples: () => ['renew --check', 'renew --accept-terms --yes'],
  run: (context, given, of) =>
    buyOffer(context, given, (seen) => {
      const { book } = seen;
      const command = ['partner', of.command, 'renew'];
      if (of.kind === 'offer') return { kind: 'renewal', offer: offerBy(of, programmeNaming(of, seen)), command };
      if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
      const held = subscriptionBy(of, { ...seen, book });
      return { kind: 'renewal', offer: offerNamed(under(seen, held).programme, held.offer), command };
    }),
};
