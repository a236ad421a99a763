import type { OfferVerb } from '../../cli/offer-verb.js';
import { holdingsOf } from '../../core/benefit.js';
import { membership } from '../../cli/visit.js';
import { subscriptionBy } from '../../named/programme.js';
import { BENEFIT_FIELDS, CHECKLIST_FLAGS, listed } from '../benefits/list.js';

export const offerBenefits: OfferVerb<'offer'> = {
  verb: 'benefits',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: CHECKLIST_FLAGS,
  examples: () => ['benefits', 'benefits --state waiting', 'benefits --json'],
  fields: BENEFIT_FIELDS,
  run: async (context, given, of) => {
    const member = await membership(context);
    return listed(context, given, member, holdingsOf(member, subscriptionBy(of, member)));
  },
};
