-- What the gateway shows of a charge beside what was done here: its fee, what others gave back of it, and disputes about it.
-- Each look takes the place of the one before.

ALTER TABLE orders ADD COLUMN seen TEXT CHECK (seen IS NULL OR (json_valid(seen) AND state = 'paid'));

-- An order that is paid or failed stays so; what is seen of its charge goes on.
DROP TRIGGER orders_end_once;
CREATE TRIGGER orders_end_once BEFORE UPDATE OF
  state, paid_at, receipt_year, receipt_serial, invoice_series, invoice_serial, keeps_holders, sale ON orders
WHEN OLD.state <> 'placed'
BEGIN SELECT RAISE(ABORT, 'this order is paid or failed already (I5)'); END;
