import { isUnsettled, type Dispatch } from '../core/dispatch.js';
import type { Refusal } from '../core/refusal.js';
import { isOver } from './reminders-send.js';
import { clockBehind, notBefore, type Desk } from './desk.js';

export const REMINDER_OUTCOMES = ['arrived', 'not-arrived'] as const;
/** What a person found out about a reminder that nobody answered for. */
export type ReminderOutcome = (typeof REMINDER_OUTCOMES)[number];

/** Whether a person may say what became of it: it was begun, has no outcome, and can get none any more (G23). */
export function awaitsAnswer(dispatch: Dispatch, desk: Pick<Desk, 'at' | 'isGone'>): boolean {
  return isUnsettled(dispatch) && isOver(desk, dispatch);
}

/**
 * Writes down what a person says of a reminder that may have arrived. One that did not is due again, and sent by the next
 * run. undefined where none waits for an answer under that id any more.
 */
export async function settleReminder(
  desk: Desk,
  named: Pick<Dispatch, 'accountId' | 'id'>,
  outcome: ReminderOutcome,
): Promise<Dispatch | { readonly refusal: Refusal } | undefined> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, named.accountId);
    if (behind) return { refusal: behind };
    const find = async () => (await ledger.book(named.accountId))?.dispatches.find(({ id }) => id === named.id);
    const found = await find();
    if (!found || !awaitsAnswer(found, desk)) return undefined;
    const at = await notBefore(ledger, desk.at, named.accountId);
    const { id } = found;
    if (outcome === 'arrived') await ledger.append({ kind: 'reminder-sent', id, at }, at, desk.by);
    else await ledger.append({ kind: 'reminder-failed', id, at, reason: 'not-arrived', status: null }, at, desk.by);
    return find();
  });
}
