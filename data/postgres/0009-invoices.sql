-- Who sells under a programme gives an invoice with each payment and a credit note with each refund, numbered without a gap
-- in series of its own (I13). What is sold, to whom and at which tax is settled when it is ordered, and never changed.

ALTER TABLE orders ADD COLUMN sale text COLLATE "C" CHECK (sale IS NULL OR sale::json IS NOT NULL);
ALTER TABLE orders ADD COLUMN invoice_series text COLLATE "C" CHECK (invoice_series <> '');
ALTER TABLE orders ADD COLUMN invoice_serial bigint
  CHECK (invoice_serial IS NULL OR (invoice_serial >= 1 AND state = 'paid' AND sale IS NOT NULL AND invoice_series IS NOT NULL));
CREATE UNIQUE INDEX one_order_a_number ON orders (invoice_series, invoice_serial);

ALTER TABLE refunds ADD COLUMN note_series text COLLATE "C" CHECK (note_series <> '');
ALTER TABLE refunds ADD COLUMN note_serial bigint
  CHECK (note_serial IS NULL OR (note_serial >= 1 AND state = 'refunded' AND note_series IS NOT NULL AND credit_note_serial IS NULL));
CREATE UNIQUE INDEX one_refund_a_number ON refunds (note_series, note_serial);

-- The last number of each series. Derived: a paper that is given moves it on.
CREATE TABLE number_series (
  series text COLLATE "C" PRIMARY KEY CHECK (series <> ''),
  last bigint NOT NULL CHECK (last >= 1)
);

CREATE TRIGGER sales_are_snapshots BEFORE UPDATE OF sale ON orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was sold is never changed');
CREATE TRIGGER sales_are_invoiced BEFORE UPDATE OF state ON orders
FOR EACH ROW WHEN (NEW.state = 'paid' AND (NEW.sale IS NULL) <> (NEW.invoice_serial IS NULL))
EXECUTE FUNCTION refuse('what is sold has its invoice (I13)');

CREATE FUNCTION invoices_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.invoice_serial <> coalesce((SELECT last FROM number_series WHERE series = NEW.invoice_series), 0) + 1 THEN
    RAISE check_violation USING MESSAGE = 'invoice numbers have no gap (I13)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_have_no_gap BEFORE UPDATE OF invoice_serial ON orders
FOR EACH ROW EXECUTE FUNCTION invoices_have_no_gap();

CREATE FUNCTION invoices_are_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO number_series (series, last) VALUES (NEW.invoice_series, NEW.invoice_serial)
  ON CONFLICT (series) DO UPDATE SET last = NEW.invoice_serial;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_are_counted AFTER UPDATE OF invoice_serial ON orders
FOR EACH ROW WHEN (NEW.invoice_serial IS NOT NULL) EXECUTE FUNCTION invoices_are_counted();

DROP TRIGGER refunds_are_numbered ON refunds;
CREATE TRIGGER refunds_are_numbered BEFORE UPDATE OF state ON refunds
FOR EACH ROW WHEN (NEW.state = 'refunded' AND (NEW.credit_note_year IS NULL OR NEW.credit_note_serial IS NULL) AND NEW.note_serial IS NULL)
EXECUTE FUNCTION refuse('a refund has its credit note (I13)');

CREATE FUNCTION notes_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.note_serial <> coalesce((SELECT last FROM number_series WHERE series = NEW.note_series), 0) + 1 THEN
    RAISE check_violation USING MESSAGE = 'credit note numbers have no gap (I13)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notes_have_no_gap BEFORE UPDATE OF note_serial ON refunds
FOR EACH ROW EXECUTE FUNCTION notes_have_no_gap();

CREATE FUNCTION notes_are_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO number_series (series, last) VALUES (NEW.note_series, NEW.note_serial)
  ON CONFLICT (series) DO UPDATE SET last = NEW.note_serial;
  RETURN NEW;
END $$;
CREATE TRIGGER notes_are_counted AFTER UPDATE OF note_serial ON refunds
FOR EACH ROW WHEN (NEW.note_serial IS NOT NULL) EXECUTE FUNCTION notes_are_counted();

CREATE TRIGGER number_series_stay BEFORE DELETE OR TRUNCATE ON number_series
EXECUTE FUNCTION refuse('papers are counted for ever');
CREATE TRIGGER number_series_are_of_their_name BEFORE UPDATE OF series ON number_series
FOR EACH ROW EXECUTE FUNCTION refuse('papers are counted for ever');

UPDATE entry_effects SET columns = '{invoice_serial,invoice_series,paid_at,receipt_serial,receipt_year,state}'
  WHERE kind = 'order-paid' AND relation = 'orders';
UPDATE entry_effects SET columns = '{credit_note_serial,credit_note_year,gateway_ref,note_serial,note_series,reason,settled_at,state}'
  WHERE kind = 'refund-settled' AND relation = 'refunds';

-- What each role may do with each table: a column or a list of them where it is not the whole table.
CREATE OR REPLACE VIEW role_privileges AS
  WITH roles (role) AS (VALUES ('read'), ('buy'), ('renew'), ('support'), ('admin')),
    writers AS (SELECT DISTINCT role FROM entry_rights),
    effects AS (SELECT DISTINCT r.role, e.relation::text, e.does, e.columns FROM entry_rights r JOIN entry_effects e USING (kind))
  SELECT role, relation, 'SELECT' AS privilege, NULL::text AS "column" FROM roles, (
    SELECT relation::text FROM entry_effects UNION VALUES ('audit'), ('heads'), ('seals'), ('meta'), ('migrations'),
      ('receipts'), ('credit_notes'), ('number_series'), ('paid_to')
  ) AS read (relation)
  UNION SELECT role, 'links', 'SELECT', NULL FROM writers
  UNION SELECT role, relation, 'INSERT', NULL FROM effects WHERE does = 'INSERT'
  UNION SELECT role, relation, 'UPDATE', unnest(columns) FROM effects WHERE does = 'UPDATE'
  UNION SELECT role, 'audit', 'INSERT', unnest(ARRAY['number', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'])
    FROM writers
  UNION SELECT role, 'heads', 'INSERT', NULL FROM writers
  UNION SELECT role, 'heads', 'UPDATE', unnest(ARRAY['number', 'sequence', 'hash', 'at']) FROM writers
  UNION SELECT role, 'seals', 'INSERT', NULL FROM writers
  -- A counter is locked by whoever is about to move it on, and moved by what it counts.
  UNION SELECT role, 'receipts', 'UPDATE', 'year' FROM entry_rights WHERE kind = 'order-paid'
  UNION SELECT role, 'credit_notes', 'UPDATE', 'year' FROM entry_rights WHERE kind = 'refund-settled'
  UNION SELECT role, 'number_series', 'UPDATE', 'series' FROM entry_rights WHERE kind IN ('order-paid', 'refund-settled')
  UNION SELECT role, 'evidence_files', 'INSERT', NULL FROM entry_rights WHERE kind = 'order-recorded'
  UNION SELECT 'admin', 'meta', 'UPDATE', 'frozen_at';

-- Who has a role already gets what is new of it.
DO $$
DECLARE
  new record;
BEGIN
  FOR new IN SELECT DISTINCT m.login, p.relation, p.privilege, p."column" FROM members m JOIN role_privileges p USING (role)
    WHERE p.relation = 'number_series'
      OR p."column" IN ('invoice_series', 'invoice_serial', 'note_series', 'note_serial') LOOP
    EXECUTE format('GRANT %s%s ON %I TO %I', new.privilege, ' (' || quote_ident(new."column") || ')', new.relation, new.login);
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION invoices_have_no_gap(), invoices_are_counted(), notes_have_no_gap(), notes_are_counted() FROM PUBLIC;
