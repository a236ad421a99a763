-- What is asked of support, what became of it, and the money that was given back.

-- A row says what was asked and is never changed; how it stands is derived from what was added to it.
CREATE TABLE requests (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  problem TEXT NOT NULL CHECK (problem IN ('billing', 'membership', 'other')),
  cancels TEXT REFERENCES subscriptions (id),
  text TEXT NOT NULL,
  filed_at TEXT NOT NULL CHECK (length(filed_at) = 24),
  filed_by TEXT NOT NULL,
  UNIQUE (account_id, number),
  -- R18
  CHECK (cancels IS NULL OR problem = 'billing'),
  -- Who cancels need not say why.
  CHECK (text <> '' OR cancels IS NOT NULL)
) STRICT;
CREATE INDEX requests_to_cancel ON requests (cancels) WHERE cancels IS NOT NULL;

-- A note where outcome is null; otherwise the request's end.
CREATE TABLE request_entries (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  request_id TEXT NOT NULL REFERENCES requests (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  text TEXT CHECK (text <> ''),
  outcome TEXT CHECK (outcome IN ('approved', 'rejected', 'withdrawn')),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  UNIQUE (request_id, number),
  CHECK ((text IS NULL) = (outcome IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_end_a_request ON request_entries (request_id) WHERE outcome IS NOT NULL;

CREATE TABLE cancellations (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  subscription_id TEXT NOT NULL UNIQUE REFERENCES subscriptions (id),
  request_id TEXT NOT NULL UNIQUE REFERENCES requests (id),
  from_day TEXT NOT NULL CHECK (length(from_day) = 10),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL
) STRICT;

-- Each try to give the money of an order back, written before the first byte goes out.
CREATE TABLE refunds (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  request_id TEXT NOT NULL REFERENCES requests (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  key TEXT NOT NULL UNIQUE,
  charge_id TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  state TEXT NOT NULL CHECK (state IN ('sending', 'unknown', 'refunded', 'refused')),
  sent_at TEXT NOT NULL CHECK (length(sent_at) = 24),
  sent_by TEXT NOT NULL,
  sender TEXT NOT NULL,
  settled_at TEXT CHECK (length(settled_at) = 24),
  gateway_ref TEXT,
  reason TEXT,
  UNIQUE (order_id, ordinal),
  CHECK ((settled_at IS NULL) = (state IN ('sending', 'unknown'))),
  CHECK ((gateway_ref IS NOT NULL) = (state = 'refunded')),
  CHECK ((reason IS NOT NULL) = (state = 'refused'))
) STRICT;
-- The money of an order is given back once.
CREATE UNIQUE INDEX one_refund_an_order ON refunds (order_id) WHERE state IN ('sending', 'unknown', 'refunded');
CREATE INDEX open_refunds ON refunds (order_id) WHERE state IN ('sending', 'unknown');

CREATE TRIGGER requests_stay BEFORE DELETE ON requests BEGIN SELECT RAISE(ABORT, 'requests are never deleted'); END;
CREATE TRIGGER requests_are_final BEFORE UPDATE ON requests BEGIN SELECT RAISE(ABORT, 'requests are never changed'); END;
CREATE TRIGGER request_entries_stay BEFORE DELETE ON request_entries BEGIN SELECT RAISE(ABORT, 'what was added to a request stays'); END;
CREATE TRIGGER request_entries_are_final BEFORE UPDATE ON request_entries BEGIN SELECT RAISE(ABORT, 'what was added to a request stays'); END;
CREATE TRIGGER cancellations_stay BEFORE DELETE ON cancellations BEGIN SELECT RAISE(ABORT, 'what is cancelled stays cancelled'); END;
CREATE TRIGGER cancellations_are_final BEFORE UPDATE ON cancellations BEGIN SELECT RAISE(ABORT, 'what is cancelled stays cancelled'); END;
CREATE TRIGGER refunds_stay BEFORE DELETE ON refunds BEGIN SELECT RAISE(ABORT, 'refunds are never deleted'); END;
CREATE TRIGGER refunds_are_immutable BEFORE UPDATE OF
  written, id, order_id, request_id, ordinal, key, charge_id, amount, currency, sent_at, sent_by, sender ON refunds
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER refunds_settle_once BEFORE UPDATE ON refunds WHEN OLD.state NOT IN ('sending', 'unknown')
BEGIN SELECT RAISE(ABORT, 'this refund is settled already (I5)'); END;

CREATE TRIGGER requests_have_no_gap BEFORE INSERT ON requests
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM requests WHERE account_id = NEW.account_id)
BEGIN SELECT RAISE(ABORT, 'requests are numbered without a gap'); END;
CREATE TRIGGER one_cancellation_is_asked_for BEFORE INSERT ON requests
WHEN NEW.cancels IS NOT NULL AND EXISTS (
  SELECT 1 FROM requests r WHERE r.cancels = NEW.cancels
    AND NOT EXISTS (SELECT 1 FROM request_entries e WHERE e.request_id = r.id AND e.outcome IS NOT NULL)
)
BEGIN SELECT RAISE(ABORT, 'a request to cancel it is open already (D9)'); END;
CREATE TRIGGER requests_cancel_what_is_theirs BEFORE INSERT ON requests
WHEN NEW.cancels IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM subscriptions WHERE id = NEW.cancels AND account_id = NEW.account_id
)
BEGIN SELECT RAISE(ABORT, 'this subscription is of another account'); END;
CREATE TRIGGER request_entries_have_no_gap BEFORE INSERT ON request_entries
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM request_entries WHERE request_id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'what is added to a request is numbered without a gap'); END;
CREATE TRIGGER requests_end_once BEFORE INSERT ON request_entries
WHEN EXISTS (SELECT 1 FROM request_entries WHERE request_id = NEW.request_id AND outcome IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'this request has ended (I5)'); END;

-- A refund gives back all that its order was charged.
CREATE TRIGGER refunds_are_of_a_charge BEFORE INSERT ON refunds
WHEN NOT EXISTS (
  SELECT 1 FROM attempts a JOIN orders o ON o.id = a.order_id
  WHERE a.order_id = NEW.order_id AND a.state = 'succeeded' AND a.charge_id = NEW.charge_id
    AND a.amount = NEW.amount AND a.currency = NEW.currency
    AND NEW.key = o.reference || '/refund/' || NEW.ordinal
)
BEGIN SELECT RAISE(ABORT, 'a refund is of the whole charge of its order'); END;

-- I9
CREATE TRIGGER nothing_is_ordered_after_a_cancellation BEFORE INSERT ON orders
WHEN EXISTS (SELECT 1 FROM cancellations WHERE subscription_id = NEW.subscription_id)
BEGIN SELECT RAISE(ABORT, 'this subscription is cancelled (I9)'); END;
CREATE TRIGGER no_term_after_a_cancellation BEFORE INSERT ON terms
WHEN EXISTS (SELECT 1 FROM cancellations WHERE subscription_id = NEW.subscription_id)
BEGIN SELECT RAISE(ABORT, 'this subscription is cancelled (I9)'); END;
