-- What was bought, renewed or given back elsewhere, as somebody stated it (D22 to D32). Nothing of it was charged here: it has
-- no payment attempt, no receipt number and no acceptance of terms.

CREATE TABLE recorded_orders (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('purchase', 'renewal')),
  programme TEXT NOT NULL,
  offer TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  enrolment INTEGER NOT NULL CHECK (enrolment >= 0),
  term_number INTEGER NOT NULL CHECK (term_number >= 0 AND (term_number = 0) = (kind = 'purchase')),
  -- Of the newest statement: a correction moves it.
  invoice TEXT CHECK (invoice <> '')
) STRICT;
CREATE INDEX recorded_orders_of_account ON recorded_orders (account_id);
-- I2
CREATE UNIQUE INDEX one_recorded_order_a_term ON recorded_orders (subscription_id, term_number);
-- D25
CREATE UNIQUE INDEX one_order_an_invoice ON recorded_orders (account_id, programme, invoice) WHERE invoice IS NOT NULL;

-- Everything that was said of such an order, and again where it was wrong: the newest counts (D26). Days are those on which
-- it happened, `at` is when it was written down.
CREATE TABLE statements (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  order_id TEXT NOT NULL REFERENCES recorded_orders (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  term TEXT NOT NULL CHECK (json_valid(term)),
  started_on TEXT CHECK (length(started_on) = 10),
  vendor_renewal TEXT NOT NULL CHECK (vendor_renewal IN ('on', 'off', 'unknown')),
  invoice TEXT CHECK (invoice <> ''),
  invoiced_on TEXT CHECK (length(invoiced_on) = 10),
  paid_on TEXT CHECK (length(paid_on) = 10),
  amount INTEGER CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency TEXT CHECK (length(currency) = 3),
  tax INTEGER CHECK (tax BETWEEN 0 AND amount),
  paid_by TEXT CHECK (paid_by IN ('card', 'transfer', 'other')),
  order_ref TEXT,
  external_id TEXT,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  reason TEXT,
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  UNIQUE (order_id, number),
  CHECK ((amount IS NULL) = (currency IS NULL)),
  CHECK ((number = 0) = (reason IS NULL))
) STRICT;

CREATE TABLE stated_refunds (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  order_id TEXT NOT NULL UNIQUE REFERENCES recorded_orders (id),
  amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  refunded_on TEXT NOT NULL CHECK (length(refunded_on) = 10),
  document TEXT,
  request_id TEXT NOT NULL REFERENCES requests (id),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL
) STRICT;

-- A term is of an order or of a recorded one. Of the latter, what was said of it and when comes with it, and a correction
-- moves its dates while it is the last. The table is made anew, since the key that led to orders alone cannot be taken off.
CREATE TABLE terms_before AS SELECT * FROM terms;
DROP TABLE terms;
CREATE TABLE terms (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  order_id TEXT NOT NULL UNIQUE,
  anchor TEXT NOT NULL CHECK (length(anchor) = 10),
  years_from_anchor INTEGER NOT NULL CHECK (years_from_anchor >= 0),
  start_day TEXT NOT NULL CHECK (length(start_day) = 10),
  end_day TEXT NOT NULL CHECK (length(end_day) = 10 AND end_day > start_day),
  vendor_renewal TEXT CHECK (vendor_renewal IN ('on', 'off', 'unknown')),
  stated_at TEXT CHECK (length(stated_at) = 24),
  stated_by TEXT,
  UNIQUE (subscription_id, number),
  CHECK ((vendor_renewal IS NULL) = (stated_at IS NULL) AND (vendor_renewal IS NULL) = (stated_by IS NULL))
) STRICT;
INSERT INTO terms (written, subscription_id, number, order_id, anchor, years_from_anchor, start_day, end_day)
  SELECT written, subscription_id, number, order_id, anchor, years_from_anchor, start_day, end_day FROM terms_before;
DROP TABLE terms_before;

CREATE TRIGGER terms_stay BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are never deleted'); END;
CREATE TRIGGER terms_are_of_an_order BEFORE INSERT ON terms
WHEN NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND NEW.vendor_renewal IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM recorded_orders WHERE id = NEW.order_id AND NEW.vendor_renewal IS NOT NULL
      AND subscription_id = NEW.subscription_id AND term_number = NEW.number
  )
BEGIN SELECT RAISE(ABORT, 'a term is of an order, or of a recorded one'); END;
CREATE TRIGGER terms_are_final BEFORE UPDATE ON terms
WHEN OLD.vendor_renewal IS NULL OR NEW.vendor_renewal IS NULL OR NEW.written <> OLD.written
  OR NEW.subscription_id <> OLD.subscription_id OR NEW.number <> OLD.number OR NEW.order_id <> OLD.order_id
BEGIN SELECT RAISE(ABORT, 'terms are never changed'); END;
CREATE TRIGGER terms_move_while_they_are_the_last BEFORE UPDATE OF anchor, years_from_anchor, start_day, end_day ON terms
WHEN EXISTS (SELECT 1 FROM terms WHERE subscription_id = OLD.subscription_id AND number > OLD.number)
  AND (NEW.anchor <> OLD.anchor OR NEW.start_day <> OLD.start_day OR NEW.end_day <> OLD.end_day)
BEGIN SELECT RAISE(ABORT, 'another term stands on this one (D26)'); END;
-- I4
CREATE TRIGGER terms_have_no_gap BEFORE INSERT ON terms
WHEN NEW.number > 0 AND NOT EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, 'terms are numbered without a gap (I4)'); END;
CREATE TRIGGER terms_move_paid_to AFTER INSERT ON terms
BEGIN
  INSERT INTO paid_to (subscription_id, account_id, programme, day)
  SELECT id, account_id, programme, NEW.end_day FROM subscriptions WHERE id = NEW.subscription_id
  ON CONFLICT (subscription_id) DO UPDATE SET day = NEW.end_day;
END;
CREATE TRIGGER corrected_terms_move_paid_to AFTER UPDATE OF end_day ON terms
BEGIN
  UPDATE paid_to SET day = NEW.end_day WHERE subscription_id = NEW.subscription_id
    AND NOT EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number > NEW.number);
END;

-- I2: one order a term, of whichever kind.
CREATE TRIGGER recorded_orders_are_the_only_ones BEFORE INSERT ON recorded_orders
WHEN EXISTS (
  SELECT 1 FROM orders WHERE subscription_id = NEW.subscription_id AND term_number = NEW.term_number AND state <> 'failed'
)
BEGIN SELECT RAISE(ABORT, 'another order stands for this term (I2)'); END;
CREATE TRIGGER orders_are_not_recorded BEFORE INSERT ON orders
WHEN EXISTS (
  SELECT 1 FROM recorded_orders WHERE subscription_id = NEW.subscription_id AND term_number = NEW.term_number
)
BEGIN SELECT RAISE(ABORT, 'this term was bought elsewhere (I2)'); END;

-- What was said stays.
CREATE TRIGGER recorded_orders_stay BEFORE DELETE ON recorded_orders
BEGIN SELECT RAISE(ABORT, 'recorded orders are never deleted'); END;
CREATE TRIGGER recorded_orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number ON recorded_orders
BEGIN SELECT RAISE(ABORT, 'what was recorded is never changed'); END;
CREATE TRIGGER statements_stay BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'statements are never deleted'); END;
CREATE TRIGGER statements_are_final BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
CREATE TRIGGER statements_have_no_gap BEFORE INSERT ON statements
WHEN NEW.number > 0 AND NOT EXISTS (SELECT 1 FROM statements WHERE order_id = NEW.order_id AND number = NEW.number - 1)
BEGIN SELECT RAISE(ABORT, 'statements are numbered without a gap'); END;
CREATE TRIGGER stated_refunds_stay BEFORE DELETE ON stated_refunds BEGIN SELECT RAISE(ABORT, 'refunds are never deleted'); END;
CREATE TRIGGER stated_refunds_are_final BEFORE UPDATE ON stated_refunds BEGIN SELECT RAISE(ABORT, 'refunds are never changed'); END;

-- What was done with a benefit before it was written down here; nobody said when (D32).
ALTER TABLE benefit_records ADD COLUMN stated INTEGER CHECK (stated = 1);
