import type { Voice } from '../language/voice.js';
import type { Book } from '../core/book.js';
import { dayOf } from '../core/day.js';
import type { Dispatch } from '../core/dispatch.js';
import { lastTerm } from '../core/subscription.js';
import type { Desk } from '../journeys/desk.js';
import { awaitsAnswer } from '../journeys/settle-reminder.js';
import { commandLine } from '../language/command-line.js';
import type { Warning } from './warnings.js';

/** Reminders of running terms that may have arrived, each with the command by which a person says what is so (G23). */
export function unsettledReminders(
  voice: Voice,
  { subscriptions, dispatches }: Book,
  desk: Pick<Desk, 'at' | 'isGone'>,
): readonly Warning[] {
  return subscriptions.flatMap((held) =>
    dispatches
      .filter(({ subscriptionId, term }) => subscriptionId === held.id && term === lastTerm(held).number)
      .filter((dispatch) => awaitsAnswer(dispatch, desk))
      .map((dispatch) => unsettledReminder(voice, held.offer, dispatch)),
  );
}

/** One of them, for whoever has met it. */
export function unsettledReminder(
  { words, speech }: Voice,
  offer: string,
  { id, channel, claimedAt }: Dispatch,
): Warning {
  const said = words.reminders;
  return {
    code: 'REMINDER_UNKNOWN',
    message: said.unsettled(speech.offer(offer), said.channels[channel], speech.day(dayOf(claimedAt))),
    try: commandLine(['partner', 'reminders', 'settle', id, '--outcome', 'not-arrived']),
  };
}
