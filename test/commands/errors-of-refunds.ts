import { othersGiveBack } from '../support/other-hands.js';
import { member, subscriber, type InProcessOptions } from '../support/in-process.js';

const asking = async (options: InProcessOptions = {}) => (await subscriber()).copy(options).after('actionpack cancel');
const APPROVE = 'support resolve 1 --outcome approved --yes';

/** How whatever stands against giving money back is met. */
export const OF_REFUNDS = {
  SUBSCRIPTION_CANCELLED: {
    world: async () => (await asking({ now: '2027-01-10' })).after(APPROVE),
    line: 'actionpack autorenew off',
  },
  CANCELLATION_NOT_REQUESTED: { world: () => subscriber(), line: 'orders refund {order}' },
  REFUND_WINDOW_CLOSED: { world: () => asking(), line: 'orders refund {order}', options: { now: '2026-12-23' } },
  REFUNDED_IN_PART: {
    world: async () => {
      const world = await asking();
      othersGiveBack(world.booksFile, 10000);
      return world;
    },
    line: APPROVE,
  },
  REFUND_REFUSED: {
    world: async () => {
      const buying = 'actionpack subscribe --accept-terms --token pm_card_refundFail --yes';
      return (await member()).after(buying, 'actionpack cancel');
    },
    line: APPROVE,
  },
  REFUND_UNKNOWN: { world: () => asking(), line: APPROVE, options: { env: { PARTNER_SANDBOX_FAULT: 'cut' } } },
} as const;
