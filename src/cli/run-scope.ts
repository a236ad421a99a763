import type { Screen } from '../io/blocks.js';
import { commandLine } from '../language/command-line.js';
import type { Flag } from './spec.js';
import type { Given } from './command.js';
import type { Context } from './context.js';
import { dayGiven } from './day-given.js';
import { noonOf, type Instant } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import { orStop, Stop, stop } from '../errors.js';
import { freezeAt } from '../sandbox/clock.js';
import type { Scope } from '../journeys/renewals.js';
import type { Store } from '../store/store.js';
import { membership, noLedger } from './visit.js';
import { nearest } from '../io/nearest.js';
import type { ReminderScope } from '../journeys/reminders.js';
import { REMINDER_DAYS } from '../settings/settings.js';

export const ALL_ACCOUNTS: Flag = { name: 'all-accounts', kind: 'switch' };
export const AS_OF: Flag = { name: 'as-of', kind: 'text', value: 'DATE' };

/** Whether all accounts are asked about, and then none by name. @throws Stop FLAG_UNUSED */
export function forEverybody({ flags }: Given): boolean {
  const everybody = flags[ALL_ACCOUNTS.name] !== undefined;
  if (everybody && flags['account'] !== undefined)
    throw stop('FLAG_UNUSED', { flag: '--account', beside: '--all-accounts' });
  return everybody;
}

/** Whose renewals, and as of which moment. @throws Stop NOT_A_MEMBER where nobody has joined */
export async function scopeOf(context: Context, given: Given, ledger: Store): Promise<Scope> {
  const accountId = forEverybody(given) ? undefined : (await membership(context)).book.account.id;
  return {
    ledger,
    at: await momentOf(context, given.flags['as-of'], ledger),
    programmes: await programmesOf(context),
    accountId,
  };
}

/** The ledger to look through. @throws Stop NOT_A_MEMBER where there is none yet */
export async function ledgerOf(context: Context): Promise<Store> {
  const ledger = await context.books.existing();
  if (!ledger) throw noLedger(context);
  return ledger;
}

async function programmesOf(context: Context): Promise<readonly Programme[]> {
  const catalog = await context.catalog();
  return Promise.all(catalog.ids.map((id) => catalog.programme(id)));
}

/** Another day than today is for looking, or for a ledger whose clock is a toy: there the clock moves on with the run. */
async function momentOf(context: Context, asOf: string | true | undefined, ledger: Store): Promise<Instant> {
  if (typeof asOf !== 'string') return context.clock.now();
  const day = dayGiven('--as-of', asOf);
  if (context.settings.dryRun) return noonOf(day);
  const refusal = await ledger.read(async (reader) => {
    if (!(await reader.gateway()).rehearses) return refuse('SANDBOX_ONLY', { action: '--as-of' });
    return (await reader.frozenAt()) ? undefined : refuse('CLOCK_NOT_FROZEN', { asOf: day });
  });
  if (refusal) throw new Stop(refusal);
  return orStop(await freezeAt(ledger, day)).at;
}

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

/** What does the rest of a run that ended early: the same command once more. */
export function toGoOn({ words, speech, settings }: Context, command: readonly string[]): Screen {
  const line = [
    ...command,
    ...(settings.dryRun ? ['--dry-run'] : settings.yes ? ['--yes'] : []),
    ...(settings.trustClock ? ['--trust-clock'] : []),
  ];
  return [{ kind: 'text', text: words.renewals.goOn(speech.here(commandLine(line))) }];
}
