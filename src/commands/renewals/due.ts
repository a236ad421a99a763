import type { Command } from '../../cli/command.js';
import { cutStream, listFlags, noneOf } from '../../acts/list.js';
import type { RanBy } from '../../core/missed.js';
import type { Listing } from '../../io/listing.js';
import { dueRenewals, expectedAtVendor, missedRenewals, type Scope } from '../../journeys/renewals.js';
import { buyAgain, dueTable, shownDue, shownExpected, shownMissed, type ShownListed } from '../../screens/renewals.js';
import { jobHere } from '../../warnings/job.js';
import { ALL_ACCOUNTS, AS_OF, ledgerOf, scopeOf } from '../../cli/run-scope.js';

const STATES = [
  'charge',
  'unknown',
  'waiting',
  'skipped',
  'expected',
  'missed',
] as const satisfies readonly ShownListed['result'][];

/** Whose automatic charge has come due, and what a run would do about each; what the vendor is expected to have charged (D30), and what was missed. Nothing is written. */
export const renewalsDue: Command = {
  path: 'renewals due',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, AS_OF, ...listFlags({ states: STATES, dated: true })],
  examples: ['renewals due', 'renewals due --state missed', 'renewals due --all-accounts --json'],
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
    const missed: ShownListed[] = [];
    const all = listed(scope, jobHere(context).ranBy, missed);
    const { rows, more } = cutStream(context, given, all, ({ result, chargeOn }) => ({ state: result, on: chargeOn }));
    const listing: Listing<ShownListed> = {
      rows,
      screen: (page) => [dueTable(context, page)],
      none: noneOf(context, given, [{ kind: 'text', text: context.words.renewals.nothingDue }]),
      below: () => [...more(), ...buyAgain(context, missed, scope.accountId === undefined)],
    };
    return { value: null, screen: [], listing };
  },
};

/** @param missed takes the first that was missed for each reason */
async function* listed(scope: Scope, ranBy: RanBy, missed: ShownListed[]): AsyncGenerator<ShownListed, void> {
  for await (const due of dueRenewals(scope)) yield shownDue(due);
  for await (const held of expectedAtVendor(scope)) yield shownExpected(held);
  for await (const held of missedRenewals(scope, ranBy)) {
    const shown = shownMissed(held);
    if (missed.every(({ reason }) => reason !== shown.reason)) missed.push(shown);
    yield shown;
  }
}
