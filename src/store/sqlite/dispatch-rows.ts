import type { Dispatch } from '../../core/dispatch.js';

export type DispatchRow = ReturnType<typeof dispatchRow>;

export function dispatchRow(dispatch: Dispatch) {
  return {
    id: dispatch.id,
    account_id: dispatch.accountId,
    subscription_id: dispatch.subscriptionId,
    term: dispatch.term,
    days: dispatch.days,
    notice: dispatch.notice?.kind ?? null,
    notice_about: dispatch.notice?.about ?? null,
    channel: dispatch.channel,
    recipient: dispatch.to,
    state: dispatch.state,
    claimed_at: dispatch.claimedAt,
    sender: dispatch.sender,
    begins_noted: dispatch.begunAt === undefined ? 0 : 1,
    begun_at: dispatch.begunAt ?? null,
    settled_at: dispatch.settledAt,
    reason: dispatch.reason,
    status: dispatch.status,
  };
}

export function dispatchOf(row: DispatchRow): Dispatch {
  return {
    id: row.id,
    accountId: row.account_id,
    subscriptionId: row.subscription_id,
    term: row.term,
    days: row.days,
    ...(row.notice !== null && row.notice_about !== null
      ? { notice: { kind: row.notice, about: row.notice_about } }
      : {}),
    channel: row.channel,
    to: row.recipient,
    state: row.state,
    claimedAt: row.claimed_at,
    sender: row.sender,
    ...(row.begins_noted === 1 ? { begunAt: row.begun_at } : {}),
    settledAt: row.settled_at,
    reason: row.reason,
    status: row.status,
  };
}
