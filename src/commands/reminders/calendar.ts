import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { reminded, type ReminderScope } from '../../journeys/reminders.js';
import type { CalendarDate } from '../../notify/calendar.js';
import { ALL_ACCOUNTS, reminderScope } from '../../cli/run-scope.js';
import { hasSeveralAccounts } from '../../cli/visit.js';
import { aboutAccount } from '../../language/said.js';
import type { Screen } from '../../io/blocks.js';
import type { Listing } from '../../io/listing.js';
import { datesOf } from '../../screens/reminder-dates.js';

/** Every date in one calendar: the window, the reminders, the charge, the anniversary and the last day (F5). */
export const remindersCalendar: Command = {
  path: 'reminders calendar',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, { name: 'ics', kind: 'text', value: 'FILE' }],
  examples: ['reminders calendar', 'reminders calendar --ics partner.ics'],
  fields: ['date', 'summary', 'cancelled', 'description', 'uid'],
  run: async (context, given) => {
    const scope = await reminderScope(context, given);
    const file = given.flags['ics'];
    if (typeof file === 'string') return written(context, scope, file);
    const listing: Listing<ShownDate> = { rows: shownDates(context, scope), screen: () => [], none: [] };
    return { value: null, screen: [], listing, document: await calendarOf(context, scope, dates(context, scope)) };
  },
};

async function calendarOf(
  context: Context,
  scope: ReminderScope,
  coming: AsyncIterable<CalendarDate>,
): Promise<AsyncIterable<string>> {
  return context.files.calendar({ name: await nameOf(context, scope), at: scope.at, dates: coming });
}

/** A company's own, or everybody's. */
async function nameOf({ words }: Context, { ledger, accountId }: ReminderScope): Promise<string> {
  const said = words.reminders.calendar;
  const [account, ...others] = await ledger.read(async (reader) => {
    if (accountId === undefined) return reader.members(2);
    const own = await reader.account(accountId);
    return own ? [own] : [];
  });
  return account && others.length === 0 ? said.name(account.company) : said.everybody;
}

/** The nearest day first, a page in memory at a time. */
async function* dates(context: Context, scope: ReminderScope): AsyncGenerator<CalendarDate, void> {
  yield* context.files.sorted(datesIn(context, scope), ({ day }) => day);
}

async function* datesIn(context: Context, scope: ReminderScope): AsyncGenerator<CalendarDate, void> {
  const several = await scope.ledger.read(hasSeveralAccounts);
  for await (const found of reminded(scope)) {
    const speech = several ? aboutAccount(context.speech, found.account.mpnId) : context.speech;
    yield* datesOf({ ...context, speech }, found, scope.requested);
  }
}

/** What machine output says never changes with the language. */
async function* shownDates(context: Context, scope: ReminderScope): AsyncGenerator<ShownDate, void> {
  for await (const date of dates({ ...context, ...context.voices.english }, scope)) yield shownDate(date);
}

async function written(context: Context, scope: ReminderScope, file: string): Promise<Outcome> {
  const said = context.words.reminders.calendar;
  let count = 0;
  async function* counted(): AsyncGenerator<CalendarDate, void> {
    for await (const date of dates(context, scope)) {
      count += 1;
      yield date;
    }
  }
  await context.files.write(file, await calendarOf(context, scope, counted()));
  const shown: ShownDate[] = [];
  const { output, fields, query } = context.settings;
  const isAsked = output !== 'table' || fields !== undefined || query !== undefined;
  if (isAsked) for await (const date of shownDates(context, scope)) shown.push(date);
  // RFC 5545, 3.6: a calendar holds something, and whoever holds to that refuses the file.
  const empty: Screen = count === 0 ? [{ kind: 'warning', text: said.empty }] : [];
  return {
    value: { file, dates: shown },
    rows: shown,
    screen: [{ kind: 'text', text: said.written(file, count) }, ...empty],
    preview: [{ kind: 'text', text: said.wouldWrite(file, count) }, ...empty],
  };
}

type ShownDate = ReturnType<typeof shownDate>;

function shownDate({ id, day, summary, description, revision, cancelled }: CalendarDate) {
  return { uid: id, date: day, summary, description, revision, cancelled };
}
