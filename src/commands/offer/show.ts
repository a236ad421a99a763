import type { OfferVerb } from '../../cli/offer-verb.js';
import { membership } from '../../cli/visit.js';
import { subscriptionTo } from '../../named/membership.js';
import { offerBy, programmeNaming } from '../../named/programme.js';
import { subscriptionScreen, shownSubscription } from '../../screens/subscriptions.js';
import { pendingNamed, pendingOutcome } from '../../screens/transfer.js';

export const offerShow: OfferVerb<'offer'> = {
  verb: 'show',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: () => ['show', 'show --json'],
  run: async (context, _, of) => {
    const member = await membership(context);
    const offer = offerBy(of, programmeNaming(of, member));
    const pending = pendingNamed(member, offer.id);
    if (pending) return pendingOutcome(context, pending, member.today);
    const subscription = subscriptionTo(member, offer);
    return {
      value: shownSubscription(member, subscription),
      screen: subscriptionScreen(context, member, subscription),
    };
  },
};
