-- An entry of a kind that does something to the tables has done it before its transaction ends: one that fits nothing, such
-- as the failure of an order that is paid, is refused to whoever is not the owner, where `db check` alone named it.

-- Entries of transactions under way that a row has followed; nobody but these functions writes it, and nothing stays.
CREATE UNLOGGED TABLE followed (sequence bigint PRIMARY KEY);

-- As before; what a row changes is noted.
CREATE OR REPLACE FUNCTION rows_are_of_their_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  made jsonb;
  was jsonb;
  account text;
  entry record;
  effect entry_effects;
BEGIN
  IF is_owner() THEN
    RETURN NEW;
  END IF;
  made := to_jsonb(NEW);
  was := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
  account := made ->> TG_ARGV[0];
  IF TG_ARGV[1] <> '' THEN
    EXECUTE format('SELECT account_id FROM %I WHERE id = $1', TG_ARGV[1]) INTO account USING account;
  END IF;
  SELECT sequence, kind, body, xmin AS made_by INTO entry FROM audit WHERE account_id = account ORDER BY sequence DESC LIMIT 1;
  SELECT * INTO effect FROM entry_effects e WHERE e.kind = entry.kind AND e.relation = TG_TABLE_NAME AND e.does = TG_OP;
  IF entry IS NULL OR effect IS NULL OR entry.made_by <> pg_current_xact_id()::xid
      OR (TG_OP = 'INSERT' AND (made ->> 'written')::bigint <> entry.sequence)
      OR (TG_OP = 'UPDATE' AND EXISTS (
        SELECT 1 FROM jsonb_each(made) now WHERE now.value <> was -> now.key AND now.key <> ALL (effect.columns)
      ))
      OR (TG_ARGV[2] <> '' AND position(lower(to_json(made ->> TG_ARGV[2])::text) IN lower(entry.body)) = 0)
  THEN
    RAISE insufficient_privilege USING MESSAGE = format('a row of %s follows from an entry', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'UPDATE' AND made <> was THEN
    INSERT INTO followed (sequence) VALUES (entry.sequence) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END $$;

-- A new row is noted once it is there: what gives way to another one has made none.
CREATE FUNCTION rows_are_noted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT is_owner() THEN
    INSERT INTO followed (sequence) VALUES (NEW.written) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE
  t name;
BEGIN
  FOR t IN SELECT c.relname FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND g.tgname = c.relname || '_follow_from_entries' LOOP
    EXECUTE format('CREATE TRIGGER noted_%1$s_follow_from_entries AFTER INSERT ON %1$I FOR EACH ROW EXECUTE FUNCTION rows_are_noted()', t);
  END LOOP;
END $$;

CREATE FUNCTION entries_have_done_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF is_owner() OR NOT EXISTS (SELECT 1 FROM entry_effects WHERE kind = NEW.kind) THEN
    RETURN NULL;
  END IF;
  DELETE FROM followed WHERE sequence = NEW.sequence;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = format('%s has changed nothing', NEW.kind);
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION rows_are_noted(), entries_have_done_it() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER entries_have_done_it AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION entries_have_done_it();
