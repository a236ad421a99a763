-- Whoever holds a licence of the term before goes on with it in the one that an order is for (D21).

ALTER TABLE orders ADD COLUMN keeps_holders bigint CHECK (keeps_holders = 1);
ALTER TABLE recorded_orders ADD COLUMN keeps_holders bigint CHECK (keeps_holders = 1);

DROP TRIGGER orders_are_snapshots ON orders;
CREATE TRIGGER orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number, term_anchor,
  term_years_from_anchor, term_start, term_end, reference, lines, currency, tax, total, terms_id, terms_version,
  payment_method_id, transfer_due, keeps_holders, placed_at, placed_by ON orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was ordered is never changed (G26)');
DROP TRIGGER recorded_orders_are_snapshots ON recorded_orders;
CREATE TRIGGER recorded_orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, keeps_holders, term_number
  ON recorded_orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was recorded is never changed');

-- What goes on needs no activation of its own, and can be taken back.
CREATE OR REPLACE FUNCTION activated_before_assigned() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.act = 'assigned' AND NOT EXISTS (
      SELECT 1 FROM benefit_records WHERE subscription_id = NEW.subscription_id AND benefit = NEW.benefit AND act = 'activated'
        AND (term = NEW.term OR term < NEW.term AND EXISTS (
          SELECT 1 FROM terms t LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN recorded_orders r ON r.id = t.order_id
          WHERE t.subscription_id = NEW.subscription_id AND t.number = NEW.term
            AND (o.keeps_holders IS NOT NULL OR r.keeps_holders IS NOT NULL)
        ))
  ) THEN
    RAISE check_violation USING MESSAGE = 'a benefit is activated before it is assigned (R21)';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION assigned_and_released_in_turn() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW."user" IS NOT NULL AND NEW.act = coalesce((
      SELECT act FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term = NEW.term
        AND benefit = NEW.benefit AND "user" = NEW."user" ORDER BY written DESC LIMIT 1
  ), (
      SELECT 'of an earlier term' FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term < NEW.term
        AND benefit = NEW.benefit AND "user" = NEW."user" AND act = 'assigned' LIMIT 1
  ), 'released') THEN
    RAISE check_violation USING MESSAGE = 'a licence is assigned and released in turn';
  END IF;
  RETURN NEW;
END $$;
