import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { reminded, type ReminderScope } from '../../journeys/reminders.js';
import type { CalendarDate } from '../../notify/calendar.js';
import { ALL_ACCOUNTS, reminderScope } from '../../cli/run-scope.js';
import type { Screen } from '../../io/blocks.js';
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
    const { dates, companies } = await datesIn(context, scope);
    const said = context.words.reminders.calendar;
    const [company = ''] = companies;
    const name = companies.size === 1 ? said.name(company) : said.everybody;
    const text = await context.files.calendar({ name, at: scope.at, dates });
    const file = given.flags['ics'];
    const shown = (await datesForScripts(context, scope, dates)).map(shownDate);
    return typeof file === 'string'
      ? written(context, file, text, shown)
      : { value: shown, screen: [], document: text };
  },
};

/** What machine output says never changes with the language. */
async function datesForScripts(
  context: Context,
  scope: ReminderScope,
  dates: readonly CalendarDate[],
): Promise<readonly CalendarDate[]> {
  if (context.settings.lang === 'en') return dates;
  return (await datesIn({ ...context, ...context.voices.english }, scope)).dates;
}

async function datesIn(
  context: Context,
  scope: ReminderScope,
): Promise<{ dates: readonly CalendarDate[]; companies: ReadonlySet<string> }> {
  const dates: CalendarDate[] = [];
  const companies = new Set<string>();
  for await (const found of reminded(scope)) {
    companies.add(found.account.company);
    dates.push(...datesOf(context, found, scope.requested));
  }
  return { dates: dates.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0)), companies };
}

async function written(
  context: Context,
  file: string,
  text: string,
  dates: readonly ReturnType<typeof shownDate>[],
): Promise<Outcome> {
  const said = context.words.reminders.calendar;
  await context.files.write(file, text);
  // RFC 5545, 3.6: a calendar holds something, and whoever holds to that refuses the file.
  const empty: Screen = dates.length === 0 ? [{ kind: 'warning', text: said.empty }] : [];
  return {
    value: { file, dates },
    screen: [{ kind: 'text', text: said.written(file, dates.length) }, ...empty],
    preview: [{ kind: 'text', text: said.wouldWrite(file, dates.length) }, ...empty],
  };
}

function shownDate({ id, day, summary, description, revision, cancelled }: CalendarDate) {
  return { uid: id, date: day, summary, description, revision, cancelled };
}
