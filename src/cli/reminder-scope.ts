import { nearest } from '../io/nearest.js';
import type { Given } from './command.js';
import type { Context } from './context.js';
import type { Programme } from '../core/programme.js';
import { stop } from '../errors.js';
import type { ReminderScope } from '../journeys/reminders.js';
import { REMINDER_DAYS } from '../settings/settings.js';
import { ledgerOf, scopeOf } from './run-scope.js';

/** Whose reminders, as of when, and which were asked for. @throws Stop NOT_A_MEMBER where nobody has joined */
export async function reminderScope(context: Context, given: Given): Promise<ReminderScope> {
  const scope = await scopeOf(context, given, await ledgerOf(context));
  return { ...scope, requested: requestedDays(context, scope.programmes) };
}

/**
 * The days of the setting, counted from the anniversary date as policies count: `90,30` is −90 and −30.
 * @throws Stop VALUE_INVALID for no list of days, UNKNOWN_CHOICE for a day that no programme offers (P5)
 */
function requestedDays(context: Context, programmes: readonly Programme[]): readonly number[] {
  const text = context.settings.reminderDays;
  if (text === undefined) return [];
  if (!REMINDER_DAYS.test(text))
    throw stop('VALUE_INVALID', { of: 'reminder-days', given: text, wanted: 'reminder-days' });
  const offered = programmes.flatMap(({ policy }) => [...policy.reminders.onRequest, ...policy.reminders.always]);
  const choices = [...new Set(offered.filter((day) => day < 0).map((day) => String(-day)))];
  const days = text.split(',').map((part) => String(Number(part)));
  const unknown = days.find((day) => !choices.includes(day));
  if (unknown !== undefined) {
    throw stop('UNKNOWN_CHOICE', { of: 'reminder-days', given: unknown, choices, nearest: nearest(unknown, choices) });
  }
  return days.map((day) => -Number(day));
}
