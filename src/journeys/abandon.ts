import { isAbandoned, type Abandonment, type Sent } from '../core/claim.js';
import type { Entry } from '../core/entry.js';
import { openAttempt, type Order } from '../core/order.js';
import { isOpenRefund } from '../core/refund.js';
import type { Refund } from '../core/records.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { sameEmail, whoCan, type User } from '../core/user.js';
import type { Writer } from '../store/store.js';
import { runsHere } from './claims.js';
import { recoverRefunds, refundStands, type GivenBack } from './give-back.js';
import { recover, type Recovered } from './recover.js';
import { orderOf, settledAs } from './settle.js';
import { clockBehind, type Desk } from './desk.js';

export type Abandoned =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A process of this machine has it: it goes on, or can be ended. */
  | { readonly kind: 'in-progress'; readonly order: Order }
  /** One has said so; another has to. */
  | { readonly kind: 'said'; readonly result: Recovered | GivenBack; readonly by: readonly string[] }
  /** Two have, or nothing was open. */
  | { readonly kind: 'looked'; readonly result: Recovered | GivenBack };

/** What was sent for an order and has no believed answer. */
type Open =
  | { readonly what: 'attempt'; readonly sent: Sent }
  | { readonly what: 'refund'; readonly sent: Sent; readonly refund: Refund };

/**
 * A person says that whoever began to send the payment of an order, or its refund, never will (G3). Two different people
 * who may buy have to say so; then the gateway is looked at, and what it does not know of was not made. While it cannot
 * be asked, the outcome stays unknown for seven days.
 */
export async function abandon(desk: Desk, { id, accountId }: Order): Promise<Abandoned> {
  const said = await desk.ledger.write((ledger) => say(desk, ledger, { id, accountId }));
  if (said.kind !== 'both') return said;
  const results = [...(await recover(desk, accountId)), ...(await recoverRefunds(desk, accountId))];
  const result = results.find(({ order }) => order.id === id) ?? (await standsNow(desk, said.open, id));
  return { kind: 'looked', result };
}

type Said = Abandoned | { readonly kind: 'both'; readonly open: Open };

async function say(desk: Desk, ledger: Writer, { id, accountId }: Pick<Order, 'id' | 'accountId'>): Promise<Said> {
  const behind = await clockBehind(ledger, desk.at, accountId);
  if (behind) return { kind: 'refused', refusal: behind };
  const order = await orderOf(ledger, { orderId: id });
  const open = await openOf(ledger, order);
  if (!open) return { kind: 'looked', result: settledAs(order) };
  if (runsHere(desk, open.sent)) return { kind: 'in-progress', order };
  const before = open.sent.abandoned ?? [];
  if (isAbandoned(open.sent)) return { kind: 'both', open };
  const isNew = !before.some(({ by }) => sameEmail(by, desk.by));
  const alone = onlyOne(desk, await ledger.users(accountId), order, before);
  if (alone) return { kind: 'refused', refusal: alone };
  const word = { by: desk.by, at: desk.at };
  if (isNew) await ledger.append(entryFor(open, word), desk.at, desk.by);
  if (isNew && before.length === 1) return { kind: 'both', open };
  const result =
    open.what === 'refund'
      ? await refundStands(ledger, open.refund)
      : settledAs(await orderOf(ledger, { orderId: id }));
  return { kind: 'said', result, by: isNew ? [desk.by] : before.map(({ by }) => by) };
}

/** Nobody could say it after this one (D18). */
function onlyOne(
  desk: Desk,
  users: readonly User[],
  order: Order,
  before: readonly Abandonment[],
): Refusal | undefined {
  const others = whoCan(users, 'buy').filter(({ email }) => !sameEmail(email, desk.by));
  return before.length > 0 || others.length > 0
    ? undefined
    : refuse('TWO_ADMINS_REQUIRED', { order: order.id, why: 'alone' });
}

async function openOf(ledger: Writer, order: Order): Promise<Open | undefined> {
  const attempt = openAttempt(order);
  if (attempt) return { what: 'attempt', sent: attempt };
  const refund = (await ledger.refundsOf(order.id)).find(isOpenRefund);
  return refund && { what: 'refund', sent: refund, refund };
}

function entryFor({ what, sent }: Open, word: Abandonment): Entry {
  return what === 'attempt'
    ? { kind: 'attempt-abandoned', id: sent.id, word }
    : { kind: 'refund-abandoned', id: sent.id, word };
}

/** Where another process has settled it meanwhile. */
async function standsNow(desk: Desk, open: Open, orderId: string): Promise<Recovered | GivenBack> {
  return desk.ledger.read(async (ledger) =>
    open.what === 'refund' ? refundStands(ledger, open.refund) : settledAs(await orderOf(ledger, { orderId })),
  );
}
