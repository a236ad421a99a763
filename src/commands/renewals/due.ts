import type { Command } from '../../cli/command.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import { dueRenewals, expectedAtVendor, missedRenewals } from '../../journeys/renewals.js';
import { buyAgain, dueTable, shownDue, shownExpected, shownMissed, type ShownListed } from '../../screens/renewals.js';
import { jobHere } from '../../warnings/job.js';
import { ALL_ACCOUNTS, AS_OF, ledgerOf, scopeOf } from '../../cli/run-scope.js';

/** Whose automatic charge has come due, and what a run would do about each; what the vendor is expected to have charged (D30), and what was missed. Nothing is written. */
export const renewalsDue: Command = {
  path: 'renewals due',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, AS_OF],
  examples: ['renewals due', 'renewals due --all-accounts --json'],
  fields: [
    'mpnId',
    'offer',
    'anniversary',
    'chargeOn',
    'result',
    'reason',
    'nextTry',
    'amount.amount',
    'amount.currency',
    'subscriptionId',
  ],
  run: async (context, given) => {
    const looking = { ...context, settings: { ...context.settings, dryRun: true } };
    const scope = await scopeOf(looking, given, await ledgerOf(context));
    const found: ShownListed[] = [];
    for await (const due of dueRenewals(scope)) found.push(shownDue(due));
    for await (const held of expectedAtVendor(scope)) found.push(shownExpected(held));
    const missed: ShownListed[] = [];
    for await (const held of missedRenewals(scope, jobHere(context).ranBy)) missed.push(shownMissed(held));
    const listed = [...found, ...missed];
    const again = buyAgain(context, missed, scope.accountId === undefined);
    return { value: listed, screen: [...screenOf(context, listed), ...again] };
  },
};

function screenOf(context: Context, found: readonly ShownListed[]): Screen {
  if (found.length === 0) return [{ kind: 'text', text: context.words.renewals.nothingDue }];
  return [dueTable(context, found)];
}
