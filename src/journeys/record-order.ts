import type { Attention } from '../core/attention.js';
import type { Book } from '../core/book.js';
import { dayOf } from '../core/day.js';
import { paysFor } from '../core/order.js';
import type { Programme } from '../core/programme.js';
import { newestStatement, type RecordedOrder } from '../core/recorded-order.js';
import { oddities } from '../core/oddity.js';
import { correcting, recording, type Correction, type Recording, type RenewalSaid } from '../core/recording.js';
import type { Refusal } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import { viewAt } from '../core/view.js';
import type { FileToKeep, Writer } from '../store/store.js';
import { heldBy, recordOrder } from './adopt.js';
import { inItsTurn, type Desk } from './desk.js';
import { putBack } from './kept-evidence.js';
import { closeOverdue } from './transfers.js';

/** What was recorded, as it is read back; `changed`: false where exactly this was there already (D25). */
export interface Recorded {
  readonly book: Book;
  readonly order: RecordedOrder;
  readonly subscription: Subscription;
  readonly changed: boolean;
  /** The files of its evidence that were not kept as they were and are kept again, by name. */
  readonly putBack: readonly string[];
  readonly warnings: readonly Attention[];
}

/** A renewal that was paid elsewhere: the next term of what is owned, as it was stated (D22, D24, D28). */
export function recordRenewal(
  asked: Desk,
  programme: Programme,
  held: Subscription,
  said: RenewalSaid,
  files: readonly FileToKeep[] = [],
): Promise<Recorded | { refusal: Refusal }> {
  return stating(asked, programme, held, files, (desk, ledger, book) => {
    const now = book.subscriptions.find(({ id }) => id === held.id) ?? held;
    const comes = recording(viewAt(programme, book, desk.at), now, said);
    return { comes, write: (written) => writeRenewal(desk, ledger, { book, held: now, said, files }, written) };
  });
}

/** What was stated wrongly is stated again: both stay in the history, and the newer counts (D26). */
export function correctOrder(
  asked: Desk,
  programme: Programme,
  order: RecordedOrder,
  {
    reason,
    files = [],
    ...correction
  }: Correction & { readonly reason: string; readonly files?: readonly FileToKeep[] },
): Promise<Recorded | { refusal: Refusal }> {
  return stating(asked, programme, order, files, (desk, ledger, book) => {
    const now = book.recorded.find(({ id }) => id === order.id) ?? order;
    const comes = correcting(viewAt(programme, book, desk.at), now, correction);
    return { comes, write: (written) => writeCorrection(desk, ledger, now, { reason, files, ...written }) };
  });
}

type Written = Extract<Recording, { readonly kind: 'writes' }>;

interface Coming {
  readonly comes: Recording;
  readonly write: (written: Written) => Promise<string>;
}

async function stating(
  desk: Desk,
  programme: Programme,
  { accountId }: Pick<RecordedOrder, 'accountId'>,
  files: readonly FileToKeep[],
  plan: (desk: Desk, ledger: Writer, book: Book) => Coming,
): Promise<Recorded | { refusal: Refusal }> {
  const outcome = await desk.ledger.write(async (ledger) => {
    const turn = await inItsTurn(ledger, desk, accountId);
    const book = await ledger.book(accountId);
    if (turn.refusal) return { refusal: turn.refusal };
    if (!book) throw new Error(`account ${accountId} has gone from the ledger`);
    const { comes, write } = plan(turn.desk, ledger, book);
    if (comes.kind === 'refused') return { refusal: comes.refusal };
    return comes.kind === 'unchanged'
      ? { id: comes.order.id, changed: false, putBack: await putBack(ledger, comes.order, files) }
      : { id: await write(comes), changed: true, putBack: [] };
  });
  if (outcome.refusal) return { refusal: outcome.refusal };
  const { id, ...came } = outcome;
  const book = await desk.ledger.read((ledger) => ledger.book(accountId));
  const order = book?.recorded.find((one) => one.id === id);
  if (!book || !order) throw new Error(`order ${id} was recorded and the ledger does not show it`);
  const view = viewAt(programme, book, desk.at);
  return { book, order, subscription: heldBy(book, order), ...came, warnings: oddities(view, order) };
}

async function writeRenewal(
  desk: Desk,
  ledger: Writer,
  {
    book,
    held,
    said,
    files,
  }: {
    readonly book: Book;
    readonly held: Subscription;
    readonly said: RenewalSaid;
    readonly files: readonly FileToKeep[];
  },
  written: Written,
): Promise<string> {
  const { id: subscriptionId, accountId, programme, offer, enrolment } = held;
  await closeOverdue(desk, ledger, { book, today: dayOf(desk.at) }, (order) => paysFor(order, subscriptionId));
  const keeps = said.keepsHolders ? ({ keepsHolders: true } as const) : {};
  const of = { accountId, kind: 'renewal', programme, offer, subscriptionId, enrolment, ...keeps } as const;
  return (await recordOrder(desk, ledger, of, written, files)).id;
}

async function writeCorrection(
  desk: Desk,
  ledger: Writer,
  order: RecordedOrder,
  { reason, files, term, facts }: Written & { readonly reason: string; readonly files: readonly FileToKeep[] },
): Promise<string> {
  for (const file of files) await ledger.keep(file);
  const { at, by } = desk;
  const number = newestStatement(order).number + 1;
  const statement = { ...facts, number, term, reason, at, by };
  await ledger.append({ kind: 'order-corrected', orderId: order.id, statement }, at, by);
  return order.id;
}
