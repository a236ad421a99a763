-- Who sells under a programme gives an invoice with each payment and a credit note with each refund, numbered without a gap
-- in series of its own (I13). What is sold, to whom and at which tax is settled when it is ordered, and never changed.

ALTER TABLE orders ADD COLUMN sale TEXT CHECK (json_valid(sale));
ALTER TABLE orders ADD COLUMN invoice_series TEXT CHECK (invoice_series <> '');
ALTER TABLE orders ADD COLUMN invoice_serial INTEGER
  CHECK (invoice_serial IS NULL OR (invoice_serial >= 1 AND state = 'paid' AND sale IS NOT NULL AND invoice_series IS NOT NULL));
CREATE UNIQUE INDEX one_order_a_number ON orders (invoice_series, invoice_serial);

ALTER TABLE refunds ADD COLUMN note_series TEXT CHECK (note_series <> '');
ALTER TABLE refunds ADD COLUMN note_serial INTEGER
  CHECK (note_serial IS NULL OR (note_serial >= 1 AND state = 'refunded' AND note_series IS NOT NULL AND credit_note_serial IS NULL));
CREATE UNIQUE INDEX one_refund_a_number ON refunds (note_series, note_serial);

-- The last number of each series. Derived: a paper that is given moves it on.
CREATE TABLE number_series (
  series TEXT PRIMARY KEY CHECK (series <> ''),
  last INTEGER NOT NULL CHECK (last >= 1)
) STRICT;

CREATE TRIGGER sales_are_snapshots BEFORE UPDATE OF sale ON orders
BEGIN SELECT RAISE(ABORT, 'what was sold is never changed'); END;
CREATE TRIGGER sales_are_invoiced BEFORE UPDATE OF state ON orders
WHEN NEW.state = 'paid' AND (NEW.sale IS NULL) <> (NEW.invoice_serial IS NULL)
BEGIN SELECT RAISE(ABORT, 'what is sold has its invoice (I13)'); END;
CREATE TRIGGER invoices_have_no_gap BEFORE UPDATE OF invoice_serial ON orders
WHEN NEW.invoice_serial <> coalesce((SELECT last FROM number_series WHERE series = NEW.invoice_series), 0) + 1
BEGIN SELECT RAISE(ABORT, 'invoice numbers have no gap (I13)'); END;
CREATE TRIGGER invoices_are_counted AFTER UPDATE OF invoice_serial ON orders WHEN NEW.invoice_serial IS NOT NULL
BEGIN
  INSERT INTO number_series (series, last) VALUES (NEW.invoice_series, NEW.invoice_serial)
  ON CONFLICT (series) DO UPDATE SET last = NEW.invoice_serial;
END;

DROP TRIGGER refunds_are_numbered;
CREATE TRIGGER refunds_are_numbered BEFORE UPDATE OF state ON refunds
WHEN NEW.state = 'refunded' AND (NEW.credit_note_year IS NULL OR NEW.credit_note_serial IS NULL) AND NEW.note_serial IS NULL
BEGIN SELECT RAISE(ABORT, 'a refund has its credit note (I13)'); END;
CREATE TRIGGER notes_have_no_gap BEFORE UPDATE OF note_serial ON refunds
WHEN NEW.note_serial <> coalesce((SELECT last FROM number_series WHERE series = NEW.note_series), 0) + 1
BEGIN SELECT RAISE(ABORT, 'credit note numbers have no gap (I13)'); END;
CREATE TRIGGER notes_are_counted AFTER UPDATE OF note_serial ON refunds WHEN NEW.note_serial IS NOT NULL
BEGIN
  INSERT INTO number_series (series, last) VALUES (NEW.note_series, NEW.note_serial)
  ON CONFLICT (series) DO UPDATE SET last = NEW.note_serial;
END;
CREATE TRIGGER number_series_stay BEFORE DELETE ON number_series
BEGIN SELECT RAISE(ABORT, 'papers are counted for ever'); END;
