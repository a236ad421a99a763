import type { Command, Flag } from '../../cli/command.js';
import { stop, orStop } from '../../errors.js';
import {
  awaitsAnswer,
  REMINDER_OUTCOMES,
  settleReminder,
  type ReminderOutcome,
} from '../../journeys/settle-reminder.js';
import { placeFlags, textOf } from '../../wizards/flags.js';
import { wanted } from '../../wizards/request.js';
import { commandLine } from '../../language/command-line.js';
import { deskOf, membership } from '../../cli/visit.js';

const OUTCOME: Flag = { name: 'outcome', kind: 'text', value: 'HOW', choices: REMINDER_OUTCOMES };

/** What became of a reminder that may have arrived, as a person found out: it stays sent, or the next run sends it (G23). */
export const remindersSettle: Command = {
  path: 'reminders settle',
  arguments: [{ name: 'id', required: true }],
  flags: [OUTCOME],
  examples: ['reminders settle rem_01JD0000000000000000000000 --outcome not-arrived'],
  run: async (context, given) => {
    const { book, ledger, at } = await membership(context);
    const id = given.arguments['id'] ?? '';
    const isGone = (name: string) => context.ids.isGone(name);
    const waiting = book.dispatches.filter((dispatch) => awaitsAnswer(dispatch, { at, isGone }));
    const nearest = context.nearest(
      id,
      waiting.map((dispatch) => dispatch.id),
    );
    const dispatch = waiting.find((one) => one.id === id);
    if (!dispatch) throw stop('NOT_FOUND', { what: 'reminder', given: id, nearest });
    const outcome = textOf(given.flags, OUTCOME) as ReminderOutcome | undefined;
    if (outcome === undefined) {
      const command = ['partner', 'reminders', 'settle', id, ...placeFlags(given.flags)];
      throw stop('ANSWERS_MISSING', { missing: [wanted(OUTCOME)], command: commandLine(command, [wanted(OUTCOME)]) });
    }
    const settled = await settleReminder(deskOf(context, ledger, at, book.account), dispatch, outcome);
    if (!settled) throw stop('NOT_FOUND', { what: 'reminder', given: id, nearest: undefined });
    const { state, channel, to } = orStop(settled);
    const said = context.words.reminders.settled;
    return {
      value: { id, state, channel, to, outcome, changed: true },
      screen: [{ kind: 'text', text: said[outcome](id) }],
    };
  },
};
