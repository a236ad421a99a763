import type { Context } from '../cli/context.js';
import type { Visit } from '../cli/visit.js';
import { attention, type Attention } from '../core/attention.js';
import { dayOf, daysBetween, type Instant } from '../core/day.js';
import type { Dispatch } from '../core/dispatch.js';
import { doubtful } from '../core/oddity.js';
import type { View } from '../core/view.js';
import { awaitsAnswer } from '../journeys/reminders-send.js';
import { clockFault } from './clock.js';
import { untoldEvents } from './events.js';
import { jobHere } from './job.js';
import { changedProgrammes } from './programme.js';

/** What needs a hand of an account, by its book and by what the job of this machine has come to. */
export function neededOf(context: Context, view: View, at: Instant): readonly Attention[] {
  const isGone = (name: string) => context.ids.isGone(name);
  const around = { job: jobHere(context), unanswered: (dispatch: Dispatch) => awaitsAnswer(dispatch, { at, isGone }) };
  return [...attention(view, around), ...doubtful(view)];
}

/** The same, and what is wrong with the ledger, the clock, the programme's file and those who are told of events. */
export async function allNeeded(context: Context, seen: Visit & View): Promise<readonly Attention[]> {
  const { ledger, book, at } = seen;
  return [
    ...(await clockFault(context, seen)),
    ...(await putBackLately(context, seen)),
    ...(await changedProgrammes(context, ledger, book.account)),
    ...neededOf(context, seen, at),
    ...(await untoldEvents(context, ledger, book.account.id)),
  ];
}

/** For so long it is told: by then whoever runs it has seen it, and a job has gone over what is due. */
const TOLD_DAYS = 30;

/** G20: a ledger that was put back does not know what was done since its copy was made; by the machine's own clock. */
async function putBackLately({ clock }: Context, { ledger }: Visit): Promise<readonly Attention[]> {
  const restored = await ledger?.read((reader) => reader.restored());
  if (!restored) return [];
  const on = dayOf(restored.at);
  if (daysBetween(on, dayOf(clock.system())) > TOLD_DAYS) return [];
  return [{ code: 'PUT_BACK', on, until: restored.until && dayOf(restored.until) }];
}
