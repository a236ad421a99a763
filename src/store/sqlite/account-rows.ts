import type { Acceptance, Account } from '../../core/account.js';
import type { PaymentMethod } from '../../core/payment-method.js';

export type AccountRow = ReturnType<typeof accountRow>;
export type MethodRow = ReturnType<typeof methodRow>;
export type AcceptanceRow = ReturnType<typeof acceptanceRow>;

export function accountRow(account: Account) {
  const { id, mpnId, company, country, email, programme, joinedOn, leftOn } = account;
  return { id, mpn_id: mpnId, company, country, email, programme, joined_on: joinedOn, left_on: leftOn };
}

export function accountOf(row: AccountRow): Account {
  const { id, mpn_id: mpnId, company, country, email, programme, joined_on: joinedOn, left_on: leftOn } = row;
  return { id, mpnId, company, country, email, programme, joinedOn, leftOn };
}

export function methodRow(method: PaymentMethod) {
  return {
    id: method.id,
    account_id: method.accountId,
    gateway_ref: method.gatewayRef,
    brand: method.brand,
    last4: method.last4,
    exp_month: method.expMonth,
    exp_year: method.expYear,
    holder: method.holder,
    added_at: method.addedAt,
    removed_at: method.removedAt,
    is_default: method.isDefault ? 1 : 0,
  };
}

export function methodOf(row: MethodRow): PaymentMethod {
  return {
    id: row.id,
    accountId: row.account_id,
    gatewayRef: row.gateway_ref,
    brand: row.brand,
    last4: row.last4,
    expMonth: row.exp_month,
    expYear: row.exp_year,
    holder: row.holder,
    addedAt: row.added_at,
    removedAt: row.removed_at,
    isDefault: row.is_default === 1,
  };
}

export function acceptanceRow(acceptance: Acceptance) {
  const { id, accountId, terms, version, sha256, by, at, orderId } = acceptance;
  return { id, account_id: accountId, terms, version, sha256, by, at, order_id: orderId };
}

export function acceptanceOf(row: AcceptanceRow): Acceptance {
  const { id, account_id: accountId, terms, version, sha256, by, at, order_id: orderId } = row;
  return { id, accountId, terms, version, sha256, by, at, orderId };
}
