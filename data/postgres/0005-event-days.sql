-- The day on which something happened, where that was before it was written down (D22).

ALTER TABLE turned_off ADD COLUMN happened_on text COLLATE "C" CHECK (length(happened_on) = 10);
ALTER TABLE request_entries ADD COLUMN happened_on text COLLATE "C" CHECK (length(happened_on) = 10);
ALTER TABLE benefit_records ADD COLUMN happened_on text COLLATE "C" CHECK (length(happened_on) = 10);
ALTER TABLE refunds ADD COLUMN happened_on text COLLATE "C" CHECK (length(happened_on) = 10);

DROP TRIGGER refunds_are_immutable ON refunds;
CREATE TRIGGER refunds_are_immutable BEFORE UPDATE OF
  written, id, order_id, request_id, ordinal, key, charge_id, amount, currency, happened_on, sent_at, sent_by, sender
  ON refunds
FOR EACH ROW EXECUTE FUNCTION refuse('what was sent is never changed');
