import type { OfferVerb } from '../../cli/offer-verb.js';
import { holdingsOf } from '../../core/benefit.js';
import { membership } from '../../cli/visit.js';
import { subscriptionBy } from '../../named/programme.js';
import { BENEFIT_FIELDS, listed } from '../benefits/list.js';

export const offerBenefits: OfferVerb<'offer'> = {
  verb: 'benefits',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: () => ['benefits', 'benefits --json'],
  fields: BENEFIT_FIELDS,
  run: async (context, _, of) => {
    const member = await membership(context);
    return listed(context, member, holdingsOf(member, subscriptionBy(of, member)));
  },
};
