-- Orders that are paid by bank transfer: placed without a card, and ended by what is written below (P9).

-- Such an order names no payment method: the column may be empty from now on. What it holds is moved to a new one.
DROP TRIGGER orders_are_snapshots;
DROP TRIGGER orders_end_once;
ALTER TABLE orders RENAME COLUMN payment_method_id TO charged_method_id;
ALTER TABLE orders ADD COLUMN payment_method_id TEXT REFERENCES payment_methods (id) DEFERRABLE INITIALLY DEFERRED;
UPDATE orders SET payment_method_id = charged_method_id;
ALTER TABLE orders DROP COLUMN charged_method_id;

-- The last day on which the funds can be confirmed, settled when the order is placed.
ALTER TABLE orders ADD COLUMN transfer_due TEXT CHECK (length(transfer_due) = 10);

CREATE TRIGGER orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number, term_anchor,
  term_years_from_anchor, term_start, term_end, reference, lines, currency, tax, total, terms_id, terms_version,
  payment_method_id, transfer_due, placed_at, placed_by ON orders
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed (G26)'); END;
CREATE TRIGGER orders_end_once BEFORE UPDATE ON orders WHEN OLD.state <> 'placed'
BEGIN SELECT RAISE(ABORT, 'this order is paid or failed already (I5)'); END;
CREATE TRIGGER orders_are_paid_somehow BEFORE INSERT ON orders
WHEN (NEW.payment_method_id IS NULL) = (NEW.transfer_due IS NULL)
BEGIN SELECT RAISE(ABORT, 'an order is paid by card or by bank transfer'); END;
CREATE TRIGGER transfers_are_never_charged BEFORE INSERT ON attempts
WHEN EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND transfer_due IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'an order by bank transfer is never charged (P9)'); END;

-- How an order by bank transfer ended. received_on: the day on the bank's statement; term: what the funds pay for, which
-- begins when they are confirmed.
CREATE TABLE transfer_ends (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  order_id TEXT NOT NULL UNIQUE REFERENCES orders (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('received', 'cancelled', 'expired')),
  received_on TEXT CHECK (length(received_on) = 10),
  term TEXT CHECK (json_valid(term)),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  CHECK ((received_on IS NOT NULL) = (outcome = 'received')),
  CHECK ((term IS NOT NULL) = (outcome = 'received'))
) STRICT;

-- What came by bank transfer goes back the same way: charge_id and gateway_ref are the words that are quoted then.
DROP TRIGGER refunds_are_of_a_charge;
CREATE TRIGGER refunds_are_of_a_payment BEFORE INSERT ON refunds
WHEN NOT EXISTS (
  SELECT 1 FROM orders o JOIN accounts c ON c.id = o.account_id
    LEFT JOIN attempts a ON a.order_id = o.id AND a.state = 'succeeded'
  WHERE o.id = NEW.order_id AND o.state = 'paid' AND o.total = NEW.amount AND o.currency = NEW.currency
    AND NEW.charge_id = CASE WHEN o.transfer_due IS NULL THEN a.charge_id
      ELSE 'MPN ' || c.mpn_id || ' ORD ' || CASE substr(o.id, 1, 4) WHEN 'ord_' THEN substr(o.id, 5) ELSE o.id END END
    AND NEW.key = o.reference || '/refund/' || NEW.ordinal
)
BEGIN SELECT RAISE(ABORT, 'a refund is of all that its order was paid'); END;

CREATE TRIGGER transfer_ends_stay BEFORE DELETE ON transfer_ends
BEGIN SELECT RAISE(ABORT, 'how a bank transfer ended stays'); END;
CREATE TRIGGER transfer_ends_are_final BEFORE UPDATE ON transfer_ends
BEGIN SELECT RAISE(ABORT, 'how a bank transfer ended stays'); END;
CREATE TRIGGER transfers_end_once BEFORE INSERT ON transfer_ends
WHEN NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND state = 'placed' AND transfer_due IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'no bank transfer is awaited for this order'); END;
CREATE TRIGGER transfers_are_paid_when_received BEFORE UPDATE OF state ON orders
WHEN OLD.transfer_due IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM transfer_ends WHERE order_id = NEW.id AND (outcome = 'received') = (NEW.state = 'paid')
)
BEGIN SELECT RAISE(ABORT, 'an order by bank transfer is paid by its transfer (P9)'); END;
