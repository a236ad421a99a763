-- A refund is a document of its own: its number is given with it, without a gap within a year (I13). What was refunded
-- before has none.

ALTER TABLE refunds ADD COLUMN credit_note_year INTEGER CHECK (credit_note_year BETWEEN 1 AND 9999);
ALTER TABLE refunds ADD COLUMN credit_note_serial INTEGER
  CHECK (credit_note_serial IS NULL OR (credit_note_serial >= 1 AND state = 'refunded' AND credit_note_year IS NOT NULL));
CREATE UNIQUE INDEX one_refund_a_credit_note ON refunds (credit_note_year, credit_note_serial);

-- The last credit note of each year. Derived: one that is given moves it on.
CREATE TABLE credit_notes (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 1 AND 9999),
  last INTEGER NOT NULL CHECK (last >= 1)
) STRICT;

CREATE TRIGGER refunds_are_numbered BEFORE UPDATE OF state ON refunds
WHEN NEW.state = 'refunded' AND (NEW.credit_note_year IS NULL OR NEW.credit_note_serial IS NULL)
BEGIN SELECT RAISE(ABORT, 'a refund has its credit note (I13)'); END;
CREATE TRIGGER credit_notes_have_no_gap BEFORE UPDATE OF credit_note_serial ON refunds
WHEN NEW.credit_note_serial <> coalesce((SELECT last FROM credit_notes WHERE year = NEW.credit_note_year), 0) + 1
BEGIN SELECT RAISE(ABORT, 'credit note numbers have no gap (I13)'); END;
CREATE TRIGGER credit_notes_are_counted AFTER UPDATE OF credit_note_serial ON refunds WHEN NEW.credit_note_serial IS NOT NULL
BEGIN
  INSERT INTO credit_notes (year, last) VALUES (NEW.credit_note_year, NEW.credit_note_serial)
  ON CONFLICT (year) DO UPDATE SET last = NEW.credit_note_serial;
END;
CREATE TRIGGER credit_notes_stay BEFORE DELETE ON credit_notes
BEGIN SELECT RAISE(ABORT, 'credit notes are counted for ever'); END;
