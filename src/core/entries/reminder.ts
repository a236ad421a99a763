import type { Book } from '../book.js';
import type { Instant } from '../day.js';
import { reminderKey, standsForReminder, type Dispatch, type NotSent } from '../dispatch.js';
import { by } from '../ledger-role.js';
import { added, changed, type Rules } from './rule.js';
import { lastTerm } from '../subscription.js';

export type ReminderEntry =
  | { readonly kind: 'reminder-claimed'; readonly dispatch: Dispatch }
  | { readonly kind: 'reminder-begun'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'reminder-sent'; readonly id: string; readonly at: Instant }
  | {
      readonly kind: 'reminder-failed';
      readonly id: string;
      readonly at: Instant;
      readonly reason: NotSent;
      readonly status: number | null;
    };

export const REMINDER: Rules<ReminderEntry> = {
  'reminder-claimed': {
    writers: by('renew', 'admin'),
    fields: {
      dispatch: {
        id: true,
        accountId: true,
        subscriptionId: true,
        term: true,
        days: true,
        notice: { kind: true, about: true },
        channel: true,
        to: true,
        state: true,
        claimedAt: true,
        sender: true,
        begunAt: true,
        settledAt: true,
        reason: true,
        status: true,
      },
    },
    concerns: ({ dispatch }) => ({ noun: 'subscription', id: dispatch.subscriptionId }),
    sound: ({ dispatch }) => requireNewDispatch(dispatch),
    apply: (book, { dispatch }) => ({ ...book, dispatches: added(book.dispatches, onlyDispatch(book, dispatch)) }),
  },
  'reminder-begun': {
    writers: by('renew', 'admin'),
    fields: { id: true, at: true },
    concerns: ({ id }) => ({ noun: 'dispatch', id }),
    apply: (book, { id, at }) => ({
      ...book,
      dispatches: changed(book.dispatches, id, (dispatch) => begun(dispatch, at)),
    }),
  },
  'reminder-sent': {
    writers: by('renew', 'admin'),
    fields: { id: true, at: true },
    concerns: ({ id }) => ({ noun: 'dispatch', id }),
    apply: (book, { id, at }) => settledDispatch(book, id, { state: 'sent', settledAt: at }),
  },
  'reminder-failed': {
    writers: by('renew', 'admin'),
    fields: { id: true, at: true, reason: true, status: true },
    concerns: ({ id }) => ({ noun: 'dispatch', id }),
    apply: (book, { id, at, reason, status }) =>
      settledDispatch(book, id, { state: 'failed', settledAt: at, reason, status }),
  },
};

/** @throws RangeError on a dispatch that already tells how it went */
function requireNewDispatch({ id, state, begunAt, settledAt, reason, status }: Dispatch): void {
  const isNew = state === 'sending' && !begunAt && settledAt === null && reason === null && status === null;
  if (!isNew) throw new RangeError(`dispatch ${id} is not new`);
}

/** Of the term that ends next, and of no reminder that was sent or may have been (G23). */
function onlyDispatch(book: Book, dispatch: Dispatch): Dispatch {
  const held = book.subscriptions.find(({ id }) => id === dispatch.subscriptionId);
  if (held?.accountId !== dispatch.accountId || lastTerm(held).number !== dispatch.term)
    throw new RangeError(`term ${dispatch.term} is not the last of ${dispatch.subscriptionId}`);
  const key = reminderKey(dispatch);
  if (book.dispatches.some((other) => standsForReminder(other) && reminderKey(other) === key))
    throw new RangeError(`reminder ${key} is claimed already`);
  return dispatch;
}

function begun(dispatch: Dispatch, at: Instant): Dispatch {
  if (dispatch.state !== 'sending' || dispatch.begunAt !== null)
    throw new RangeError(`dispatch ${dispatch.id} was begun, or is ${dispatch.state}`);
  return { ...dispatch, begunAt: at };
}

function settledDispatch(book: Book, id: string, outcome: Partial<Dispatch>): Book {
  const dispatches = changed(book.dispatches, id, (dispatch) => {
    if (dispatch.state !== 'sending') throw new RangeError(`dispatch ${id} is ${dispatch.state}, which is final`);
    return { ...dispatch, ...outcome };
  });
  return { ...book, dispatches };
}
