import type { Command } from '../../command.js';
import { buyOffer, RENEW_FLAGS } from '../subscriptions/buy.js';
import { upgradeIn } from './find.js';

/** P7: the higher level in place of the one that is owned, cheaper, and with a year of its own. */
export const competencyUpgrade: Command = {
  path: 'competency upgrade',
  flags: RENEW_FLAGS,
  examples: ['competency upgrade --check', 'competency upgrade --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, (view) => ({
      kind: 'upgrade',
      offer: upgradeIn(view),
      command: ['partner', 'competency', 'upgrade'],
    })),
};
