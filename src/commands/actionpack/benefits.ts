import type { Command } from '../../command.js';
import { holdingsOf } from '../../core/benefit.js';
import { BENEFIT_FIELDS, listed } from '../benefits/list.js';
import { subscriptionTo } from '../subscriptions/find.js';
import { membership } from '../visit.js';
import { packOf } from './offer.js';

export const actionpackBenefits: Command = {
  path: 'actionpack benefits',
  examples: ['actionpack benefits', 'actionpack benefits --json'],
  fields: BENEFIT_FIELDS,
  run: async (context) => {
    const member = await membership(context);
    const subscription = subscriptionTo(member, packOf(member.programme));
    return listed(context, member, holdingsOf(member, subscription));
  },
};
