import { under } from '../../core/view.js';
import type { Command } from '../../cli/command.js';
import { askToCancel, CANCEL_FLAGS } from '../../acts/requests/file.js';
import { membership } from '../../cli/visit.js';
import { subscriptionNamed } from '../../named/membership.js';
import { FILED_KEYS } from '../../acts/result-keys.js';

export const subscriptionsCancel: Command = {
  path: 'subscriptions cancel',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  result: FILED_KEYS,
  arguments: [{ name: 'id', required: true, among: 'subscriptions' }],
  flags: CANCEL_FLAGS,
  examples: ['subscriptions cancel action-pack', 'subscriptions cancel action-pack --autorenew off --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const id = given.arguments['id'] ?? '';
    const subscription = subscriptionNamed(member, id);
    return askToCancel(context, given, under(member, subscription), {
      subscription,
      command: ['partner', 'subscriptions', 'cancel', id],
    });
  },
};
