import type { Command } from '../../command.js';
import { buyOffer, RENEW_FLAGS } from '../subscriptions/buy.js';
import { COMMAND, packOf } from './offer.js';

export const actionpackRenew: Command = {
  path: 'actionpack renew',
  flags: RENEW_FLAGS,
  examples: ['actionpack renew --check', 'actionpack renew --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, ({ programme }) => ({
      kind: 'renewal',
      offer: packOf(programme),
      command: ['partner', COMMAND, 'renew'],
    })),
};
