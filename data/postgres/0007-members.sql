-- Who may do what is the ledger's to say. Whoever owns these tables may everything, and no table could refuse it; everybody
-- else has the roles that `members` tells, for one account or for all, and of the server the privileges that follow from
-- them (`role_privileges`). What they write is refused unless it is an entry that their role may write, the next of its
-- chain, or a row that such an entry of the same transaction makes or changes.
--
-- A function that runs as the owner names its schema, so that nothing of the same name can stand before it; nobody may
-- call one but those who are granted it, since it could be made the trigger of a table of somebody else's.

CREATE TABLE members (
  login name NOT NULL,
  role text COLLATE "C" NOT NULL CHECK (role IN ('read', 'buy', 'renew', 'support', 'admin')),
  -- Of every account, today's and tomorrow's, where none is named.
  account_id text COLLATE "C" REFERENCES accounts (id)
);
CREATE UNIQUE INDEX one_grant_a_member ON members (login, role, coalesce(account_id, ''));

-- Which role may write which entry: where it holds `part`, and, if so it says, only once its request's money is back.
CREATE TABLE entry_rights (
  kind text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  part jsonb NOT NULL,
  refunded boolean NOT NULL,
  PRIMARY KEY (kind, role, part)
);
INSERT INTO entry_rights (kind, role, part, refunded) VALUES
  ('account-joined', 'buy', '{}', false),
  ('account-joined', 'admin', '{}', false),
  ('account-changed', 'admin', '{}', false),
  ('account-moved', 'admin', '{}', false),
  ('recipient-added', 'admin', '{}', false),
  ('recipient-removed', 'admin', '{}', false),
  ('membership-ended', 'admin', '{}', false),
  ('clock-corrected', 'admin', '{}', false),
  ('programme-imported', 'admin', '{}', false),
  ('user-added', 'admin', '{}', false),
  ('user-granted', 'admin', '{}', false),
  ('user-revoked', 'admin', '{}', false),
  ('user-removed', 'admin', '{}', false),
  ('token-created', 'admin', '{}', false),
  ('token-revoked', 'admin', '{}', false),
  ('terms-accepted', 'buy', '{}', false),
  ('terms-accepted', 'admin', '{}', false),
  ('payment-method-added', 'buy', '{}', false),
  ('payment-method-added', 'admin', '{}', false),
  ('payment-method-removed', 'buy', '{}', false),
  ('payment-method-removed', 'admin', '{}', false),
  ('payment-method-made-default', 'buy', '{}', false),
  ('payment-method-made-default', 'admin', '{}', false),
  ('order-placed', 'buy', '{}', false),
  ('order-placed', 'admin', '{}', false),
  ('order-placed', 'renew', '{"order":{"kind":"renewal"}}', false),
  ('attempt-sent', 'buy', '{}', false),
  ('attempt-sent', 'renew', '{}', false),
  ('attempt-sent', 'admin', '{}', false),
  ('attempt-unknown', 'buy', '{}', false),
  ('attempt-unknown', 'renew', '{}', false),
  ('attempt-unknown', 'admin', '{}', false),
  ('attempt-claimed', 'buy', '{}', false),
  ('attempt-claimed', 'renew', '{}', false),
  ('attempt-claimed', 'admin', '{}', false),
  ('attempt-settled', 'buy', '{}', false),
  ('attempt-settled', 'renew', '{}', false),
  ('attempt-settled', 'admin', '{}', false),
  ('attempt-abandoned', 'buy', '{}', false),
  ('attempt-abandoned', 'admin', '{}', false),
  ('order-paid', 'buy', '{}', false),
  ('order-paid', 'renew', '{}', false),
  ('order-paid', 'admin', '{}', false),
  ('order-failed', 'buy', '{}', false),
  ('order-failed', 'renew', '{}', false),
  ('order-failed', 'admin', '{}', false),
  ('order-failed', 'support', '{}', false),
  ('transfer-ended', 'buy', '{}', false),
  ('transfer-ended', 'admin', '{}', false),
  ('transfer-ended', 'renew', '{"end":{"outcome":"expired"}}', false),
  ('transfer-ended', 'support', '{"end":{"outcome":"expired"}}', false),
  ('transfer-ended', 'support', '{"end":{"outcome":"cancelled"}}', false),
  ('order-recorded', 'buy', '{}', false),
  ('order-recorded', 'admin', '{}', false),
  ('order-recorded', 'renew', '{"order":{"kind":"renewal"}}', false),
  ('order-corrected', 'buy', '{}', false),
  ('order-corrected', 'admin', '{}', false),
  ('order-refund-recorded', 'buy', '{}', false),
  ('order-refund-recorded', 'support', '{}', false),
  ('order-refund-recorded', 'admin', '{}', false),
  ('subscription-started', 'buy', '{}', false),
  ('subscription-started', 'renew', '{}', false),
  ('subscription-started', 'admin', '{}', false),
  ('term-added', 'buy', '{}', false),
  ('term-added', 'renew', '{}', false),
  ('term-added', 'admin', '{}', false),
  ('automatic-renewal-turned-off', 'buy', '{}', false),
  ('automatic-renewal-turned-off', 'support', '{}', false),
  ('automatic-renewal-turned-off', 'admin', '{}', false),
  ('evidence-recorded', 'buy', '{}', false),
  ('evidence-recorded', 'admin', '{}', false),
  ('benefit-recorded', 'admin', '{}', false),
  ('request-filed', 'buy', '{}', false),
  ('request-filed', 'support', '{}', false),
  ('request-filed', 'admin', '{}', false),
  ('request-entry-added', 'buy', '{}', false),
  ('request-entry-added', 'support', '{}', false),
  ('request-entry-added', 'admin', '{}', false),
  ('request-entry-added', 'renew', '{"entry":{"outcome":"approved"}}', true),
  ('subscription-cancelled', 'support', '{}', false),
  ('subscription-cancelled', 'admin', '{}', false),
  ('subscription-cancelled', 'renew', '{}', true),
  ('refund-sent', 'support', '{}', false),
  ('refund-sent', 'admin', '{}', false),
  ('refund-unknown', 'support', '{}', false),
  ('refund-unknown', 'admin', '{}', false),
  ('refund-unknown', 'renew', '{}', false),
  ('refund-claimed', 'support', '{}', false),
  ('refund-claimed', 'admin', '{}', false),
  ('refund-claimed', 'renew', '{}', false),
  ('refund-abandoned', 'support', '{}', false),
  ('refund-abandoned', 'admin', '{}', false),
  ('refund-settled', 'support', '{}', false),
  ('refund-settled', 'admin', '{}', false),
  ('refund-settled', 'renew', '{}', false),
  ('reminder-claimed', 'renew', '{}', false),
  ('reminder-claimed', 'admin', '{}', false),
  ('reminder-begun', 'renew', '{}', false),
  ('reminder-begun', 'admin', '{}', false),
  ('reminder-sent', 'renew', '{}', false),
  ('reminder-sent', 'admin', '{}', false),
  ('reminder-failed', 'renew', '{}', false),
  ('reminder-failed', 'admin', '{}', false);

-- What an entry of a kind does to the tables: rows that it makes, and columns that it changes.
CREATE TABLE entry_effects (
  kind text COLLATE "C" NOT NULL,
  relation name NOT NULL,
  does text COLLATE "C" NOT NULL CHECK (does IN ('INSERT', 'UPDATE')),
  columns text[] NOT NULL,
  PRIMARY KEY (kind, relation, does)
);
INSERT INTO entry_effects (kind, relation, does, columns) VALUES
  ('account-changed', 'accounts', 'UPDATE', '{address,company,country,email,former,vat_id}'),
  ('account-joined', 'accounts', 'INSERT', '{}'),
  ('account-joined', 'accounts', 'UPDATE', '{address,company,country,email,former,joined_on,left_on,programme,recipients,vat_id}'),
  ('account-joined', 'users', 'INSERT', '{}'),
  ('account-joined', 'users', 'UPDATE', '{added_by,added_on,removed_on,roles}'),
  ('account-moved', 'accounts', 'UPDATE', '{programme}'),
  ('attempt-abandoned', 'attempts', 'UPDATE', '{abandoned_at,abandoned_by,confirmed_at,confirmed_by}'),
  ('attempt-claimed', 'attempts', 'UPDATE', '{claimed_at,claimed_by,claimed_until,state}'),
  ('attempt-sent', 'attempts', 'INSERT', '{}'),
  ('attempt-settled', 'attempts', 'UPDATE', '{charge_id,decline_code,settled_at,state}'),
  ('attempt-unknown', 'attempts', 'UPDATE', '{state}'),
  ('automatic-renewal-turned-off', 'turned_off', 'INSERT', '{}'),
  ('benefit-recorded', 'benefit_records', 'INSERT', '{}'),
  ('evidence-recorded', 'evidence', 'INSERT', '{}'),
  ('membership-ended', 'accounts', 'UPDATE', '{left_on}'),
  ('order-corrected', 'recorded_orders', 'UPDATE', '{invoice}'),
  ('order-corrected', 'statements', 'INSERT', '{}'),
  ('order-corrected', 'terms', 'UPDATE', '{anchor,end_day,start_day,stated_at,stated_by,vendor_renewal,years_from_anchor}'),
  ('order-failed', 'orders', 'UPDATE', '{state}'),
  ('order-paid', 'orders', 'UPDATE', '{paid_at,receipt_serial,receipt_year,state}'),
  ('order-placed', 'orders', 'INSERT', '{}'),
  ('order-recorded', 'recorded_orders', 'INSERT', '{}'),
  ('order-recorded', 'statements', 'INSERT', '{}'),
  ('order-recorded', 'subscriptions', 'INSERT', '{}'),
  ('order-recorded', 'terms', 'INSERT', '{}'),
  ('order-refund-recorded', 'stated_refunds', 'INSERT', '{}'),
  ('payment-method-added', 'payment_methods', 'INSERT', '{}'),
  ('payment-method-added', 'payment_methods', 'UPDATE', '{is_default}'),
  ('payment-method-made-default', 'payment_methods', 'UPDATE', '{is_default}'),
  ('payment-method-removed', 'payment_methods', 'UPDATE', '{is_default,removed_at}'),
  ('recipient-added', 'accounts', 'UPDATE', '{recipients}'),
  ('recipient-removed', 'accounts', 'UPDATE', '{recipients}'),
  ('refund-abandoned', 'refunds', 'UPDATE', '{abandoned_at,abandoned_by,confirmed_at,confirmed_by}'),
  ('refund-claimed', 'refunds', 'UPDATE', '{claimed_at,claimed_by,claimed_until,state}'),
  ('refund-sent', 'refunds', 'INSERT', '{}'),
  ('refund-settled', 'refunds', 'UPDATE', '{credit_note_serial,credit_note_year,gateway_ref,reason,settled_at,state}'),
  ('refund-unknown', 'refunds', 'UPDATE', '{state}'),
  ('reminder-begun', 'dispatches', 'UPDATE', '{begun_at}'),
  ('reminder-claimed', 'dispatches', 'INSERT', '{}'),
  ('reminder-failed', 'dispatches', 'UPDATE', '{reason,settled_at,state,status}'),
  ('reminder-sent', 'dispatches', 'UPDATE', '{settled_at,state}'),
  ('request-entry-added', 'request_entries', 'INSERT', '{}'),
  ('request-filed', 'requests', 'INSERT', '{}'),
  ('subscription-cancelled', 'cancellations', 'INSERT', '{}'),
  ('subscription-started', 'subscriptions', 'INSERT', '{}'),
  ('term-added', 'terms', 'INSERT', '{}'),
  ('terms-accepted', 'acceptances', 'INSERT', '{}'),
  ('token-created', 'tokens', 'INSERT', '{}'),
  ('token-revoked', 'tokens', 'UPDATE', '{revoked_at}'),
  ('transfer-ended', 'transfer_ends', 'INSERT', '{}'),
  ('user-added', 'users', 'INSERT', '{}'),
  ('user-added', 'users', 'UPDATE', '{added_by,added_on,removed_on,roles}'),
  ('user-granted', 'users', 'UPDATE', '{roles}'),
  ('user-removed', 'users', 'UPDATE', '{removed_on}'),
  ('user-revoked', 'users', 'UPDATE', '{roles}');

CREATE FUNCTION is_owner() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT pg_has_role(session_user, current_user, 'USAGE')
$$;

-- By oneself or by a group; who signed in counts, whatever role was taken on since.
CREATE FUNCTION my_roles() RETURNS SETOF members LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT m.* FROM members m JOIN pg_catalog.pg_roles r ON r.rolname = m.login
  WHERE pg_has_role(session_user, r.oid, 'USAGE')
$$;

CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT EXISTS (SELECT 1 FROM my_roles() WHERE account_id IS NULL)
$$;

CREATE FUNCTION seen() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT account_id FROM my_roles() WHERE account_id IS NOT NULL
$$;

-- A file is shown to whoever sees a statement that names it.
CREATE FUNCTION evidence_of(wanted text) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT content FROM evidence_files WHERE sha256 = wanted AND (is_owner() OR sees_all() OR EXISTS (
    SELECT 1 FROM statements s JOIN recorded_orders o ON o.id = s.order_id
    WHERE o.account_id IN (SELECT seen()) AND position(wanted IN s.evidence) > 0
  ))
$$;

-- What a seal is over: the chains of all accounts, those too whose entries its writer may not read.
CREATE VIEW links AS SELECT sequence, number, account_id, hash, at FROM audit;

-- What each role may do with each table: a column or a list of them where it is not the whole table.
CREATE VIEW role_privileges AS
  WITH roles (role) AS (VALUES ('read'), ('buy'), ('renew'), ('support'), ('admin')),
    writers AS (SELECT DISTINCT role FROM entry_rights),
    effects AS (SELECT DISTINCT r.role, e.relation::text, e.does, e.columns FROM entry_rights r JOIN entry_effects e USING (kind))
  SELECT role, relation, 'SELECT' AS privilege, NULL::text AS "column" FROM roles, (
    SELECT relation::text FROM entry_effects UNION VALUES ('audit'), ('heads'), ('seals'), ('meta'), ('migrations'),
      ('receipts'), ('credit_notes'), ('paid_to')
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
  UNION SELECT role, 'evidence_files', 'INSERT', NULL FROM entry_rights WHERE kind = 'order-recorded'
  UNION SELECT 'admin', 'meta', 'UPDATE', 'frozen_at';

-- An entry is of a kind that its writer may write of that account, and the next of its chain.
CREATE FUNCTION entries_are_permitted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  said jsonb;
  head heads;
  last audit;
BEGIN
  IF is_owner() THEN
    RETURN NEW;
  END IF;
  said := NEW.body::jsonb;
  IF said ->> 'kind' IS DISTINCT FROM NEW.kind OR NOT EXISTS (
      SELECT 1 FROM my_roles() m JOIN entry_rights r ON r.role = m.role AND r.kind = NEW.kind
      WHERE (m.account_id IS NULL OR m.account_id = NEW.account_id) AND said @> r.part
        AND (NOT r.refunded OR EXISTS (
          SELECT 1 FROM refunds WHERE state = 'refunded'
            AND request_id = coalesce(said #>> '{cancellation,requestId}', said #>> '{entry,requestId}')
        ))
  ) THEN
    RAISE insufficient_privilege USING MESSAGE = format('%s may not write %s of this account', session_user, NEW.kind);
  END IF;
  -- No seal is made while it is written, and nothing else of its account.
  PERFORM pg_advisory_xact_lock_shared(1347572814, hashtext(TG_TABLE_SCHEMA::text));
  SELECT * INTO head FROM heads WHERE account_id = NEW.account_id FOR UPDATE;
  SELECT * INTO last FROM audit WHERE account_id = NEW.account_id AND number IS NOT NULL ORDER BY sequence DESC LIMIT 1;
  IF NEW.number IS DISTINCT FROM coalesce(last.number, head.number, 0) + 1
      OR NEW.prev_hash <> coalesce(last.hash, head.hash, (SELECT genesis FROM meta))
      OR NEW.hash <> encode(sha256(convert_to(format('[%s,%s,%s,%s,%s,%s,%s]', to_json(NEW.prev_hash), NEW.number,
        to_json(NEW.at), to_json(NEW."by"), to_json(NEW.kind), to_json(NEW.account_id), to_json(NEW.body)), 'UTF8')), 'hex')
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'an entry is the next of its chain (I11)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entries_are_permitted BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION entries_are_permitted();

CREATE FUNCTION chains_end_with_their_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT is_owner() AND NOT EXISTS (SELECT 1 FROM heads WHERE account_id = NEW.account_id AND sequence >= NEW.sequence) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the head of a chain is its newest entry (I11)';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chains_end_with_their_head AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION chains_end_with_their_head();

CREATE FUNCTION heads_are_of_their_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  last audit;
BEGIN
  IF is_owner() THEN
    RETURN NEW;
  END IF;
  SELECT * INTO last FROM audit WHERE account_id = NEW.account_id ORDER BY sequence DESC LIMIT 1;
  IF (NEW.number, NEW.sequence, NEW.hash, NEW.at) IS DISTINCT FROM (last.number, last.sequence, last.hash, last.at) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the head of a chain is its newest entry (I11)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER heads_are_of_their_chain BEFORE INSERT OR UPDATE ON heads
FOR EACH ROW EXECUTE FUNCTION heads_are_of_their_chain();

-- A row is made or changed by the newest entry of its account, written in this transaction, of a kind that does so, and
-- which names it. Arguments: the column that leads to its account, the table that it leads through, the column that the
-- entry has to name.
CREATE FUNCTION rows_are_of_their_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
  RETURN NEW;
END $$;

CREATE FUNCTION seals_are_over_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  before seals;
  epoch bigint;
  epoch_hash text;
  ends text;
  newest record;
BEGIN
  IF is_owner() THEN
    RETURN NEW;
  END IF;
  -- Whoever sees an older moment would leave out what others have written since.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE insufficient_privilege USING MESSAGE = 'a seal is made of the newest that there is';
  END IF;
  PERFORM pg_advisory_xact_lock(1347572814, hashtext(TG_TABLE_SCHEMA::text));
  SELECT * INTO before FROM seals ORDER BY number DESC LIMIT 1;
  IF before IS NULL THEN
    SELECT sequence, hash INTO epoch, epoch_hash FROM audit WHERE number IS NULL ORDER BY sequence DESC LIMIT 1;
  END IF;
  SELECT sequence, at INTO newest FROM audit ORDER BY sequence DESC LIMIT 1;
  SELECT '[' || concat_ws(',', '{"account":null,"sequence":' || epoch || ',"hash":"' || epoch_hash || '"}', string_agg(
      format('{"account":%s,"sequence":%s,"hash":"%s"}', to_json(account_id), last, hashes[1]), ',' ORDER BY first)) || ']'
    INTO ends FROM (
      SELECT account_id, min(sequence) AS first, max(sequence) AS last, array_agg(hash ORDER BY sequence DESC) AS hashes
      FROM audit WHERE sequence > coalesce(before.sequence, epoch, 0) GROUP BY account_id
    ) moved;
  IF NEW.number <> coalesce(before.number, 0) + 1 OR NEW.prev_hash <> coalesce(before.hash, (SELECT genesis FROM meta))
      OR NEW.sequence <> newest.sequence OR NEW.at <> newest.at OR NEW.heads <> ends
      OR NEW.hash <> encode(sha256(convert_to(format('[%s,%s,%s,%s,%s]', to_json(NEW.prev_hash), NEW.number,
        to_json(NEW.at), NEW.sequence, to_json(NEW.heads)), 'UTF8')), 'hex')
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'a seal is over every chain';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_are_over_all BEFORE INSERT ON seals FOR EACH ROW EXECUTE FUNCTION seals_are_over_all();

CREATE TRIGGER receipts_are_of_their_year BEFORE UPDATE OF year ON receipts
FOR EACH ROW EXECUTE FUNCTION refuse('receipts are counted for ever');
CREATE TRIGGER credit_notes_are_of_their_year BEFORE UPDATE OF year ON credit_notes
FOR EACH ROW EXECUTE FUNCTION refuse('credit notes are counted for ever');

-- What follows from a row is written by nobody but these.
ALTER FUNCTION receipts_are_counted() SECURITY DEFINER;
ALTER FUNCTION credit_notes_are_counted() SECURITY DEFINER;
ALTER FUNCTION terms_move_paid_to() SECURITY DEFINER;
ALTER FUNCTION corrected_terms_move_paid_to() SECURITY DEFINER;

-- Rows are seen of the accounts that one may see, and written of no other. How each table leads to its account, and what
-- an entry that makes or changes a row of it names.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES
    ('accounts', 'id', '', 'id'),
    ('users', 'account_id', '', 'email'),
    ('payment_methods', 'account_id', '', ''),
    ('acceptances', 'account_id', '', 'id'),
    ('subscriptions', 'account_id', '', 'id'),
    ('terms', 'subscription_id', 'subscriptions', 'order_id'),
    ('turned_off', 'subscription_id', 'subscriptions', 'subscription_id'),
    ('orders', 'account_id', '', 'id'),
    ('attempts', 'order_id', 'orders', 'id'),
    ('transfer_ends', 'order_id', 'orders', 'order_id'),
    ('dispatches', 'account_id', '', 'id'),
    ('evidence', 'account_id', '', 'id'),
    ('benefit_records', 'subscription_id', 'subscriptions', 'id'),
    ('requests', 'account_id', '', 'id'),
    ('request_entries', 'request_id', 'requests', 'request_id'),
    ('cancellations', 'subscription_id', 'subscriptions', 'subscription_id'),
    ('refunds', 'order_id', 'orders', 'id'),
    ('recorded_orders', 'account_id', '', 'id'),
    ('statements', 'order_id', 'recorded_orders', 'order_id'),
    ('stated_refunds', 'order_id', 'recorded_orders', 'order_id'),
    ('tokens', 'account_id', '', 'id'),
    ('audit', 'account_id', '', NULL),
    ('heads', 'account_id', '', NULL),
    ('paid_to', 'account_id', '', NULL)
  ) AS all_of_them (name, leads, through, named) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
    IF t.through = '' THEN
      EXECUTE format('CREATE POLICY of_accounts_seen ON %I USING ((SELECT sees_all()) OR %I IN (SELECT seen()))', t.name, t.leads);
    ELSE
      EXECUTE format('CREATE POLICY of_accounts_seen ON %1$I USING ((SELECT sees_all()) OR EXISTS (
        SELECT 1 FROM %2$I o WHERE o.id = %1$I.%3$I))', t.name, t.through, t.leads);
    END IF;
    IF t.named IS NOT NULL THEN
      EXECUTE format('CREATE TRIGGER %1$s_follow_from_entries BEFORE INSERT OR UPDATE ON %1$I
        FOR EACH ROW EXECUTE FUNCTION rows_are_of_their_entry(%2$L, %3$L, %4$L)', t.name, t.leads, t.through, t.named);
    END IF;
  END LOOP;
END $$;

DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = current_schema()::regnamespace LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
