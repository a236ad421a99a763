import type { Command } from '../../cli/command.js';
import { buyOffer, SUBSCRIBE_FLAGS } from '../../acts/purchase/buy.js';
import { offerOfLevel } from '../../named/competency.js';

export const competencySubscribe: Command = {
  path: 'competency subscribe',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  arguments: [{ name: 'level', required: true }],
  flags: SUBSCRIBE_FLAGS,
  examples: [
    'competency subscribe silver --accept-terms --token pm_card_visa --yes',
    'competency subscribe silver --check',
  ],
  run: (context, given) =>
    buyOffer(context, given, ({ programme }) => {
      const level = given.arguments['level'] ?? '';
      const offer = offerOfLevel(programme, level);
      return { kind: 'purchase', offer, command: ['partner', 'competency', 'subscribe', level] };
    }),
};
