import { named, unknownName } from '../../cli/named.js';
import type { Command } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { stop, orStop } from '../../errors.js';
import {
  awaitsAnswer,
  REMINDER_OUTCOMES,
  settleReminder,
  type ReminderOutcome,
} from '../../journeys/reminders-send.js';
import { placeFlags, textOf } from '../../wizards/flags.js';
import { choiceMissing } from '../../wizards/request.js';
import type { Context } from '../../cli/context.js';
import { resumable, sameByScript } from '../../cli/asking.js';
import { deskOf, membership } from '../../cli/visit.js';

const OUTCOME: Flag = { name: 'outcome', kind: 'text', value: 'HOW', choices: REMINDER_OUTCOMES };

/** What became of a reminder that may have arrived, as a person found out: it stays sent, or the next run sends it (G23). */
export const remindersSettle: Command = {
  path: 'reminders settle',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  result: ['id', 'state', 'channel', 'to', 'outcome', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'reminders' }],
  flags: [OUTCOME],
  examples: ['reminders settle rem_01JD0000000000000000000000 --outcome not-arrived'],
  run: async (context, given) => {
    const { book, ledger, at } = await membership(context);
    const id = given.arguments['id'] ?? '';
    const isGone = (name: string) => context.ids.isGone(name);
    const waiting = book.dispatches.filter((dispatch) => awaitsAnswer(dispatch, { at, isGone }));
    const dispatch = named('reminder', id, waiting, (one) => [one.id]);
    const command = ['partner', 'reminders', 'settle', id, ...placeFlags(given.flags)];
    const said = textOf(given.flags, OUTCOME) as ReminderOutcome | undefined;
    const outcome = said ?? (await asked(context, id, command));
    const settled = await settleReminder(deskOf(context, ledger, at, book.account), dispatch, outcome);
    if (!settled) throw unknownName('reminder', id, []);
    const { state, channel, to } = orStop(settled);
    return {
      value: { id, state, channel, to, outcome, changed: true },
      screen: [{ kind: 'text', text: context.words.reminders.settled[outcome](id) }],
      ...(said ? {} : { afterword: sameByScript(context, [...command, `--${OUTCOME.name}`, outcome]) }),
    };
  },
};

/** A person found out, or did not: what Enter alone says changes nothing. @throws Stop ANSWERS_MISSING, CANCELLED */
async function asked(context: Context, id: string, command: readonly string[]): Promise<ReminderOutcome> {
  if (!context.terminal.mayPrompt) throw choiceMissing(command, OUTCOME);
  const names = context.words.reminders.settling;
  const prompter = await context.terminal.prompter();
  const choices = (['unknown', ...REMINDER_OUTCOMES] as const).map((value) => ({ value, name: names[value] }));
  const answer = await resumable(
    () => command,
    () => prompter.choose<ReminderOutcome | 'unknown'>({ message: names.how(id), choices, preset: 'unknown' }),
  );
  if (answer === 'unknown') throw stop('CANCELLED', { resume: undefined });
  return answer;
}
