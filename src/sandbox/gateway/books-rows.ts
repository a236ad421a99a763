import { hash } from 'node:crypto';
import type { Instant } from '../../core/day.js';
import type { CardOnFile } from '../../core/payment-method.js';
import type { ChargeRequest, RefundRequest } from '../../payments/gateway.js';
import { row, rows, type Asking } from './asking.js';

/** A card on file: which test card it is and when it expires, never its number or its code (D19). */
export interface KeptCard {
  readonly gatewayRef: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

export type Verdict =
  | { readonly outcome: 'succeeded' | 'action_required'; readonly declineCode: null }
  | { readonly outcome: 'declined'; readonly declineCode: string };

/** A charge that was asked for and answered. */
export type SandboxCharge = ChargeRequest & { readonly chargeId: string } & Verdict;

/** A refund that was asked for and answered. */
export type SandboxRefund = RefundRequest & {
  readonly refundId: string;
  readonly outcome: 'refunded' | 'refused';
  readonly reason: string | null;
};

/** Neither a card nor a charge is in them. */
export function* isEmpty(): Asking<boolean> {
  return (yield* row('SELECT 1 FROM cards_on_file UNION ALL SELECT 1 FROM charges LIMIT 1')) === undefined;
}

export function* holdsCharges(): Asking<boolean> {
  return (yield* row('SELECT 1 FROM charges LIMIT 1')) !== undefined;
}

/** Of the ledger of that name. */
export function* holdsChargesOf(installation: string): Asking<boolean> {
  // "0" is the letter after "/": every reference of the installation, by the index.
  const sql = 'SELECT 1 FROM charges WHERE reference >= ? AND reference < ? LIMIT 1';
  return (yield* row(sql, `${installation}/`, `${installation}0`)) !== undefined;
}

/** The ledger whose books they are, where that was noted. */
export function* ownerOf(): Asking<string | undefined> {
  return (yield* row<{ installation: string }>('SELECT installation FROM ledger'))?.installation;
}

export function* noteOwner(installation: string): Asking<void> {
  const sql = `INSERT INTO ledger (id, installation) VALUES (1, ?)
    ON CONFLICT (id) DO UPDATE SET installation = excluded.installation`;
  yield* rows(sql, installation);
}

/** Keeps another card on file, even one that is there already. */
export function* keep(card: Omit<CardOnFile, 'gatewayRef'>, at: Instant): Asking<KeptCard> {
  const { last4, expMonth, expYear } = card;
  // No card is ever taken away, so the last row says how many there are.
  const last = yield* row<{ count: number }>('SELECT coalesce(max(rowid), 0) AS count FROM cards_on_file');
  const gatewayRef = idFrom('pm_sandbox', (last?.count ?? 0) + 1, last4, expMonth, expYear, at);
  return yield* keepAs(gatewayRef, card);
}

/** Keeps a card under a name that the caller knows to be free. */
export function* keepAs(
  gatewayRef: string,
  { last4, expMonth, expYear }: Omit<CardOnFile, 'gatewayRef'>,
): Asking<KeptCard> {
  const sql = 'INSERT INTO cards_on_file (gateway_ref, last4, exp_month, exp_year) VALUES (?, ?, ?, ?)';
  yield* rows(sql, gatewayRef, last4, expMonth, expYear);
  return { gatewayRef, last4, expMonth, expYear };
}

export function* cardOnFile(gatewayRef: string): Asking<KeptCard | undefined> {
  const found = yield* row<CardRow>('SELECT * FROM cards_on_file WHERE gateway_ref = ?', gatewayRef);
  return found && { gatewayRef, last4: found.last4, expMonth: found.exp_month, expYear: found.exp_year };
}

export function* record(request: ChargeRequest, answer: Verdict): Asking<SandboxCharge> {
  const counting = 'SELECT count(*) AS earlier FROM charges WHERE idempotency_key = ?';
  const { earlier } = (yield* row<{ earlier: number }>(counting, request.key)) ?? { earlier: 0 };
  return yield* recordAfter(earlier, request, answer);
}

/** @param earlier how many of its key are in the books */
export function* recordAfter(earlier: number, request: ChargeRequest, answer: Verdict): Asking<SandboxCharge> {
  const chargeId = idFrom('ch_sandbox', request.key, earlier + 1);
  const { key, reference, gatewayRef, amount, at } = request;
  const { outcome, declineCode } = answer;
  const sql = `INSERT INTO charges
    (idempotency_key, charge_id, reference, gateway_ref, amount, currency, at, outcome, decline_code)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  yield* rows(sql, key, chargeId, reference, gatewayRef, amount.amount, amount.currency, at, outcome, declineCode);
  return { ...request, ...answer, chargeId };
}

/** In the order they were made. */
export function* charges(column: 'idempotency_key' | 'reference', value: string): Asking<readonly SandboxCharge[]> {
  const found = yield* rows<ChargeRow>(`SELECT * FROM charges WHERE ${column} = ? ORDER BY sequence`, value);
  return found.map(fromRow);
}

export function* chargeNamed(chargeId: string): Asking<SandboxCharge | undefined> {
  const found = yield* row<ChargeRow>('SELECT * FROM charges WHERE charge_id = ?', chargeId);
  return found && fromRow(found);
}

/** Of a charge, in the order they were asked for. */
export function* refundsOf(chargeId: string): Asking<readonly SandboxRefund[]> {
  const found = yield* rows<RefundRow>('SELECT * FROM refunds WHERE charge_id = ? ORDER BY sequence', chargeId);
  return found.map(refundFromRow);
}

export function* isRefundKey(key: string): Asking<boolean> {
  return (yield* row('SELECT 1 FROM refunds WHERE idempotency_key = ?', key)) !== undefined;
}

/** @param reason why the bank does not take it; null where it does */
export function* recordRefund(request: RefundRequest, reason: string | null): Asking<SandboxRefund> {
  const { key, chargeId, amount, at } = request;
  const refundId = idFrom('re_sandbox', key, (yield* refundsOf(chargeId)).length + 1);
  const outcome = reason === null ? 'refunded' : 'refused';
  const sql = `INSERT INTO refunds (idempotency_key, refund_id, charge_id, amount, currency, at, outcome, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  yield* rows(sql, key, refundId, chargeId, amount.amount, amount.currency, at, outcome, reason);
  return { ...request, refundId, outcome, reason };
}

/** Those that succeeded and were not given back, in the order they were made, after the one of that sequence. */
export function* succeeded(
  after: number,
  limit: number,
): Asking<readonly (SandboxCharge & { readonly sequence: number })[]> {
  const returned = `SELECT 1 FROM refunds r WHERE r.charge_id = charges.charge_id AND r.outcome = 'refunded'`;
  const sql = `SELECT * FROM charges WHERE sequence > ? AND outcome = 'succeeded' AND NOT EXISTS (${returned})
    ORDER BY sequence LIMIT ?`;
  const found = yield* rows<ChargeRow>(sql, after, limit);
  return found.map((one) => ({ ...fromRow(one), sequence: one.sequence }));
}

/** A table of what was asked and answered: its columns, and the one that numbers its rows as they came. */
export interface KeptTable {
  readonly name: string;
  readonly order: string;
  readonly columns: readonly string[];
}

const SAID = ['amount', 'currency', 'at', 'outcome'];

/** Each after those that it refers to. */
export const TABLES: readonly KeptTable[] = [
  { name: 'cards_on_file', order: 'rowid', columns: ['gateway_ref', 'last4', 'exp_month', 'exp_year'] },
  {
    name: 'charges',
    order: 'sequence',
    columns: ['idempotency_key', 'charge_id', 'reference', 'gateway_ref', ...SAID, 'decline_code'],
  },
  { name: 'refunds', order: 'sequence', columns: ['idempotency_key', 'refund_id', 'charge_id', ...SAID, 'reason'] },
];

/** A row, and its place among those of its table. What numbers it is not its own. */
export interface Kept {
  readonly place: number;
  readonly row: Readonly<Record<string, string | number | null>>;
}

/** So many rows after a place. */
export function* pageOf({ name, order, columns }: KeptTable, after: number, limit: number): Asking<readonly Kept[]> {
  const sql = `SELECT ${order} AS place, ${columns.join(', ')} FROM ${name} WHERE ${order} > ? ORDER BY ${order} LIMIT ?`;
  const found = yield* rows<Kept['row'] & { readonly place: number }>(sql, after, limit);
  return found.map(({ place, ...row }) => ({ place, row }));
}

export function* inserted({ name, columns }: KeptTable, { row: kept }: Kept): Asking<void> {
  const sql = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  yield* rows(sql, ...columns.map((column) => kept[column] ?? null));
}

const ALL = Number.MAX_SAFE_INTEGER;

/** Every row, by its table, in the order in which they came to be. */
export function* everything(): Asking<readonly (readonly [KeptTable, readonly Kept[]])[]> {
  const found: (readonly [KeptTable, readonly Kept[]])[] = [];
  for (const table of TABLES) found.push([table, yield* pageOf(table, 0, ALL)]);
  return found;
}

/** Writes all of that into empty books. */
export function* copied(found: readonly (readonly [KeptTable, readonly Kept[]])[]): Asking<void> {
  for (const [table, held] of found) for (const one of held) yield* inserted(table, one);
}

/** Takes every row out. */
export function* emptied(): Asking<void> {
  for (const { name } of TABLES.toReversed()) yield* rows(`DELETE FROM ${name}`);
}

interface CardRow {
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

interface ChargeRow {
  readonly sequence: number;
  readonly idempotency_key: string;
  readonly charge_id: string;
  readonly reference: string;
  readonly gateway_ref: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly outcome: Verdict['outcome'];
  readonly decline_code: string | null;
}

function fromRow(row: ChargeRow): SandboxCharge {
  return {
    key: row.idempotency_key,
    chargeId: row.charge_id,
    reference: row.reference,
    gatewayRef: row.gateway_ref,
    amount: { amount: row.amount, currency: row.currency },
    at: row.at as Instant,
    // The table's own check holds the two together.
    ...({ outcome: row.outcome, declineCode: row.decline_code } as Verdict),
  };
}

interface RefundRow {
  readonly idempotency_key: string;
  readonly refund_id: string;
  readonly charge_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly outcome: SandboxRefund['outcome'];
  readonly reason: string | null;
}

function refundFromRow(row: RefundRow): SandboxRefund {
  return {
    key: row.idempotency_key,
    refundId: row.refund_id,
    chargeId: row.charge_id,
    amount: { amount: row.amount, currency: row.currency },
    at: row.at as Instant,
    outcome: row.outcome,
    reason: row.reason,
  };
}

/**
 * An identifier that follows from `parts` alone. Letters only: a run of digits in a hash could pass for a card number,
 * and no such number may stand in the books (I14).
 */
export function idFrom(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify([prefix, ...parts]), 'buffer');
  let letters = '';
  for (const byte of digest.subarray(0, 24)) letters += String.fromCharCode(97 + (byte % 26));
  return `${prefix}_${letters}`;
}
