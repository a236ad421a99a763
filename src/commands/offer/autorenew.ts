import { under } from '../../core/view.js';
import type { OfferVerb } from '../../cli/offer-verb.js';
import { HAPPENED } from '../../wizards/stated.js';
import { AUTORENEW_ACTIONS, switchAutorenew } from '../../acts/autorenew.js';
import { membership } from '../../cli/visit.js';
import { subscriptionBy } from '../../named/programme.js';
import { SWITCHED_KEYS } from '../../acts/result-keys.js';

export const offerAutorenew: OfferVerb = {
  verb: 'autorenew',
  deed: { act: 'turn-off', scope: 'manage', writes: 'history' },
  result: SWITCHED_KEYS,
  arguments: [{ name: 'action', required: false, choices: AUTORENEW_ACTIONS }],
  flags: [HAPPENED],
  examples: ({ automatic }) => ['autorenew', ...(automatic ? ['autorenew off'] : [])],
  run: async (context, given, of) => {
    const member = await membership(context);
    const subscription = subscriptionBy(of, member);
    return switchAutorenew(context, given, under(member, subscription), {
      subscription,
      command: ['partner', of.command, 'autorenew'],
    });
  },
};
