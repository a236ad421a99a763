-- What the gateway shows of a charge beside what was done here: its fee, what others gave back of it, and disputes about it.
-- Each look takes the place of the one before.

ALTER TABLE orders ADD COLUMN seen text COLLATE "C" CHECK (seen IS NULL OR (seen::json IS NOT NULL AND state = 'paid'));

-- An order that is paid or failed stays so; what is seen of its charge goes on.
DROP TRIGGER orders_end_once ON orders;
CREATE TRIGGER orders_end_once BEFORE UPDATE OF
  state, paid_at, receipt_year, receipt_serial, invoice_series, invoice_serial, keeps_holders, sale ON orders
FOR EACH ROW WHEN (OLD.state <> 'placed')
EXECUTE FUNCTION refuse('this order is paid or failed already (I5)');

INSERT INTO entry_rights (kind, role, part, refunded) VALUES
  ('charge-seen', 'buy', '{}', false),
  ('charge-seen', 'renew', '{}', false),
  ('charge-seen', 'admin', '{}', false);
INSERT INTO entry_effects (kind, relation, does, columns) VALUES
  ('charge-seen', 'orders', 'UPDATE', '{seen}');

-- Whoever may write it gets the privilege that follows from it.
DO $$
DECLARE
  member name;
BEGIN
  FOR member IN
    SELECT DISTINCT m.login FROM members m JOIN pg_catalog.pg_roles r ON r.rolname = m.login
    WHERE m.role IN (SELECT role FROM entry_rights WHERE kind = 'charge-seen')
  LOOP
    EXECUTE format('GRANT UPDATE (seen) ON orders TO %I', member);
  END LOOP;
END $$;
