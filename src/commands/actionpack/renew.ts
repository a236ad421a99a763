import type { Command } from '../../cli/command.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { COMMAND, packOf } from '../../named/pack.js';

export const actionpackRenew: Command = {
  path: 'actionpack renew',
  deed: { act: 'renew', scope: 'buy', writes: 'money' },
  flags: RENEW_FLAGS,
  examples: ['actionpack renew --check', 'actionpack renew --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, ({ programme }) => ({
      kind: 'renewal',
      offer: packOf(programme),
      command: ['partner', COMMAND, 'renew'],
    })),
};
