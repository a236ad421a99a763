-- A ledger that was put back from a copy says so: when, and how far the copy goes. What was done after that it does not know.

ALTER TABLE meta ADD COLUMN restored_at text COLLATE "C" CHECK (length(restored_at) = 24);
-- When the newest entry of the copy was written; null where there was none.
ALTER TABLE meta ADD COLUMN restored_until text COLLATE "C"
  CHECK (restored_until IS NULL OR (length(restored_until) = 24 AND restored_at IS NOT NULL));

CREATE TRIGGER restored_ledgers_say_so BEFORE UPDATE OF restored_at, restored_until ON meta
FOR EACH ROW WHEN (OLD.restored_at IS NOT NULL AND NEW.restored_at IS NULL)
EXECUTE FUNCTION refuse('a ledger that was put back says so for ever');
