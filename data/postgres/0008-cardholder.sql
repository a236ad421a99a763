-- A payment whose bank wants the cardholder's word is put to them on a page of the gateway's own, until a moment.

ALTER TABLE attempts ADD COLUMN page_ref text COLLATE "C" CHECK (page_ref <> '');
ALTER TABLE attempts ADD COLUMN page_url text COLLATE "C" CHECK ((page_url IS NULL) = (page_ref IS NULL));
ALTER TABLE attempts ADD COLUMN page_until text COLLATE "C"
  CHECK ((page_until IS NULL) = (page_ref IS NULL) AND (page_until IS NULL OR length(page_until) = 24));

CREATE TRIGGER attempts_are_put_to_cardholders_once BEFORE UPDATE OF page_ref, page_url, page_until ON attempts
FOR EACH ROW WHEN (OLD.page_ref IS NOT NULL OR NEW.page_ref IS NULL)
EXECUTE FUNCTION refuse('an attempt has one page, and keeps it');
CREATE TRIGGER attempts_begin_without_a_page BEFORE INSERT ON attempts
FOR EACH ROW WHEN (NEW.page_ref IS NOT NULL)
EXECUTE FUNCTION refuse('an attempt begins without a page');

INSERT INTO entry_rights (kind, role, part, refunded) VALUES
  ('attempt-put-to-cardholder', 'buy', '{}', false),
  ('attempt-put-to-cardholder', 'renew', '{}', false),
  ('attempt-put-to-cardholder', 'admin', '{}', false);
INSERT INTO entry_effects (kind, relation, does, columns) VALUES
  ('attempt-put-to-cardholder', 'attempts', 'UPDATE', '{page_ref,page_until,page_url,state}');

-- Whoever may write it gets the privileges that follow from it.
DO $$
DECLARE
  member name;
BEGIN
  FOR member IN
    SELECT DISTINCT m.login FROM members m JOIN pg_catalog.pg_roles r ON r.rolname = m.login
    WHERE m.role IN (SELECT role FROM entry_rights WHERE kind = 'attempt-put-to-cardholder')
  LOOP
    EXECUTE format('GRANT UPDATE (page_ref, page_until, page_url) ON attempts TO %I', member);
  END LOOP;
END $$;
