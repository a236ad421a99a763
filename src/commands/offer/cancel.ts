import { under } from '../../core/view.js';
import type { OfferVerb } from '../../cli/offer-verb.js';
import { askToCancel, CANCEL_FLAGS } from '../../acts/requests/file.js';
import { membership } from '../../cli/visit.js';
import { subscriptionBy } from '../../named/programme.js';
import { FILED_KEYS } from '../../acts/result-keys.js';

export const offerCancel: OfferVerb = {
  verb: 'cancel',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  result: FILED_KEYS,
  flags: CANCEL_FLAGS,
  examples: ({ automatic }) => ['cancel', `cancel --text "Bought by mistake"${automatic ? ' --autorenew off' : ''}`],
  run: async (context, given, of) => {
    const member = await membership(context);
    const subscription = subscriptionBy(of, member);
    return askToCancel(context, given, under(member, subscription), {
      subscription,
      command: ['partner', of.command, 'cancel'],
    });
  },
};
