-- A refund is a document of its own: its number is given with it, without a gap within a year (I13). What was refunded
-- before has none.

ALTER TABLE refunds ADD COLUMN credit_note_year bigint CHECK (credit_note_year BETWEEN 1 AND 9999);
ALTER TABLE refunds ADD COLUMN credit_note_serial bigint
  CHECK (credit_note_serial IS NULL OR (credit_note_serial >= 1 AND state = 'refunded' AND credit_note_year IS NOT NULL));
CREATE UNIQUE INDEX one_refund_a_credit_note ON refunds (credit_note_year, credit_note_serial);

-- The last credit note of each year. Derived: one that is given moves it on.
CREATE TABLE credit_notes (
  year bigint PRIMARY KEY CHECK (year BETWEEN 1 AND 9999),
  last bigint NOT NULL CHECK (last >= 1)
);

CREATE TRIGGER refunds_are_numbered BEFORE UPDATE OF state ON refunds
FOR EACH ROW WHEN (NEW.state = 'refunded' AND (NEW.credit_note_year IS NULL OR NEW.credit_note_serial IS NULL))
EXECUTE FUNCTION refuse('a refund has its credit note (I13)');

CREATE FUNCTION credit_notes_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.credit_note_serial <> coalesce((SELECT last FROM credit_notes WHERE year = NEW.credit_note_year), 0) + 1 THEN
    RAISE check_violation USING MESSAGE = 'credit note numbers have no gap (I13)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_notes_have_no_gap BEFORE UPDATE OF credit_note_serial ON refunds
FOR EACH ROW EXECUTE FUNCTION credit_notes_have_no_gap();

CREATE FUNCTION credit_notes_are_counted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO credit_notes (year, last) VALUES (NEW.credit_note_year, NEW.credit_note_serial)
  ON CONFLICT (year) DO UPDATE SET last = NEW.credit_note_serial;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_notes_are_counted AFTER UPDATE OF credit_note_serial ON refunds
FOR EACH ROW WHEN (NEW.credit_note_serial IS NOT NULL) EXECUTE FUNCTION credit_notes_are_counted();
CREATE TRIGGER credit_notes_stay BEFORE DELETE OR TRUNCATE ON credit_notes
EXECUTE FUNCTION refuse('credit notes are counted for ever');
