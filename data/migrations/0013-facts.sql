-- What a company says of itself may change; what was issued before says what held then.

ALTER TABLE accounts ADD COLUMN address TEXT CHECK (address <> '');
ALTER TABLE accounts ADD COLUMN vat_id TEXT CHECK (vat_id <> '');
-- Who is written to besides those who can act: e-mail addresses.
ALTER TABLE accounts ADD COLUMN recipients TEXT CHECK (json_valid(recipients));
-- The facts of before each change, with the documents that bear them.
ALTER TABLE accounts ADD COLUMN former TEXT CHECK (json_valid(former));

CREATE TRIGGER documents_keep_their_buyer BEFORE UPDATE OF former ON accounts
WHEN OLD.former IS NOT NULL AND (NEW.former IS NULL OR EXISTS (
  SELECT 1 FROM json_each(OLD.former) old WHERE old.value <> (SELECT value FROM json_each(NEW.former) WHERE key = old.key)
  OR old.key >= json_array_length(NEW.former)
))
BEGIN SELECT RAISE(ABORT, 'what a document says of its buyer is never changed'); END;
