-- The ledger of a partner programme membership, version 1.
--
-- written: the audit entry that made a row; rows are in the order of their entries.
-- Days are text `YYYY-MM-DD`, instants text `YYYY-MM-DDTHH:MM:SS.mmmZ`, both UTC; no date is ever computed here.
-- Money is an integer of minor units beside its currency.
-- Snapshots that are only ever read whole (the lines of an order) are JSON text.

CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  installation TEXT NOT NULL CHECK (installation <> ''),
  gateway TEXT NOT NULL CHECK (gateway <> ''),
  created_at TEXT NOT NULL CHECK (length(created_at) = 24),
  -- What the first entry of the audit chain hangs on: the hash of the three above.
  genesis TEXT NOT NULL CHECK (length(genesis) = 64),
  frozen_at TEXT CHECK (length(frozen_at) = 24)
) STRICT;

-- AUTOINCREMENT remembers the highest number ever given, so that an entry cut off the end is missed.
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL CHECK (json_valid(body)),
  prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_of_account ON audit (account_id, sequence);

CREATE TABLE accounts (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  mpn_id TEXT NOT NULL UNIQUE,
  company TEXT NOT NULL,
  country TEXT NOT NULL,
  email TEXT NOT NULL,
  programme TEXT NOT NULL,
  joined_on TEXT NOT NULL CHECK (length(joined_on) = 10),
  left_on TEXT CHECK (length(left_on) = 10)
) STRICT;

CREATE TABLE payment_methods (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  gateway_ref TEXT NOT NULL,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL CHECK (last4 GLOB '[0-9][0-9][0-9][0-9]'),
  exp_month INTEGER NOT NULL CHECK (exp_month BETWEEN 1 AND 12),
  exp_year INTEGER NOT NULL CHECK (exp_year BETWEEN 2000 AND 9999),
  holder TEXT,
  added_at TEXT NOT NULL CHECK (length(added_at) = 24),
  removed_at TEXT CHECK (length(removed_at) = 24),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  CHECK (is_default = 0 OR removed_at IS NULL)
) STRICT;
CREATE INDEX payment_methods_of_account ON payment_methods (account_id);
CREATE UNIQUE INDEX one_default_an_account ON payment_methods (account_id) WHERE is_default = 1;

CREATE TABLE acceptances (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  terms TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL CHECK (length(at) = 24),
  -- Terms may be accepted a moment before the order is placed.
  order_id TEXT REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX acceptances_of_account ON acceptances (account_id);
CREATE INDEX acceptances_of_order ON acceptances (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE orders (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('purchase', 'renewal')),
  programme TEXT NOT NULL,
  offer TEXT NOT NULL,
  -- The subscription of a first purchase begins when the order is paid, so this cannot refer to a row.
  subscription_id TEXT NOT NULL,
  enrolment INTEGER NOT NULL CHECK (enrolment >= 0),
  term_number INTEGER NOT NULL CHECK (term_number >= 0),
  term_anchor TEXT NOT NULL CHECK (length(term_anchor) = 10),
  term_years_from_anchor INTEGER NOT NULL CHECK (term_years_from_anchor >= 0),
  term_start TEXT NOT NULL CHECK (length(term_start) = 10),
  term_end TEXT NOT NULL CHECK (length(term_end) = 10 AND term_end > term_start),
  reference TEXT NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  tax INTEGER CHECK (tax BETWEEN 0 AND total),
  total INTEGER NOT NULL CHECK (total BETWEEN 0 AND 9007199254740991),
  terms_id TEXT NOT NULL,
  terms_version TEXT NOT NULL,
  payment_method_id TEXT NOT NULL REFERENCES payment_methods (id) DEFERRABLE INITIALLY DEFERRED,
  placed_at TEXT NOT NULL CHECK (length(placed_at) = 24),
  placed_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('placed', 'paid', 'failed')),
  paid_at TEXT CHECK (length(paid_at) = 24),
  receipt_year INTEGER CHECK (receipt_year BETWEEN 1 AND 9999),
  receipt_serial INTEGER CHECK (receipt_serial >= 1),
  UNIQUE (receipt_year, receipt_serial),
  CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  CHECK ((state = 'paid') = (receipt_year IS NOT NULL)),
  CHECK ((state = 'paid') = (receipt_serial IS NOT NULL))
) STRICT;
CREATE INDEX orders_of_account ON orders (account_id);
-- I2
CREATE UNIQUE INDEX one_order_a_term ON orders (subscription_id, term_number) WHERE state IN ('placed', 'paid');
CREATE UNIQUE INDEX one_order_a_reference ON orders (reference) WHERE state IN ('placed', 'paid');

CREATE TABLE attempts (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  reference TEXT NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  key TEXT NOT NULL UNIQUE,
  amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  payment_method_id TEXT NOT NULL REFERENCES payment_methods (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state IN ('sending', 'unknown', 'succeeded', 'declined', 'action_required', 'not_executed')),
  sent_at TEXT NOT NULL CHECK (length(sent_at) = 24),
  sender TEXT NOT NULL,
  settled_at TEXT CHECK (length(settled_at) = 24),
  charge_id TEXT,
  decline_code TEXT,
  UNIQUE (reference, ordinal),
  CONSTRAINT key_is_reference_and_ordinal CHECK (key = reference || '/' || ordinal),
  CHECK ((settled_at IS NULL) = (state IN ('sending', 'unknown'))),
  CHECK (state <> 'succeeded' OR charge_id IS NOT NULL)
) STRICT;
CREATE INDEX attempts_of_order ON attempts (order_id);
-- I1
CREATE UNIQUE INDEX one_charge_an_order ON attempts (order_id) WHERE state IN ('sending', 'unknown', 'succeeded');
-- The few that have no believed answer, among millions that have (G3).
CREATE INDEX open_attempts ON attempts (order_id) WHERE state IN ('sending', 'unknown');

CREATE TABLE subscriptions (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  programme TEXT NOT NULL,
  offer TEXT NOT NULL,
  enrolment INTEGER NOT NULL CHECK (enrolment >= 0),
  -- Always 0; with the key below, no subscription is ever committed without a term (I4).
  first_term INTEGER NOT NULL DEFAULT 0 CHECK (first_term = 0),
  UNIQUE (account_id, offer, enrolment),
  FOREIGN KEY (id, first_term) REFERENCES terms (subscription_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE terms (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  order_id TEXT NOT NULL UNIQUE REFERENCES orders (id),
  anchor TEXT NOT NULL CHECK (length(anchor) = 10),
  years_from_anchor INTEGER NOT NULL CHECK (years_from_anchor >= 0),
  start_day TEXT NOT NULL CHECK (length(start_day) = 10),
  end_day TEXT NOT NULL CHECK (length(end_day) = 10 AND end_day > start_day),
  UNIQUE (subscription_id, number)
) STRICT;

-- "Off for term n": a row is added and never taken away, so there is no way back within a term (R15).
CREATE TABLE turned_off (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  term INTEGER NOT NULL CHECK (term >= 0),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  UNIQUE (subscription_id, term)
) STRICT;

-- What happened stays: no row is ever deleted, and these tables are insert-only.
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER turned_off_stays BEFORE DELETE ON turned_off BEGIN SELECT RAISE(ABORT, 'what is turned off stays off (R15)'); END;
CREATE TRIGGER turned_off_is_final BEFORE UPDATE ON turned_off BEGIN SELECT RAISE(ABORT, 'what is turned off stays off (R15)'); END;
CREATE TRIGGER terms_stay BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are never deleted'); END;
CREATE TRIGGER terms_are_final BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'terms are never changed'); END;
CREATE TRIGGER acceptances_stay BEFORE DELETE ON acceptances BEGIN SELECT RAISE(ABORT, 'acceptances are never deleted'); END;
CREATE TRIGGER acceptances_are_final BEFORE UPDATE ON acceptances BEGIN SELECT RAISE(ABORT, 'acceptances are never changed'); END;
CREATE TRIGGER subscriptions_stay BEFORE DELETE ON subscriptions BEGIN SELECT RAISE(ABORT, 'subscriptions are never deleted'); END;
CREATE TRIGGER subscriptions_are_final BEFORE UPDATE ON subscriptions BEGIN SELECT RAISE(ABORT, 'subscriptions are never changed'); END;
CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts BEGIN SELECT RAISE(ABORT, 'accounts are never deleted'); END;
CREATE TRIGGER payment_methods_stay BEFORE DELETE ON payment_methods BEGIN SELECT RAISE(ABORT, 'payment methods are never deleted'); END;
CREATE TRIGGER orders_stay BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'orders are never deleted'); END;
CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END;
CREATE TRIGGER meta_stays BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'a ledger keeps its identity'); END;
CREATE TRIGGER meta_is_final BEFORE UPDATE OF id, installation, gateway, created_at, genesis ON meta
BEGIN SELECT RAISE(ABORT, 'a ledger keeps its identity'); END;

-- Final states are final, and what was ordered or sent is never rewritten (I5, G26).
CREATE TRIGGER orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number, term_anchor,
  term_years_from_anchor, term_start, term_end, reference, lines, currency, tax, total, terms_id, terms_version,
  payment_method_id, placed_at, placed_by ON orders
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed (G26)'); END;
CREATE TRIGGER orders_end_once BEFORE UPDATE ON orders WHEN OLD.state <> 'placed'
BEGIN SELECT RAISE(ABORT, 'this order is paid or failed already (I5)'); END;
CREATE TRIGGER attempts_are_immutable BEFORE UPDATE OF
  written, id, order_id, reference, ordinal, key, amount, currency, payment_method_id, sent_at, sender ON attempts
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER attempts_settle_once BEFORE UPDATE ON attempts WHEN OLD.state NOT IN ('sending', 'unknown')
BEGIN SELECT RAISE(ABORT, 'this attempt is settled already (I5)'); END;

-- An attempt charges an order that is still placed, for its own reference and its own total (G12, F6).
CREATE TRIGGER attempts_charge_placed_orders BEFORE INSERT ON attempts
WHEN NOT EXISTS (
  SELECT 1 FROM orders
  WHERE id = NEW.order_id AND state = 'placed' AND reference = NEW.reference AND total = NEW.amount AND currency = NEW.currency
)
BEGIN SELECT RAISE(ABORT, 'an attempt charges the total of an order that is still placed'); END;

CREATE TRIGGER orders_fail_when_nothing_is_open BEFORE UPDATE OF state ON orders
WHEN NEW.state = 'failed' AND EXISTS (
  SELECT 1 FROM attempts WHERE order_id = NEW.id AND state IN ('sending', 'unknown', 'succeeded')
)
BEGIN SELECT RAISE(ABORT, 'an order never fails while an attempt is open or succeeded'); END;

-- I4
CREATE TRIGGER terms_have_no_gap BEFORE INSERT ON terms
WHEN NEW.number > 0 AND NOT EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, 'terms are numbered without a gap (I4)'); END;

-- I13
CREATE TRIGGER receipts_have_no_gap BEFORE UPDATE OF receipt_serial ON orders
WHEN NEW.receipt_serial <> (SELECT coalesce(max(receipt_serial), 0) + 1 FROM orders WHERE receipt_year = NEW.receipt_year)
BEGIN SELECT RAISE(ABORT, 'receipt numbers have no gap (I13)'); END;
