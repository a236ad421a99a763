import type { Command } from '../../cli/command.js';
import { buyOffer, SUBSCRIBE_FLAGS } from '../../acts/purchase/buy.js';
import { COMMAND, packOf } from '../../named/pack.js';

export const actionpackSubscribe: Command = {
  path: 'actionpack subscribe',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  flags: SUBSCRIBE_FLAGS,
  examples: ['actionpack subscribe --accept-terms --token pm_card_visa --yes', 'actionpack subscribe --check'],
  run: (context, given) =>
    buyOffer(context, given, ({ programme }) => ({
      kind: 'purchase',
      offer: packOf(programme),
      command: ['partner', COMMAND, 'subscribe'],
    })),
};
