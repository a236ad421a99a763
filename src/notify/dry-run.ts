import type { Notifier } from './notifier.js';

/** The same channel, over which nothing goes (`--dry-run`): every message is assumed to arrive. */
export function dryRunNotifier({ channel }: Notifier): Notifier {
  return {
    channel,
    async send(_message, begin) {
      await begin?.();
      return { kind: 'sent' };
    },
    close: async () => undefined,
  };
}
