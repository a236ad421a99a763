-- A ledger that went to another place says where, and is only read from then on; one that is being copied says from where,
-- and is not used before the copy is whole.

ALTER TABLE meta ADD COLUMN moved_to TEXT CHECK (moved_to <> '');
-- When all of it was there.
ALTER TABLE meta ADD COLUMN moved_at TEXT CHECK (moved_at IS NULL OR (length(moved_at) = 24 AND moved_to IS NOT NULL));
ALTER TABLE meta ADD COLUMN copied_from TEXT CHECK (copied_from <> '');
-- What a copy brought along: so many entries, the last of that sequence. Another engine may have left numbers out.
ALTER TABLE meta ADD COLUMN copied_entries INTEGER CHECK (copied_entries >= 0);
ALTER TABLE meta ADD COLUMN copied_through INTEGER CHECK (copied_through >= copied_entries);

CREATE TRIGGER moved_ledgers_stay BEFORE UPDATE OF moved_to, moved_at ON meta
WHEN OLD.moved_at IS NOT NULL OR (OLD.moved_to IS NOT NULL AND NEW.moved_to IS NOT OLD.moved_to)
BEGIN SELECT RAISE(ABORT, 'a ledger that was moved stays moved'); END;
CREATE TRIGGER copies_are_counted_once BEFORE UPDATE OF copied_entries, copied_through ON meta
BEGIN SELECT RAISE(ABORT, 'what a copy brought along is never changed'); END;
