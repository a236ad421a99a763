import { money } from '../../core/money.js';
import type { Refund } from '../../core/refund.js';
import type { Cancellation } from '../../core/subscription.js';
import { claimColumns, claimIn } from './claim-rows.js';
import type { NewRequest, RequestEntry, SupportRequest } from '../../core/support-request.js';

export type RequestRow = ReturnType<typeof requestRow>;
export type RequestEntryRow = ReturnType<typeof requestEntryRow>;
export type CancellationRow = ReturnType<typeof cancellationRow>;
export type RefundRow = ReturnType<typeof refundRow>;

export function requestRow(request: NewRequest) {
  return {
    id: request.id,
    account_id: request.accountId,
    number: request.number,
    problem: request.problem,
    cancels: request.cancels,
    text: request.text,
    filed_at: request.filedAt,
    filed_by: request.filedBy,
  };
}

export function requestOf(row: RequestRow, entries: readonly RequestEntry[]): SupportRequest {
  const { id, account_id: accountId, number, problem, cancels, text, filed_at: filedAt, filed_by: filedBy } = row;
  return { id, accountId, number, problem, cancels, text, filedAt, filedBy, entries };
}

export function requestEntryRow({ requestId, number, text, outcome, at, by }: RequestEntry) {
  return { request_id: requestId, number, text, outcome, at, by };
}

export function requestEntryOf(row: RequestEntryRow): RequestEntry {
  const { request_id: requestId, number, text, outcome, at, by } = row;
  return { requestId, number, text, outcome, at, by };
}

export function cancellationRow(subscriptionId: string, { requestId, from, at, by }: Cancellation) {
  return { subscription_id: subscriptionId, request_id: requestId, from_day: from, at, by };
}

export function cancellationOf({ request_id: requestId, from_day: from, at, by }: CancellationRow): Cancellation {
  return { requestId, from, at, by };
}

export function refundRow(refund: Refund) {
  return {
    id: refund.id,
    order_id: refund.orderId,
    request_id: refund.requestId,
    ordinal: refund.ordinal,
    key: refund.key,
    charge_id: refund.chargeId,
    amount: refund.amount.amount,
    currency: refund.amount.currency,
    state: refund.state,
    sent_at: refund.sentAt,
    sent_by: refund.sentBy,
    sender: refund.sender,
    ...claimColumns(refund),
    settled_at: refund.settledAt,
    gateway_ref: refund.gatewayRef,
    reason: refund.reason,
  };
}

export function refundOf(row: RefundRow): Refund {
  return {
    id: row.id,
    orderId: row.order_id,
    requestId: row.request_id,
    ordinal: row.ordinal,
    key: row.key,
    chargeId: row.charge_id,
    amount: money(row.amount, row.currency),
    state: row.state,
    sentAt: row.sent_at,
    sentBy: row.sent_by,
    sender: row.sender,
    ...claimIn(row),
    settledAt: row.settled_at,
    gatewayRef: row.gateway_ref,
    reason: row.reason,
  };
}
