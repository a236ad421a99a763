import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { cutStream, listFlags, noneOf } from '../../acts/list.js';
import type { Listing } from '../../io/listing.js';
import { listed, pastDispatches, reminded, type ReminderScope } from '../../journeys/reminders.js';
import { ALL_ACCOUNTS, AS_OF, reminderScope } from '../../cli/run-scope.js';
import { LISTED_STATES, reminderTable, shownListed, shownPast, type ShownListed } from '../../screens/reminders.js';

/** Who is reminded of what, when and how; and who was. Nothing is written. */
export const remindersList: Command = {
  path: 'reminders list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, AS_OF, ...listFlags({ states: LISTED_STATES, dated: true })],
  examples: ['reminders list', 'reminders list --state due,unknown', 'reminders list --all-accounts --json'],
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
    const all = context.files.sorted(remindersIn(context, scope), ({ day }) => day);
    const { rows, more } = cutStream(context, given, all, ({ state, day }) => ({ state, on: day }));
    const listing: Listing<ShownListed> = {
      rows,
      screen: (page) => [
        reminderTable(
          context,
          page.map((item) => ({ ...item, shown: item.state })),
        ),
      ],
      none: noneOf(context, given, [{ kind: 'text', text: context.words.reminders.none }]),
      below: more,
    };
    return { value: null, screen: [], listing };
  },
};

async function* remindersIn(context: Context, scope: ReminderScope): AsyncGenerator<ShownListed, void> {
  for await (const one of reminded(scope)) {
    for (const dispatch of pastDispatches(one)) yield shownPast(dispatch, one, scope.at, context);
    for (const reminder of listed(one, context.outside.channels)) yield shownListed(reminder, scope.at, context);
  }
}
