import type { Command } from '../../cli/command.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { offerNamed } from '../../named/programme.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { subscriptionNamed } from '../../named/membership.js';

export const subscriptionsRenew: Command = {
  path: 'subscriptions renew',
  deed: { act: 'renew', scope: 'buy', writes: 'money' },
  arguments: [{ name: 'id', required: true }],
  flags: RENEW_FLAGS,
  examples: ['subscriptions renew action-pack --check', 'subscriptions renew action-pack --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, ({ programme, book, today }) => {
      if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
      const id = given.arguments['id'] ?? '';
      const offer = offerNamed(programme, subscriptionNamed({ book, today }, id).offer);
      return { kind: 'renewal', offer, command: ['partner', 'subscriptions', 'renew', id] };
    }),
};
