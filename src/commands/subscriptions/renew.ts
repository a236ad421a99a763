import { under } from '../../core/view.js';
import type { Command } from '../../cli/command.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { offerNamed } from '../../named/programme.js';
import { buyOffer, RENEW_FLAGS } from '../../acts/purchase/buy.js';
import { subscriptionNamed } from '../../named/membership.js';
import { BOUGHT_KEYS } from '../../acts/result-keys.js';

export const subscriptionsRenew: Command = {
  path: 'subscriptions renew',
  deed: { act: 'renew', scope: 'buy', writes: 'money' },
  result: BOUGHT_KEYS,
  arguments: [{ name: 'id', required: true, among: 'subscriptions' }],
  flags: RENEW_FLAGS,
  examples: ['subscriptions renew action-pack --check', 'subscriptions renew action-pack --accept-terms --yes'],
  run: (context, given) =>
    buyOffer(context, given, (seen) => {
      const { book, today } = seen;
      if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
      const id = given.arguments['id'] ?? '';
      const held = subscriptionNamed({ book, today }, id);
      const offer = offerNamed(under(seen, held).programme, held.offer);
      return { kind: 'renewal', offer, command: ['partner', 'subscriptions', 'renew', id] };
    }),
};
