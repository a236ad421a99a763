import { automaticRenewal, turnOff, turnOn, type AutomaticRenewal } from '../core/automatic-renewal.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day } from '../core/day.js';
import { earliestOff } from '../core/event-day.js';
import type { Programme } from '../core/programme.js';
import type { Refusal } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import type { Reader } from '../store/store.js';
import { inItsTurn, type Desk } from './desk.js';

/** Before and after, both read from the ledger: a setting that seemed to work and changed nothing would show. */
export interface Switched {
  readonly book: Book;
  readonly subscription: Subscription;
  readonly before: AutomaticRenewal;
  readonly after: AutomaticRenewal;
  readonly changed: boolean;
}

/** J2, R14: one row "off for term n", then everything is read back. Turning off twice changes nothing (D5). */
export async function turnOffRenewal(
  desk: Desk,
  programme: Programme,
  held: Subscription,
  on?: Day,
): Promise<Switched | { refusal: Refusal }> {
  const today = dayOf(desk.at);
  const written = await desk.ledger.write(async (ledger) => {
    const turn = await inItsTurn(ledger, desk, held.accountId);
    if (turn.refusal) return { refusal: turn.refusal };
    const { at, by } = turn.desk;
    const { book, subscription } = await reread(ledger, held);
    const before = automaticRenewal(subscription, programme.policy, today);
    const earliest = earliestOff(book, subscription);
    const answer = turnOff(subscription, programme.policy, { today, on, earliest, at, by });
    if (answer.kind === 'refused') return { refusal: answer.refusal };
    if (answer.kind === 'turned-off') {
      const off = { subscriptionId: subscription.id, ...answer.row };
      await ledger.append({ kind: 'automatic-renewal-turned-off', ...off }, at, by);
    }
    return { before };
  });
  if (written.refusal) return { refusal: written.refusal };
  const { book, subscription } = await desk.ledger.read((ledger) => reread(ledger, held));
  const after = automaticRenewal(subscription, programme.policy, today);
  return { book, subscription, before: written.before, after, changed: written.before.kind !== after.kind };
}

/** R15: there is nothing to write. On already, or refused with the day on which a renewal brings it back (D5). */
export async function turnOnRenewal(
  desk: Desk,
  programme: Programme,
  held: Subscription,
): Promise<Switched | { refusal: Refusal }> {
  const today = dayOf(desk.at);
  const { book, subscription } = await desk.ledger.read((ledger) => reread(ledger, held));
  const refusal = turnOn(subscription, programme.policy, today);
  if (refusal) return { refusal };
  const state = automaticRenewal(subscription, programme.policy, today);
  return { book, subscription, before: state, after: state, changed: false };
}

async function reread(ledger: Reader, held: Subscription): Promise<{ book: Book; subscription: Subscription }> {
  const book = await ledger.book(held.accountId);
  const subscription = book?.subscriptions.find((candidate) => candidate.id === held.id);
  if (!book || !subscription) throw new Error(`subscription ${held.id} has gone from the ledger`);
  return { book, subscription };
}
