import type { Command } from '../../cli/command.js';
import { listed, pastDispatches, reminded } from '../../journeys/reminders.js';
import { ALL_ACCOUNTS, AS_OF, reminderScope } from '../../cli/run-scope.js';
import { reminderTable, shownListed, shownPast, type ShownListed } from '../../screens/reminders.js';

/** Who is reminded of what, when and how; and who was. Nothing is written. */
export const remindersList: Command = {
  path: 'reminders list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, AS_OF],
  examples: ['reminders list', 'reminders list --all-accounts --json'],
  fields: [
    'day',
    'state',
    'channel',
    'days',
    'mpnId',
    'offer',
    'anniversary',
    'sentAt',
    'to',
    'reason',
    'term',
    'subscriptionId',
  ],
  run: async (context, given) => {
    const looking = { ...context, settings: { ...context.settings, dryRun: true } };
    const scope = await reminderScope(looking, given);
    const found: ShownListed[] = [];
    for await (const one of reminded(scope)) {
      found.push(...pastDispatches(one).map((dispatch) => shownPast(dispatch, one, scope.at, context)));
      found.push(...listed(one, context.outside.channels).map((reminder) => shownListed(reminder, scope.at, context)));
    }
    const value = found.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
    if (value.length === 0) return { value, screen: [{ kind: 'text', text: context.words.reminders.none }] };
    return {
      value,
      screen: [
        reminderTable(
          context,
          value.map((item) => ({ ...item, shown: item.state })),
        ),
      ],
    };
  },
};
