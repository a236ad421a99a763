import type { Command } from '../../cli/command.js';
import { holdingsOf } from '../../core/benefit.js';
import { BENEFIT_FIELDS, listed } from '../benefits/list.js';
import { subscriptionTo } from '../../named/membership.js';
import { membership } from '../../cli/visit.js';
import { packOf } from '../../named/pack.js';

export const actionpackBenefits: Command = {
  path: 'actionpack benefits',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['actionpack benefits', 'actionpack benefits --json'],
  fields: BENEFIT_FIELDS,
  run: async (context) => {
    const member = await membership(context);
    const subscription = subscriptionTo(member, packOf(member.programme));
    return listed(context, member, holdingsOf(member, subscription));
  },
};
