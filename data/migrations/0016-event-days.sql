-- The day on which something happened, where that was before it was written down (D22).

ALTER TABLE turned_off ADD COLUMN happened_on TEXT CHECK (length(happened_on) = 10);
ALTER TABLE request_entries ADD COLUMN happened_on TEXT CHECK (length(happened_on) = 10);
ALTER TABLE benefit_records ADD COLUMN happened_on TEXT CHECK (length(happened_on) = 10);
ALTER TABLE refunds ADD COLUMN happened_on TEXT CHECK (length(happened_on) = 10);

DROP TRIGGER refunds_are_immutable;
CREATE TRIGGER refunds_are_immutable BEFORE UPDATE OF
  written, id, order_id, request_id, ordinal, key, charge_id, amount, currency, happened_on, sent_at, sent_by, sender ON refunds
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
-- Whichever trigger was made last speaks first.
DROP TRIGGER refunds_settle_once;
CREATE TRIGGER refunds_settle_once BEFORE UPDATE ON refunds WHEN OLD.state NOT IN ('sending', 'unknown')
BEGIN SELECT RAISE(ABORT, 'this refund is settled already (I5)'); END;
