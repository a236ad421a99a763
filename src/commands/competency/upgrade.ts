import type { Command } from '../../cli/command.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { upgradeIn } from '../../named/competency.js';

/** P7: the higher level in place of the one that is owned, cheaper, and with a year of its own. */
export const competencyUpgrade: Command = {
  path: 'competency upgrade',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  flags: RENEW_FLAGS,
  examples: ['competency upgrade --check', 'competency upgrade --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, (view) => ({
      kind: 'upgrade',
      offer: upgradeIn(view),
      command: ['partner', 'competency', 'upgrade'],
    })),
};
