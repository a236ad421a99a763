-- A ledger that went to another place says where, and is only read from then on; one that is being copied says from where,
-- and is not used before the copy is whole.

ALTER TABLE meta ADD COLUMN moved_to text COLLATE "C" CHECK (moved_to <> '');
-- When all of it was there.
ALTER TABLE meta ADD COLUMN moved_at text COLLATE "C" CHECK (moved_at IS NULL OR (length(moved_at) = 24 AND moved_to IS NOT NULL));
ALTER TABLE meta ADD COLUMN copied_from text COLLATE "C" CHECK (copied_from <> '');
-- What a copy brought along: so many entries, the last of that sequence. Another engine may have left numbers out.
ALTER TABLE meta ADD COLUMN copied_entries bigint CHECK (copied_entries >= 0);
ALTER TABLE meta ADD COLUMN copied_through bigint CHECK (copied_through >= copied_entries);

CREATE TRIGGER moved_ledgers_stay BEFORE UPDATE OF moved_to, moved_at ON meta
FOR EACH ROW WHEN (OLD.moved_at IS NOT NULL OR (OLD.moved_to IS NOT NULL AND NEW.moved_to IS DISTINCT FROM OLD.moved_to))
EXECUTE FUNCTION refuse('a ledger that was moved stays moved');
CREATE TRIGGER copies_are_counted_once BEFORE UPDATE OF copied_entries, copied_through ON meta
FOR EACH ROW EXECUTE FUNCTION refuse('what a copy brought along is never changed');
