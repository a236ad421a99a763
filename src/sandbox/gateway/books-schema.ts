/** Stands in the header of every books file: the bytes `PSBX`. */
export const BOOKS_APPLICATION_ID = 0x50534258;

const CHARGES = `
CREATE TABLE cards_on_file (
  gateway_ref TEXT PRIMARY KEY,
  last4 TEXT NOT NULL,
  exp_month INTEGER NOT NULL,
  exp_year INTEGER NOT NULL
) STRICT;
CREATE TABLE charges (
  sequence INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  charge_id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  gateway_ref TEXT NOT NULL REFERENCES cards_on_file,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'declined', 'action_required')),
  decline_code TEXT CHECK ((outcome = 'declined') = (decline_code IS NOT NULL))
) STRICT;
CREATE INDEX charges_by_key ON charges (idempotency_key);
CREATE INDEX charges_by_reference ON charges (reference);
`;

const REFUNDS = `
CREATE TABLE refunds (
  sequence INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  refund_id TEXT NOT NULL UNIQUE,
  charge_id TEXT NOT NULL REFERENCES charges (charge_id),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('refunded', 'refused')),
  reason TEXT CHECK ((outcome = 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX refunds_by_key ON refunds (idempotency_key);
CREATE INDEX refunds_by_charge ON refunds (charge_id);
`;

const LEDGER = `
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  installation TEXT NOT NULL
) STRICT;
`;

/** What each version of the books added to the one before; books of an earlier one get what they lack. */
export const BOOKS_VERSIONS: readonly string[] = [CHARGES, REFUNDS, LEDGER];
