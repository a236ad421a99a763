import type { Entry } from '../../core/entry.js';
import type { Order, TransferEnd } from '../../core/order.js';
import { canonical } from '../../core/plan.js';
import type { TermSpan } from '../../core/subscription.js';
import { LedgerError } from '../store.js';

export type TransferEndRow = ReturnType<typeof transferEndRow>;

export function transferEndRow({ orderId, end, term }: Extract<Entry, { readonly kind: 'transfer-ended' }>) {
  return {
    order_id: orderId,
    outcome: end.outcome,
    received_on: end.outcome === 'received' ? end.receivedOn : null,
    term: term && canonical(term),
    at: end.at,
    by: end.by,
  };
}

/** The order as it ended: what the funds paid for stands in place of what was ordered. */
export function withTransferEnd(order: Order, row: TransferEndRow | undefined, location: string): Order {
  if (!row || !order.transfer) return order;
  const { due } = order.transfer;
  if (row.term === null) return { ...order, transfer: { due, end: endOf(row) } };
  return { ...order, term: termOf(row, location), transfer: { due, ordered: order.term, end: endOf(row) } };
}

function endOf({ outcome, received_on: receivedOn, at, by }: TransferEndRow): TransferEnd {
  if (outcome !== 'received') return { outcome, at, by };
  if (receivedOn === null) throw new RangeError('funds were received on no day');
  return { outcome, receivedOn, at, by };
}

/** @throws LedgerError `CORRUPT` where it cannot be read */
function termOf({ order_id: id, term }: TransferEndRow, location: string): TermSpan {
  try {
    return JSON.parse(term ?? '') as TermSpan;
  } catch (cause) {
    throw new LedgerError('LEDGER_CORRUPT', location, `the term of order ${id} is not JSON`, { cause });
  }
}
