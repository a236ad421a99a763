-- What a row holds, its entry says: amounts, days, states and whose it is, column by column. Until now a row had to follow
-- from an entry that names it, and that it says the same was what `db check` alone could tell.

-- Where an entry of a kind says what it writes into a column, by the path to it in its body. `how` it stands there: `text`
-- as it is, `json` as a list or a snapshot, `flag` as true or false, `mark` as true or nothing, `order` as the kind of an
-- order, `year`, `serial` and `series` as a part of a paper's number (`own-` and `foreign-` of a credit note, by who counts
-- it), `is` not there at all: it is always the same. A column that follows from what the book held before, such as the rest of a list, is in no row here.
CREATE TABLE entry_values (
  kind text COLLATE "C" NOT NULL,
  relation name NOT NULL,
  does text COLLATE "C" NOT NULL,
  "column" text COLLATE "C" NOT NULL,
  how text COLLATE "C" NOT NULL CHECK (how IN ('text', 'json', 'flag', 'mark', 'order', 'year', 'serial', 'series',
    'own-year', 'own-serial', 'foreign-series', 'foreign-serial', 'is')),
  path text[] NOT NULL,
  -- Whether a row that is changed holds it afterwards, or only where it is this column that changes.
  always boolean NOT NULL,
  PRIMARY KEY (kind, relation, does, "column"),
  FOREIGN KEY (kind, relation, does) REFERENCES entry_effects
);

-- A column is said under its own name, as `at` says: what stands elsewhere, or in another way, is listed; null where no entry says it alone.
DO $$
DECLARE
  effect record;
  name text;
  own jsonb;
  sent constant jsonb := '{"amount":["text","amount","amount"],"currency":["text","amount","currency"],
    "claimed_by":["text","claim","by"],"claimed_at":["text","claim","at"],"claimed_until":["text","claim","until"],
    "abandoned_by":["text","abandoned","0","by"],"abandoned_at":["text","abandoned","0","at"],
    "confirmed_by":["text","abandoned","1","by"],"confirmed_at":["text","abandoned","1","at"],
    "page_ref":["text","page","ref"],"page_url":["text","page","url"],"page_until":["text","page","until"],
    "happened_on":["text","on"],"reference":null,"credit_note_year":["is"],"credit_note_serial":["is"],
    "note_series":["is"],"note_serial":["is"]}';
  stated constant jsonb := '{"term":["json","term"],"started_on":["text","started"],"vendor_renewal":["text","renewal"],
    "amount":["text","amount","amount"],"currency":["text","amount","currency"],"tax":["text","tax","amount"],
    "evidence":["json","evidence"]}';
  abandoned constant jsonb := '{"abandoned_by":["text","word","by"],"abandoned_at":["text","word","at"],
    "confirmed_by":["text","word","by"],"confirmed_at":["text","word","at"]}';
  claimed constant jsonb := '{"state":["is","sending"],"claimed_by":["text","by"],"claimed_at":["text","at"],
    "claimed_until":["text","until"],"id":["text","^","id"]}';
BEGIN
  FOR effect IN SELECT * FROM (VALUES
    ('account-joined', 'accounts', 'INSERT', 'account', '{"recipients":["json","recipients"],"former":["json","former"]}'::jsonb),
    ('account-joined', 'accounts', 'UPDATE', 'account', '{"recipients":null,"former":null}'),
    ('account-joined', 'users', 'INSERT', 'account', '{"account_id":["text","id"],"added_on":["text","joinedOn"],
      "added_by":["text","email"],"removed_on":["is"],"roles":null}'),
    ('account-changed', 'accounts', 'UPDATE', 'facts', '{"id":["text","^","accountId"],"former":null}'),
    ('account-moved', 'accounts', 'UPDATE', '', '{"id":["text","accountId"]}'),
    ('membership-ended', 'accounts', 'UPDATE', '', '{"id":["text","accountId"],"left_on":["text","on"]}'),
    ('user-added', 'users', 'INSERT', 'user', '{"roles":["json","roles"]}'),
    ('user-removed', 'users', 'UPDATE', '', '{"removed_on":["text","on"]}'),
    ('payment-method-added', 'payment_methods', 'INSERT', 'method', '{"is_default":["flag","isDefault"]}'),
    ('payment-method-removed', 'payment_methods', 'UPDATE', '', '{"removed_at":["text","at"],"is_default":null}'),
    ('terms-accepted', 'acceptances', 'INSERT', 'acceptance', '{}'),
    ('token-created', 'tokens', 'INSERT', 'token', '{"scopes":["json","scopes"],"everybody":["flag","everybody"]}'),
    ('token-revoked', 'tokens', 'UPDATE', '', '{"revoked_at":["text","at"]}'),
    ('subscription-started', 'subscriptions', 'INSERT', 'subscription', '{}'),
    ('term-added', 'terms', 'INSERT', 'term', '{"subscription_id":["text","^","subscriptionId"],"start_day":["text","start"],
      "end_day":["text","end"],"vendor_renewal":["is"],"stated_at":["is"],"stated_by":["is"]}'),
    ('automatic-renewal-turned-off', 'turned_off', 'INSERT', '', '{"happened_on":["text","on"]}'),
    ('subscription-cancelled', 'cancellations', 'INSERT', 'cancellation', '{"subscription_id":["text","^","subscriptionId"],
      "from_day":["text","from"]}'),
    ('order-placed', 'orders', 'INSERT', 'order', '{"kind":["order","kind"],"term_number":["text","term","number"],
      "term_anchor":["text","term","anchor"],"term_years_from_anchor":["text","term","yearsFromAnchor"],
      "term_start":["text","term","start"],"term_end":["text","term","end"],"keeps_holders":["mark","keepsHolders"],
      "lines":["json","lines"],"tax":["text","tax","amount"],"total":["text","total","amount"],
      "currency":["text","total","currency"],"receipt_year":["is"],"receipt_serial":["is"],"sale":["json","sale"],
      "invoice_series":["is"],"invoice_serial":["is"],"seen":["is"],"transfer_due":["text","transfer","due"]}'),
    ('order-paid', 'orders', 'UPDATE', '', '{"state":["is","paid"],"paid_at":["text","at"],
      "receipt_year":["year","receiptNumber"],"receipt_serial":["serial","receiptNumber"],
      "invoice_series":["series","invoiceNumber"],"invoice_serial":["serial","invoiceNumber"]}'),
    ('order-failed', 'orders', 'UPDATE', '', '{"state":["is","failed"]}'),
    ('charge-seen', 'orders', 'UPDATE', '', '{"seen":["json","seen"]}'),
    ('attempt-sent', 'attempts', 'INSERT', 'attempt', sent),
    ('attempt-unknown', 'attempts', 'UPDATE', '', '{"state":["is","unknown"]}'),
    ('attempt-put-to-cardholder', 'attempts', 'UPDATE', 'page', '{"id":["text","^","id"],"state":["is","unknown"],
      "page_ref":["text","ref"],"page_url":["text","url"],"page_until":["text","until"]}'),
    ('attempt-claimed', 'attempts', 'UPDATE', 'claim', claimed),
    ('attempt-abandoned', 'attempts', 'UPDATE', '', abandoned),
    ('attempt-settled', 'attempts', 'UPDATE', 'settlement', '{"id":["text","^","id"],"settled_at":["text","at"]}'),
    ('transfer-ended', 'transfer_ends', 'INSERT', 'end', '{"order_id":["text","^","orderId"],"term":["json","^","term"]}'),
    ('refund-sent', 'refunds', 'INSERT', 'refund', sent),
    ('refund-unknown', 'refunds', 'UPDATE', '', '{"state":["is","unknown"]}'),
    ('refund-claimed', 'refunds', 'UPDATE', 'claim', claimed),
    ('refund-abandoned', 'refunds', 'UPDATE', '', abandoned),
    ('refund-settled', 'refunds', 'UPDATE', 'settlement', '{"id":["text","^","id"],"settled_at":["text","at"],
      "credit_note_year":["own-year","creditNoteNumber"],"credit_note_serial":["own-serial","creditNoteNumber"],
      "note_series":["foreign-series","creditNoteNumber"],"note_serial":["foreign-serial","creditNoteNumber"]}'),
    ('order-recorded', 'subscriptions', 'INSERT', 'order', '{"id":["text","subscriptionId"]}'),
    ('order-recorded', 'recorded_orders', 'INSERT', 'order', '{"keeps_holders":["mark","keepsHolders"],
      "term_number":["text","statements","0","term","number"],"invoice":["text","statements","0","invoice"]}'),
    ('order-recorded', 'terms', 'INSERT', 'order,statements,0,term', '{"subscription_id":["text","^","order","subscriptionId"],
      "order_id":["text","^","order","id"],"start_day":["text","start"],"end_day":["text","end"],
      "vendor_renewal":["text","^","order","statements","0","renewal"],"stated_at":["text","^","order","statements","0","at"],
      "stated_by":["text","^","order","statements","0","by"]}'),
    ('order-recorded', 'statements', 'INSERT', 'order,statements,0', stated || '{"order_id":["text","^","order","id"]}'),
    ('order-corrected', 'statements', 'INSERT', 'statement', stated || '{"order_id":["text","^","orderId"]}'),
    ('order-corrected', 'recorded_orders', 'UPDATE', 'statement', '{"id":["text","^","orderId"]}'),
    ('order-corrected', 'terms', 'UPDATE', 'statement,term', '{"start_day":["text","start"],"end_day":["text","end"],
      "vendor_renewal":["text","^","statement","renewal"],"stated_at":["text","^","statement","at"],
      "stated_by":["text","^","statement","by"]}'),
    ('order-refund-recorded', 'stated_refunds', 'INSERT', 'refund', '{"order_id":["text","^","orderId"],
      "amount":["text","amount","amount"],"currency":["text","amount","currency"],"refunded_on":["text","on"]}'),
    ('reminder-claimed', 'dispatches', 'INSERT', 'dispatch', '{"notice":["text","notice","kind"],
      "notice_about":["text","notice","about"],"recipient":["text","to"],"begins_noted":null}'),
    ('reminder-begun', 'dispatches', 'UPDATE', '', '{"begun_at":["text","at"]}'),
    ('reminder-sent', 'dispatches', 'UPDATE', '', '{"state":["is","sent"],"settled_at":["text","at"]}'),
    ('reminder-failed', 'dispatches', 'UPDATE', '', '{"state":["is","failed"],"settled_at":["text","at"]}'),
    ('evidence-recorded', 'evidence', 'INSERT', 'evidence', '{"counts":["json","counts"]}'),
    ('benefit-recorded', 'benefit_records', 'INSERT', 'record', '{"stated":["mark","stated"],"happened_on":["text","on"]}'),
    ('request-filed', 'requests', 'INSERT', 'request', '{}'),
    ('request-entry-added', 'request_entries', 'INSERT', 'entry', '{"happened_on":["text","on"]}')
  ) AS said (kind, relation, does, at, elsewhere) LOOP
    FOR name IN SELECT a.attname FROM pg_catalog.pg_attribute a JOIN entry_effects e
        ON e.kind = effect.kind AND e.relation = effect.relation::name AND e.does = effect.does
      WHERE a.attrelid = effect.relation::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.atthasdef AND a.attname <> 'written'
        AND (e.does = 'INSERT' OR a.attname = 'id' OR a.attname = ANY (e.columns)) LOOP
      own := coalesce(effect.elsewhere -> name,
        jsonb_build_array('text', (SELECT string_agg(CASE place WHEN 1 THEN word ELSE initcap(word) END, '' ORDER BY place)
          FROM unnest(string_to_array(name, '_')) WITH ORDINALITY AS w (word, place))));
      CONTINUE WHEN own = 'null';
      INSERT INTO entry_values (kind, relation, does, "column", how, path, always)
      SELECT effect.kind, effect.relation, effect.does, name, own ->> 0,
        CASE WHEN own ->> 0 = 'is' OR own ->> 1 = '^' THEN '{}' ELSE string_to_array(effect.at, ',') END
          || ARRAY(SELECT word FROM jsonb_array_elements_text(own) WITH ORDINALITY AS w (word, place)
            WHERE place > CASE own ->> 1 WHEN '^' THEN 2 ELSE 1 END ORDER BY place),
        effect.kind NOT LIKE '%-abandoned' AND effect.relation || effect.does <> 'termsUPDATE';
    END LOOP;
  END LOOP;
END $$;

-- What a column holds according to the body of an entry. Without a schema of its own, so that it costs no call.
CREATE FUNCTION value_in(said jsonb, how text, path text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE how
    WHEN 'text' THEN said #>> path
    WHEN 'is' THEN path[1]
    WHEN 'flag' THEN CASE said #>> path WHEN 'true' THEN '1' ELSE '0' END
    WHEN 'mark' THEN CASE said #>> path WHEN 'true' THEN '1' END
    WHEN 'order' THEN CASE said #>> path WHEN 'upgrade' THEN 'purchase' ELSE said #>> path END
    ELSE CASE WHEN (how LIKE 'own-%' AND said #>> path NOT LIKE 'CN-%') OR (how LIKE 'foreign-%' AND said #>> path LIKE 'CN-%') THEN NULL
      WHEN how LIKE '%series' THEN substring(said #>> path FROM '^(.*?)\d+$')
      WHEN how LIKE '%serial' THEN substring(said #>> path FROM '\d+$')::bigint::text
      ELSE substring(said #>> path FROM '(\d{4})-\d+$') END
  END
$$;

-- As before; a row holds what its entry says.
CREATE OR REPLACE FUNCTION rows_are_of_their_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  made jsonb;
  was jsonb;
  account text;
  entry record;
  effect entry_effects;
  said jsonb;
  differs text;
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
  said := entry.body::jsonb;
  SELECT string_agg(v."column", ', ') INTO differs FROM entry_values v
  WHERE v.kind = entry.kind AND v.relation = TG_TABLE_NAME AND v.does = TG_OP
    AND CASE v.how WHEN 'json' THEN (made ->> v."column")::jsonb IS DISTINCT FROM nullif(said #> v.path, 'null')
      ELSE made ->> v."column" IS DISTINCT FROM value_in(said, v.how, v.path) END
    AND (made -> v."column" IS DISTINCT FROM was -> v."column" OR (v.always AND (v.how = 'is' OR said #> v.path IS NOT NULL)));
  IF differs IS NOT NULL THEN
    RAISE insufficient_privilege USING MESSAGE = format('a row of %s holds what its entry says: %s', TG_TABLE_NAME, differs);
  END IF;
  IF TG_OP = 'UPDATE' AND made <> was THEN
    INSERT INTO followed (sequence) VALUES (entry.sequence) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION value_in(jsonb, text, text[]) FROM PUBLIC;
