-- The ledger of a partner programme membership on PostgreSQL, version 1. It lies in a schema of its own, which is the
-- first of the search path while this runs.
--
-- written: the audit entry that made a row. Days are text `YYYY-MM-DD`, instants text `YYYY-MM-DDTHH:MM:SS.mmmZ`, both UTC;
-- no date is ever computed here. Texts are compared byte by byte, whatever the language of the database. Money is an
-- integer of minor units beside its currency. Snapshots that are only ever read whole are JSON text.

-- The versions that it went through.
CREATE TABLE migrations (
  version bigint PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE meta (
  id bigint PRIMARY KEY CHECK (id = 1),
  installation text COLLATE "C" NOT NULL CHECK (installation <> ''),
  gateway text COLLATE "C" NOT NULL CHECK (gateway <> ''),
  created_at text COLLATE "C" NOT NULL CHECK (length(created_at) = 24),
  -- What the first entry of the audit chain hangs on: the hash of the three above.
  genesis text COLLATE "C" NOT NULL CHECK (length(genesis) = 64),
  frozen_at text COLLATE "C" CHECK (length(frozen_at) = 24)
);

-- A number that was given to an entry which was rolled back is given to no other: there may be gaps.
CREATE TABLE audit (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL CHECK (body::json IS NOT NULL),
  prev_hash text COLLATE "C" NOT NULL CHECK (length(prev_hash) = 64),
  hash text COLLATE "C" NOT NULL CHECK (length(hash) = 64),
  -- The place of an entry in the chain of its account.
  number bigint CHECK (number >= 1)
);
CREATE INDEX audit_of_account ON audit (account_id, sequence);

CREATE TABLE accounts (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  mpn_id text COLLATE "C" NOT NULL UNIQUE,
  company text COLLATE "C" NOT NULL,
  country text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL,
  programme text COLLATE "C" NOT NULL,
  joined_on text COLLATE "C" NOT NULL CHECK (length(joined_on) = 10),
  left_on text COLLATE "C" CHECK (length(left_on) = 10),
  address text COLLATE "C" CHECK (address <> ''),
  vat_id text COLLATE "C" CHECK (vat_id <> ''),
  recipients text COLLATE "C" CHECK (recipients IS NULL OR recipients::json IS NOT NULL),
  former text COLLATE "C" CHECK (former IS NULL OR former::json IS NOT NULL)
);

CREATE TABLE payment_methods (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  gateway_ref text COLLATE "C" NOT NULL,
  brand text COLLATE "C" NOT NULL,
  last4 text COLLATE "C" NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
  exp_month bigint NOT NULL CHECK (exp_month BETWEEN 1 AND 12),
  exp_year bigint NOT NULL CHECK (exp_year BETWEEN 2000 AND 9999),
  holder text COLLATE "C",
  added_at text COLLATE "C" NOT NULL CHECK (length(added_at) = 24),
  removed_at text COLLATE "C" CHECK (length(removed_at) = 24),
  is_default bigint NOT NULL CHECK (is_default IN (0, 1)),
  CHECK (is_default = 0 OR removed_at IS NULL)
);
CREATE INDEX payment_methods_of_account ON payment_methods (account_id);
CREATE UNIQUE INDEX one_default_an_account ON payment_methods (account_id) WHERE is_default = 1;

CREATE TABLE acceptances (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  terms text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  by text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  -- Terms may be accepted a moment before the order is placed.
  order_id text COLLATE "C"
);
CREATE INDEX acceptances_of_account ON acceptances (account_id);
CREATE INDEX acceptances_of_order ON acceptances (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE orders (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('purchase', 'renewal')),
  programme text COLLATE "C" NOT NULL,
  offer text COLLATE "C" NOT NULL,
  -- The subscription of a first purchase begins when the order is paid, so this cannot refer to a row.
  subscription_id text COLLATE "C" NOT NULL,
  enrolment bigint NOT NULL CHECK (enrolment >= 0),
  term_number bigint NOT NULL CHECK (term_number >= 0),
  term_anchor text COLLATE "C" NOT NULL CHECK (length(term_anchor) = 10),
  term_years_from_anchor bigint NOT NULL CHECK (term_years_from_anchor >= 0),
  term_start text COLLATE "C" NOT NULL CHECK (length(term_start) = 10),
  term_end text COLLATE "C" NOT NULL CHECK (length(term_end) = 10 AND term_end > term_start),
  reference text COLLATE "C" NOT NULL,
  lines text COLLATE "C" NOT NULL CHECK (lines::json IS NOT NULL),
  currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  tax bigint CHECK (tax BETWEEN 0 AND total),
  total bigint NOT NULL CHECK (total BETWEEN 0 AND 9007199254740991),
  terms_id text COLLATE "C" NOT NULL,
  terms_version text COLLATE "C" NOT NULL,
  placed_at text COLLATE "C" NOT NULL CHECK (length(placed_at) = 24),
  placed_by text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('placed', 'paid', 'failed')),
  paid_at text COLLATE "C" CHECK (length(paid_at) = 24),
  receipt_year bigint CHECK (receipt_year BETWEEN 1 AND 9999),
  receipt_serial bigint CHECK (receipt_serial >= 1),
  supersedes text COLLATE "C",
  payment_method_id text COLLATE "C" REFERENCES payment_methods (id) DEFERRABLE INITIALLY DEFERRED,
  transfer_due text COLLATE "C" CHECK (length(transfer_due) = 10),
  UNIQUE (receipt_year, receipt_serial),
  CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  CHECK ((state = 'paid') = (receipt_year IS NOT NULL)),
  CHECK ((state = 'paid') = (receipt_serial IS NOT NULL))
);
CREATE INDEX orders_of_account ON orders (account_id);
-- I2
CREATE UNIQUE INDEX one_order_a_term ON orders (subscription_id, term_number) WHERE state IN ('placed', 'paid');
CREATE UNIQUE INDEX one_order_a_reference ON orders (reference) WHERE state IN ('placed', 'paid');
CREATE UNIQUE INDEX one_upgrade_a_subscription ON orders (supersedes)
WHERE supersedes IS NOT NULL AND state IN ('placed', 'paid');

CREATE TABLE attempts (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  order_id text COLLATE "C" NOT NULL REFERENCES orders (id),
  reference text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal >= 1),
  key text COLLATE "C" NOT NULL UNIQUE,
  amount bigint NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  payment_method_id text COLLATE "C" NOT NULL REFERENCES payment_methods (id) DEFERRABLE INITIALLY DEFERRED,
  state text COLLATE "C" NOT NULL CHECK (state IN ('sending', 'unknown', 'succeeded', 'declined', 'action_required', 'not_executed')),
  sent_at text COLLATE "C" NOT NULL CHECK (length(sent_at) = 24),
  sender text COLLATE "C" NOT NULL,
  settled_at text COLLATE "C" CHECK (length(settled_at) = 24),
  charge_id text COLLATE "C",
  decline_code text COLLATE "C",
  claimed_by text COLLATE "C",
  claimed_at text COLLATE "C" CHECK (length(claimed_at) = 24),
  claimed_until text COLLATE "C" CHECK (length(claimed_until) = 24 AND claimed_until > claimed_at),
  abandoned_by text COLLATE "C",
  abandoned_at text COLLATE "C" CHECK (length(abandoned_at) = 24),
  confirmed_by text COLLATE "C" CHECK (confirmed_by <> abandoned_by),
  confirmed_at text COLLATE "C" CHECK (length(confirmed_at) = 24),
  UNIQUE (reference, ordinal),
  CONSTRAINT key_is_reference_and_ordinal CHECK (key = reference || '/' || ordinal),
  CHECK ((settled_at IS NULL) = (state IN ('sending', 'unknown'))),
  CHECK (state <> 'succeeded' OR charge_id IS NOT NULL)
);
CREATE INDEX attempts_of_order ON attempts (order_id);
-- I1
CREATE UNIQUE INDEX one_charge_an_order ON attempts (order_id) WHERE state IN ('sending', 'unknown', 'succeeded');
-- The few that have no believed answer, among millions that have (G3).
CREATE INDEX open_attempts ON attempts (order_id) WHERE state IN ('sending', 'unknown');

CREATE TABLE subscriptions (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  programme text COLLATE "C" NOT NULL,
  offer text COLLATE "C" NOT NULL,
  enrolment bigint NOT NULL CHECK (enrolment >= 0),
  -- Always 0; with the key below, no subscription is ever committed without a term (I4).
  first_term bigint NOT NULL DEFAULT 0 CHECK (first_term = 0),
  UNIQUE (account_id, offer, enrolment)
);

-- "Off for term n": a row is added and never taken away, so there is no way back within a term (R15).
CREATE TABLE turned_off (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  subscription_id text COLLATE "C" NOT NULL REFERENCES subscriptions (id),
  term bigint NOT NULL CHECK (term >= 0),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  UNIQUE (subscription_id, term)
);

-- To which day each subscription is paid. Derived: a term that is added moves it on.
CREATE TABLE paid_to (
  subscription_id text COLLATE "C" PRIMARY KEY REFERENCES subscriptions (id),
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  programme text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL CHECK (length(day) = 10)
);
CREATE INDEX paid_to_day ON paid_to (programme, day, subscription_id);

CREATE TABLE tokens (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  name text COLLATE "C" NOT NULL CHECK (name <> ''),
  scopes text COLLATE "C" NOT NULL CHECK (scopes::json IS NOT NULL),
  everybody bigint NOT NULL CHECK (everybody IN (0, 1)),
  sha256 text COLLATE "C" NOT NULL UNIQUE CHECK (length(sha256) = 64),
  created_at text COLLATE "C" NOT NULL CHECK (length(created_at) = 24),
  created_by text COLLATE "C" NOT NULL,
  expires_on text COLLATE "C" NOT NULL CHECK (length(expires_on) = 10),
  revoked_at text COLLATE "C" CHECK (length(revoked_at) = 24)
);
CREATE INDEX tokens_of_account ON tokens (account_id);

CREATE TABLE users (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  email text COLLATE "C" NOT NULL CHECK (email <> ''),
  roles text COLLATE "C" NOT NULL CHECK (roles::json IS NOT NULL AND roles <> '[]'),
  added_on text COLLATE "C" NOT NULL CHECK (length(added_on) = 10),
  added_by text COLLATE "C" NOT NULL,
  removed_on text COLLATE "C" CHECK (length(removed_on) = 10)
);
CREATE UNIQUE INDEX one_user_an_address ON users (account_id, lower(email));

CREATE TABLE evidence (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  programme text COLLATE "C" NOT NULL,
  area text COLLATE "C" NOT NULL,
  level text COLLATE "C" NOT NULL,
  counts text COLLATE "C" NOT NULL CHECK (counts::json IS NOT NULL),
  until text COLLATE "C" CHECK (length(until) = 10),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL
);
CREATE INDEX evidence_of_account ON evidence (account_id);

CREATE TABLE requests (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  number bigint NOT NULL CHECK (number >= 1),
  problem text COLLATE "C" NOT NULL CHECK (problem IN ('billing', 'membership', 'other')),
  cancels text COLLATE "C" REFERENCES subscriptions (id),
  text text COLLATE "C" NOT NULL,
  filed_at text COLLATE "C" NOT NULL CHECK (length(filed_at) = 24),
  filed_by text COLLATE "C" NOT NULL,
  UNIQUE (account_id, number),
  -- R18
  CHECK (cancels IS NULL OR problem = 'billing'),
  -- Who cancels need not say why.
  CHECK (text <> '' OR cancels IS NOT NULL)
);
CREATE INDEX requests_to_cancel ON requests (cancels) WHERE cancels IS NOT NULL;

CREATE TABLE request_entries (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  request_id text COLLATE "C" NOT NULL REFERENCES requests (id),
  number bigint NOT NULL CHECK (number >= 1),
  text text COLLATE "C" CHECK (text <> ''),
  outcome text COLLATE "C" CHECK (outcome IN ('approved', 'rejected', 'withdrawn')),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  UNIQUE (request_id, number),
  CHECK ((text IS NULL) = (outcome IS NOT NULL))
);
CREATE UNIQUE INDEX one_end_a_request ON request_entries (request_id) WHERE outcome IS NOT NULL;

CREATE TABLE cancellations (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  subscription_id text COLLATE "C" NOT NULL UNIQUE REFERENCES subscriptions (id),
  request_id text COLLATE "C" NOT NULL UNIQUE REFERENCES requests (id),
  from_day text COLLATE "C" NOT NULL CHECK (length(from_day) = 10),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL
);

CREATE TABLE refunds (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  order_id text COLLATE "C" NOT NULL REFERENCES orders (id),
  request_id text COLLATE "C" NOT NULL REFERENCES requests (id),
  ordinal bigint NOT NULL CHECK (ordinal >= 1),
  key text COLLATE "C" NOT NULL UNIQUE,
  charge_id text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  state text COLLATE "C" NOT NULL CHECK (state IN ('sending', 'unknown', 'refunded', 'refused')),
  sent_at text COLLATE "C" NOT NULL CHECK (length(sent_at) = 24),
  sent_by text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  settled_at text COLLATE "C" CHECK (length(settled_at) = 24),
  gateway_ref text COLLATE "C",
  reason text COLLATE "C",
  claimed_by text COLLATE "C",
  claimed_at text COLLATE "C" CHECK (length(claimed_at) = 24),
  claimed_until text COLLATE "C" CHECK (length(claimed_until) = 24 AND claimed_until > claimed_at),
  abandoned_by text COLLATE "C",
  abandoned_at text COLLATE "C" CHECK (length(abandoned_at) = 24),
  confirmed_by text COLLATE "C" CHECK (confirmed_by <> abandoned_by),
  confirmed_at text COLLATE "C" CHECK (length(confirmed_at) = 24),
  UNIQUE (order_id, ordinal),
  CHECK ((settled_at IS NULL) = (state IN ('sending', 'unknown'))),
  CHECK ((gateway_ref IS NOT NULL) = (state = 'refunded')),
  CHECK ((reason IS NOT NULL) = (state = 'refused'))
);
CREATE UNIQUE INDEX one_refund_an_order ON refunds (order_id) WHERE state IN ('sending', 'unknown', 'refunded');
CREATE INDEX open_refunds ON refunds (order_id) WHERE state IN ('sending', 'unknown');

CREATE TABLE benefit_records (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  subscription_id text COLLATE "C" NOT NULL REFERENCES subscriptions (id),
  term bigint NOT NULL,
  benefit text COLLATE "C" NOT NULL CHECK (benefit <> ''),
  act text COLLATE "C" NOT NULL CHECK (act IN ('activated', 'assigned', 'released', 'key-viewed')),
  "user" text COLLATE "C",
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  stated bigint CHECK (stated = 1),
  CHECK (("user" IS NOT NULL) = (act IN ('assigned', 'released')))
);
CREATE INDEX benefit_records_of_term ON benefit_records (subscription_id, term, benefit);
CREATE UNIQUE INDEX activated_once ON benefit_records (subscription_id, term, benefit) WHERE act = 'activated';

CREATE TABLE transfer_ends (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  order_id text COLLATE "C" NOT NULL UNIQUE REFERENCES orders (id),
  outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('received', 'cancelled', 'expired')),
  received_on text COLLATE "C" CHECK (length(received_on) = 10),
  term text COLLATE "C" CHECK (term IS NULL OR term::json IS NOT NULL),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  CHECK ((received_on IS NOT NULL) = (outcome = 'received')),
  CHECK ((term IS NOT NULL) = (outcome = 'received'))
);

CREATE TABLE dispatches (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  subscription_id text COLLATE "C" NOT NULL REFERENCES subscriptions (id),
  term bigint NOT NULL CHECK (term >= 0),
  days bigint NOT NULL,
  notice text COLLATE "C" CHECK (notice IN ('declined', 'last-try', 'not-charged', 'unknown')),
  notice_about text COLLATE "C",
  channel text COLLATE "C" NOT NULL CHECK (channel IN ('mail', 'webhook')),
  recipient text COLLATE "C",
  state text COLLATE "C" NOT NULL CHECK (state IN ('sending', 'sent', 'failed')),
  claimed_at text COLLATE "C" NOT NULL CHECK (length(claimed_at) = 24),
  sender text COLLATE "C" NOT NULL,
  begins_noted bigint NOT NULL CHECK (begins_noted IN (0, 1)),
  begun_at text COLLATE "C" CHECK (length(begun_at) = 24) CHECK (begun_at IS NULL OR begins_noted = 1),
  settled_at text COLLATE "C" CHECK (length(settled_at) = 24),
  reason text COLLATE "C" CHECK (reason IN ('unreachable', 'not-secure', 'not-authorised', 'redirected', 'not-now', 'refused',
    'address-not-ascii', 'interrupted', 'not-arrived')),
  status bigint CHECK (status BETWEEN 100 AND 999),
  CHECK ((settled_at IS NULL) = (state = 'sending')),
  CHECK ((reason IS NOT NULL) = (state = 'failed')),
  CHECK (status IS NULL OR state = 'failed'),
  CHECK ((notice IS NULL) = (notice_about IS NULL))
);
CREATE INDEX dispatches_of_account ON dispatches (account_id);
-- G23
CREATE UNIQUE INDEX one_reminder_a_channel ON dispatches (subscription_id, term, days, channel)
  WHERE state IN ('sending', 'sent') AND notice IS NULL;
CREATE UNIQUE INDEX one_notice_a_channel ON dispatches (subscription_id, term, notice, notice_about, channel)
  WHERE state IN ('sending', 'sent') AND notice IS NOT NULL;

-- The end of each chain. Whoever writes to an account locks this row first.
CREATE TABLE heads (
  account_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  number bigint NOT NULL CHECK (number >= 1),
  sequence bigint NOT NULL UNIQUE REFERENCES audit (sequence),
  hash text COLLATE "C" NOT NULL CHECK (length(hash) = 64),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24)
);

-- The ledger's own chain over all others. sequence: the newest entry that it covers.
CREATE TABLE seals (
  number bigint PRIMARY KEY,
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  sequence bigint NOT NULL UNIQUE REFERENCES audit (sequence),
  heads text COLLATE "C" NOT NULL CHECK (heads::json IS NOT NULL),
  prev_hash text COLLATE "C" NOT NULL CHECK (length(prev_hash) = 64),
  hash text COLLATE "C" NOT NULL CHECK (length(hash) = 64)
);

-- The last receipt of each year. Derived: a receipt that is given moves it on.
CREATE TABLE receipts (
  year bigint PRIMARY KEY CHECK (year BETWEEN 1 AND 9999),
  last bigint NOT NULL CHECK (last >= 1)
);

-- What was bought, renewed or given back elsewhere, as somebody stated it (D22 to D32).
CREATE TABLE recorded_orders (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  id text COLLATE "C" NOT NULL UNIQUE,
  account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('purchase', 'renewal')),
  programme text COLLATE "C" NOT NULL,
  offer text COLLATE "C" NOT NULL,
  subscription_id text COLLATE "C" NOT NULL,
  enrolment bigint NOT NULL CHECK (enrolment >= 0),
  term_number bigint NOT NULL CHECK (term_number >= 0 AND (term_number = 0) = (kind = 'purchase')),
  -- Of the newest statement: a correction moves it.
  invoice text COLLATE "C" CHECK (invoice <> '')
);
CREATE INDEX recorded_orders_of_account ON recorded_orders (account_id);
CREATE UNIQUE INDEX one_recorded_order_a_term ON recorded_orders (subscription_id, term_number);
CREATE UNIQUE INDEX one_order_an_invoice ON recorded_orders (account_id, programme, invoice) WHERE invoice IS NOT NULL;

-- Everything that was said of such an order: the newest counts (D26).
CREATE TABLE statements (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  order_id text COLLATE "C" NOT NULL REFERENCES recorded_orders (id),
  number bigint NOT NULL CHECK (number >= 0),
  term text COLLATE "C" NOT NULL CHECK (term::json IS NOT NULL),
  started_on text COLLATE "C" CHECK (length(started_on) = 10),
  vendor_renewal text COLLATE "C" NOT NULL CHECK (vendor_renewal IN ('on', 'off', 'unknown')),
  invoice text COLLATE "C" CHECK (invoice <> ''),
  invoiced_on text COLLATE "C" CHECK (length(invoiced_on) = 10),
  paid_on text COLLATE "C" CHECK (length(paid_on) = 10),
  amount bigint CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency text COLLATE "C" CHECK (length(currency) = 3),
  tax bigint CHECK (tax BETWEEN 0 AND amount),
  paid_by text COLLATE "C" CHECK (paid_by IN ('card', 'transfer', 'other')),
  order_ref text COLLATE "C",
  external_id text COLLATE "C",
  evidence text COLLATE "C" NOT NULL CHECK (evidence::json IS NOT NULL),
  reason text COLLATE "C",
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL,
  UNIQUE (order_id, number),
  CHECK ((amount IS NULL) = (currency IS NULL)),
  CHECK ((number = 0) = (reason IS NULL))
);

CREATE TABLE stated_refunds (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  order_id text COLLATE "C" NOT NULL UNIQUE REFERENCES recorded_orders (id),
  amount bigint NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  refunded_on text COLLATE "C" NOT NULL CHECK (length(refunded_on) = 10),
  document text COLLATE "C",
  request_id text COLLATE "C" NOT NULL REFERENCES requests (id),
  at text COLLATE "C" NOT NULL CHECK (length(at) = 24),
  by text COLLATE "C" NOT NULL
);

CREATE TABLE terms (
  written bigint PRIMARY KEY REFERENCES audit (sequence),
  subscription_id text COLLATE "C" NOT NULL REFERENCES subscriptions (id),
  number bigint NOT NULL CHECK (number >= 0),
  order_id text COLLATE "C" NOT NULL UNIQUE,
  anchor text COLLATE "C" NOT NULL CHECK (length(anchor) = 10),
  years_from_anchor bigint NOT NULL CHECK (years_from_anchor >= 0),
  start_day text COLLATE "C" NOT NULL CHECK (length(start_day) = 10),
  end_day text COLLATE "C" NOT NULL CHECK (length(end_day) = 10 AND end_day > start_day),
  vendor_renewal text COLLATE "C" CHECK (vendor_renewal IN ('on', 'off', 'unknown')),
  stated_at text COLLATE "C" CHECK (length(stated_at) = 24),
  stated_by text COLLATE "C",
  UNIQUE (subscription_id, number),
  CHECK ((vendor_renewal IS NULL) = (stated_at IS NULL) AND (vendor_renewal IS NULL) = (stated_by IS NULL))
);

-- References to tables that came later.
ALTER TABLE audit ADD FOREIGN KEY (account_id) REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE acceptances ADD FOREIGN KEY (order_id) REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE orders ADD FOREIGN KEY (supersedes) REFERENCES subscriptions (id);
ALTER TABLE subscriptions ADD FOREIGN KEY (id, first_term) REFERENCES terms (subscription_id, number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE benefit_records ADD FOREIGN KEY (subscription_id, term) REFERENCES terms (subscription_id, number);
ALTER TABLE dispatches ADD FOREIGN KEY (subscription_id, term) REFERENCES terms (subscription_id, number);


-- What happened stays, and what is final is final: the second line behind the rules of the program.

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = TG_ARGV[0];
END $$;

CREATE TRIGGER audit_stays BEFORE DELETE OR TRUNCATE ON audit
EXECUTE FUNCTION refuse('audit entries are never deleted');
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse('audit entries are never changed');
CREATE TRIGGER turned_off_stays BEFORE DELETE OR TRUNCATE ON turned_off
EXECUTE FUNCTION refuse('what is turned off stays off (R15)');
CREATE TRIGGER turned_off_is_final BEFORE UPDATE ON turned_off
FOR EACH ROW EXECUTE FUNCTION refuse('what is turned off stays off (R15)');
CREATE TRIGGER acceptances_stay BEFORE DELETE OR TRUNCATE ON acceptances
EXECUTE FUNCTION refuse('acceptances are never deleted');
CREATE TRIGGER acceptances_are_final BEFORE UPDATE ON acceptances
FOR EACH ROW EXECUTE FUNCTION refuse('acceptances are never changed');
CREATE TRIGGER subscriptions_stay BEFORE DELETE OR TRUNCATE ON subscriptions
EXECUTE FUNCTION refuse('subscriptions are never deleted');
CREATE TRIGGER subscriptions_are_final BEFORE UPDATE ON subscriptions
FOR EACH ROW EXECUTE FUNCTION refuse('subscriptions are never changed');
CREATE TRIGGER accounts_stay BEFORE DELETE OR TRUNCATE ON accounts
EXECUTE FUNCTION refuse('accounts are never deleted');
CREATE TRIGGER payment_methods_stay BEFORE DELETE OR TRUNCATE ON payment_methods
EXECUTE FUNCTION refuse('payment methods are never deleted');
CREATE TRIGGER orders_stay BEFORE DELETE OR TRUNCATE ON orders
EXECUTE FUNCTION refuse('orders are never deleted');
CREATE TRIGGER attempts_stay BEFORE DELETE OR TRUNCATE ON attempts
EXECUTE FUNCTION refuse('attempts are never deleted');
CREATE TRIGGER meta_stays BEFORE DELETE OR TRUNCATE ON meta
EXECUTE FUNCTION refuse('a ledger keeps its identity');
CREATE TRIGGER meta_is_final BEFORE UPDATE OF id, installation, gateway, created_at, genesis ON meta
FOR EACH ROW EXECUTE FUNCTION refuse('a ledger keeps its identity');
CREATE TRIGGER attempts_are_immutable BEFORE UPDATE OF
  written, id, order_id, reference, ordinal, key, amount, currency, payment_method_id, sent_at, sender ON attempts
FOR EACH ROW EXECUTE FUNCTION refuse('what was sent is never changed');
CREATE TRIGGER attempts_settle_once BEFORE UPDATE ON attempts
FOR EACH ROW WHEN (OLD.state NOT IN ('sending', 'unknown'))
EXECUTE FUNCTION refuse('this attempt is settled already (I5)');

CREATE FUNCTION attempts_charge_placed_orders() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM orders
      WHERE id = NEW.order_id AND state = 'placed' AND reference = NEW.reference AND total = NEW.amount AND currency = NEW.currency
  ) THEN
    RAISE check_violation USING MESSAGE = 'an attempt charges the total of an order that is still placed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempts_charge_placed_orders BEFORE INSERT ON attempts
FOR EACH ROW EXECUTE FUNCTION attempts_charge_placed_orders();

CREATE FUNCTION orders_fail_when_nothing_is_open() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.state = 'failed' AND EXISTS (
      SELECT 1 FROM attempts WHERE order_id = NEW.id AND state IN ('sending', 'unknown', 'succeeded')
  ) THEN
    RAISE check_violation USING MESSAGE = 'an order never fails while an attempt is open or succeeded';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_fail_when_nothing_is_open BEFORE UPDATE OF state ON orders
FOR EACH ROW EXECUTE FUNCTION orders_fail_when_nothing_is_open();
CREATE TRIGGER paid_to_stays BEFORE DELETE OR TRUNCATE ON paid_to
EXECUTE FUNCTION refuse('a subscription stays paid');
CREATE TRIGGER tokens_stay BEFORE DELETE OR TRUNCATE ON tokens
EXECUTE FUNCTION refuse('tokens are never deleted');
CREATE TRIGGER tokens_are_final BEFORE UPDATE OF
  written, id, account_id, name, scopes, everybody, sha256, created_at, created_by, expires_on ON tokens
FOR EACH ROW EXECUTE FUNCTION refuse('what a token may do is never changed');
CREATE TRIGGER tokens_are_revoked_once BEFORE UPDATE ON tokens
FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL)
EXECUTE FUNCTION refuse('this token is revoked already');
CREATE TRIGGER users_stay BEFORE DELETE OR TRUNCATE ON users
EXECUTE FUNCTION refuse('users are never deleted');
CREATE TRIGGER users_keep_their_names BEFORE UPDATE OF written, account_id, email ON users
FOR EACH ROW EXECUTE FUNCTION refuse('a user keeps the name that orders know');

CREATE FUNCTION a_global_admin_remains() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM users, json_array_elements_text(users.roles::json) role
      WHERE account_id = NEW.account_id AND removed_on IS NULL AND role = 'global-admin'
  ) THEN
    RAISE check_violation USING MESSAGE = 'a Global admin remains (J6)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_global_admin_remains AFTER UPDATE ON users
FOR EACH ROW EXECUTE FUNCTION a_global_admin_remains();
CREATE TRIGGER evidence_stays BEFORE DELETE OR TRUNCATE ON evidence
EXECUTE FUNCTION refuse('evidence is never deleted');
CREATE TRIGGER evidence_is_final BEFORE UPDATE ON evidence
FOR EACH ROW EXECUTE FUNCTION refuse('evidence is never changed');

CREATE FUNCTION upgrades_are_purchases() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.supersedes IS NOT NULL AND (NEW.kind <> 'purchase' OR NOT EXISTS (
      SELECT 1 FROM subscriptions WHERE id = NEW.supersedes AND account_id = NEW.account_id
  )) THEN
    RAISE check_violation USING MESSAGE = 'an upgrade takes the place of a subscription of its account (P7)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER upgrades_are_purchases BEFORE INSERT ON orders
FOR EACH ROW EXECUTE FUNCTION upgrades_are_purchases();
CREATE TRIGGER upgrades_are_snapshots BEFORE UPDATE OF supersedes ON orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was ordered is never changed (G26)');
CREATE TRIGGER requests_stay BEFORE DELETE OR TRUNCATE ON requests
EXECUTE FUNCTION refuse('requests are never deleted');
CREATE TRIGGER requests_are_final BEFORE UPDATE ON requests
FOR EACH ROW EXECUTE FUNCTION refuse('requests are never changed');
CREATE TRIGGER request_entries_stay BEFORE DELETE OR TRUNCATE ON request_entries
EXECUTE FUNCTION refuse('what was added to a request stays');
CREATE TRIGGER request_entries_are_final BEFORE UPDATE ON request_entries
FOR EACH ROW EXECUTE FUNCTION refuse('what was added to a request stays');
CREATE TRIGGER cancellations_stay BEFORE DELETE OR TRUNCATE ON cancellations
EXECUTE FUNCTION refuse('what is cancelled stays cancelled');
CREATE TRIGGER cancellations_are_final BEFORE UPDATE ON cancellations
FOR EACH ROW EXECUTE FUNCTION refuse('what is cancelled stays cancelled');
CREATE TRIGGER refunds_stay BEFORE DELETE OR TRUNCATE ON refunds
EXECUTE FUNCTION refuse('refunds are never deleted');
CREATE TRIGGER refunds_are_immutable BEFORE UPDATE OF
  written, id, order_id, request_id, ordinal, key, charge_id, amount, currency, sent_at, sent_by, sender ON refunds
FOR EACH ROW EXECUTE FUNCTION refuse('what was sent is never changed');
CREATE TRIGGER refunds_settle_once BEFORE UPDATE ON refunds
FOR EACH ROW WHEN (OLD.state NOT IN ('sending', 'unknown'))
EXECUTE FUNCTION refuse('this refund is settled already (I5)');

CREATE FUNCTION requests_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM requests WHERE account_id = NEW.account_id) THEN
    RAISE check_violation USING MESSAGE = 'requests are numbered without a gap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_have_no_gap BEFORE INSERT ON requests
FOR EACH ROW EXECUTE FUNCTION requests_have_no_gap();

CREATE FUNCTION one_cancellation_is_asked_for() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.cancels IS NOT NULL AND EXISTS (
      SELECT 1 FROM requests r WHERE r.cancels = NEW.cancels
        AND NOT EXISTS (SELECT 1 FROM request_entries e WHERE e.request_id = r.id AND e.outcome IS NOT NULL)
  ) THEN
    RAISE check_violation USING MESSAGE = 'a request to cancel it is open already (D9)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_cancellation_is_asked_for BEFORE INSERT ON requests
FOR EACH ROW EXECUTE FUNCTION one_cancellation_is_asked_for();

CREATE FUNCTION requests_cancel_what_is_theirs() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.cancels IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM subscriptions WHERE id = NEW.cancels AND account_id = NEW.account_id
  ) THEN
    RAISE check_violation USING MESSAGE = 'this subscription is of another account';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_cancel_what_is_theirs BEFORE INSERT ON requests
FOR EACH ROW EXECUTE FUNCTION requests_cancel_what_is_theirs();

CREATE FUNCTION request_entries_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM request_entries WHERE request_id = NEW.request_id) THEN
    RAISE check_violation USING MESSAGE = 'what is added to a request is numbered without a gap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_entries_have_no_gap BEFORE INSERT ON request_entries
FOR EACH ROW EXECUTE FUNCTION request_entries_have_no_gap();

CREATE FUNCTION requests_end_once() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM request_entries WHERE request_id = NEW.request_id AND outcome IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'this request has ended (I5)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_end_once BEFORE INSERT ON request_entries
FOR EACH ROW EXECUTE FUNCTION requests_end_once();

CREATE FUNCTION nothing_is_ordered_after_a_cancellation() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cancellations WHERE subscription_id = NEW.subscription_id) THEN
    RAISE check_violation USING MESSAGE = 'this subscription is cancelled (I9)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nothing_is_ordered_after_a_cancellation BEFORE INSERT ON orders
FOR EACH ROW EXECUTE FUNCTION nothing_is_ordered_after_a_cancellation();
CREATE TRIGGER benefit_records_stay BEFORE DELETE OR TRUNCATE ON benefit_records
EXECUTE FUNCTION refuse('what was done with a benefit stays');
CREATE TRIGGER benefit_records_are_final BEFORE UPDATE ON benefit_records
FOR EACH ROW EXECUTE FUNCTION refuse('what was done with a benefit stays');

CREATE FUNCTION activated_before_assigned() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.act = 'assigned' AND NOT EXISTS (
      SELECT 1 FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term = NEW.term
        AND benefit = NEW.benefit AND act = 'activated'
  ) THEN
    RAISE check_violation USING MESSAGE = 'a benefit is activated before it is assigned (R21)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER activated_before_assigned BEFORE INSERT ON benefit_records
FOR EACH ROW EXECUTE FUNCTION activated_before_assigned();

CREATE FUNCTION assigned_and_released_in_turn() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW."user" IS NOT NULL AND NEW.act = coalesce((
      SELECT act FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term = NEW.term
        AND benefit = NEW.benefit AND "user" = NEW."user" ORDER BY written DESC LIMIT 1
  ), 'released') THEN
    RAISE check_violation USING MESSAGE = 'a licence is assigned and released in turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assigned_and_released_in_turn BEFORE INSERT ON benefit_records
FOR EACH ROW EXECUTE FUNCTION assigned_and_released_in_turn();
CREATE TRIGGER orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number, term_anchor,
  term_years_from_anchor, term_start, term_end, reference, lines, currency, tax, total, terms_id, terms_version,
  payment_method_id, transfer_due, placed_at, placed_by ON orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was ordered is never changed (G26)');
CREATE TRIGGER orders_end_once BEFORE UPDATE ON orders
FOR EACH ROW WHEN (OLD.state <> 'placed')
EXECUTE FUNCTION refuse('this order is paid or failed already (I5)');
CREATE TRIGGER orders_are_paid_somehow BEFORE INSERT ON orders
FOR EACH ROW WHEN ((NEW.payment_method_id IS NULL) = (NEW.transfer_due IS NULL))
EXECUTE FUNCTION refuse('an order is paid by card or by bank transfer');

CREATE FUNCTION transfers_are_never_charged() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND transfer_due IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'an order by bank transfer is never charged (P9)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_are_never_charged BEFORE INSERT ON attempts
FOR EACH ROW EXECUTE FUNCTION transfers_are_never_charged();

CREATE FUNCTION refunds_are_of_a_payment() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM orders o JOIN accounts c ON c.id = o.account_id
        LEFT JOIN attempts a ON a.order_id = o.id AND a.state = 'succeeded'
      WHERE o.id = NEW.order_id AND o.state = 'paid' AND o.total = NEW.amount AND o.currency = NEW.currency
        AND NEW.charge_id = CASE WHEN o.transfer_due IS NULL THEN a.charge_id
          ELSE 'MPN ' || c.mpn_id || ' ORD ' || CASE substr(o.id, 1, 4) WHEN 'ord_' THEN substr(o.id, 5) ELSE o.id END END
        AND NEW.key = o.reference || '/refund/' || NEW.ordinal
  ) THEN
    RAISE check_violation USING MESSAGE = 'a refund is of all that its order was paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refunds_are_of_a_payment BEFORE INSERT ON refunds
FOR EACH ROW EXECUTE FUNCTION refunds_are_of_a_payment();
CREATE TRIGGER transfer_ends_stay BEFORE DELETE OR TRUNCATE ON transfer_ends
EXECUTE FUNCTION refuse('how a bank transfer ended stays');
CREATE TRIGGER transfer_ends_are_final BEFORE UPDATE ON transfer_ends
FOR EACH ROW EXECUTE FUNCTION refuse('how a bank transfer ended stays');

CREATE FUNCTION transfers_end_once() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND state = 'placed' AND transfer_due IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'no bank transfer is awaited for this order';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_end_once BEFORE INSERT ON transfer_ends
FOR EACH ROW EXECUTE FUNCTION transfers_end_once();

CREATE FUNCTION transfers_are_paid_when_received() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF OLD.transfer_due IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM transfer_ends WHERE order_id = NEW.id AND (outcome = 'received') = (NEW.state = 'paid')
  ) THEN
    RAISE check_violation USING MESSAGE = 'an order by bank transfer is paid by its transfer (P9)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_are_paid_when_received BEFORE UPDATE OF state ON orders
FOR EACH ROW EXECUTE FUNCTION transfers_are_paid_when_received();
CREATE TRIGGER attempts_are_claimed_whole BEFORE UPDATE OF claimed_by, claimed_at, claimed_until ON attempts
FOR EACH ROW WHEN (NEW.claimed_by IS NULL OR NEW.claimed_at IS NULL OR NEW.claimed_until IS NULL OR NEW.state <> 'sending')
EXECUTE FUNCTION refuse('a claim says who, since when and until when');
CREATE TRIGGER attempts_are_abandoned_in_order BEFORE UPDATE OF abandoned_by, abandoned_at, confirmed_by, confirmed_at ON attempts
FOR EACH ROW WHEN ((OLD.abandoned_by IS NOT NULL AND OLD.abandoned_by IS DISTINCT FROM NEW.abandoned_by) OR OLD.confirmed_by IS NOT NULL
  OR (NEW.confirmed_by IS NOT NULL AND OLD.abandoned_by IS NULL))
EXECUTE FUNCTION refuse('two different people abandon it, one after the other');
CREATE TRIGGER attempts_are_abandoned_by_two BEFORE UPDATE OF state ON attempts
FOR EACH ROW WHEN (NEW.decline_code = 'abandoned_by_two' AND NEW.confirmed_by IS NULL)
EXECUTE FUNCTION refuse('it is abandoned by two people, or not at all');
CREATE TRIGGER refunds_are_claimed_whole BEFORE UPDATE OF claimed_by, claimed_at, claimed_until ON refunds
FOR EACH ROW WHEN (NEW.claimed_by IS NULL OR NEW.claimed_at IS NULL OR NEW.claimed_until IS NULL OR NEW.state <> 'sending')
EXECUTE FUNCTION refuse('a claim says who, since when and until when');
CREATE TRIGGER refunds_are_abandoned_in_order BEFORE UPDATE OF abandoned_by, abandoned_at, confirmed_by, confirmed_at ON refunds
FOR EACH ROW WHEN ((OLD.abandoned_by IS NOT NULL AND OLD.abandoned_by IS DISTINCT FROM NEW.abandoned_by) OR OLD.confirmed_by IS NOT NULL
  OR (NEW.confirmed_by IS NOT NULL AND OLD.abandoned_by IS NULL))
EXECUTE FUNCTION refuse('two different people abandon it, one after the other');
CREATE TRIGGER refunds_are_abandoned_by_two BEFORE UPDATE OF state ON refunds
FOR EACH ROW WHEN (NEW.reason = 'abandoned_by_two' AND NEW.confirmed_by IS NULL)
EXECUTE FUNCTION refuse('it is abandoned by two people, or not at all');
CREATE TRIGGER dispatches_stay BEFORE DELETE OR TRUNCATE ON dispatches
EXECUTE FUNCTION refuse('dispatches are never deleted');
CREATE TRIGGER dispatches_are_immutable BEFORE UPDATE OF
  written, id, account_id, subscription_id, term, days, notice, notice_about, channel, recipient, claimed_at, sender,
  begins_noted ON dispatches
FOR EACH ROW EXECUTE FUNCTION refuse('what was sent is never changed');
CREATE TRIGGER dispatches_settle_once BEFORE UPDATE ON dispatches
FOR EACH ROW WHEN (OLD.state <> 'sending')
EXECUTE FUNCTION refuse('this dispatch is settled already (G23)');
CREATE TRIGGER dispatches_begin_once BEFORE UPDATE OF begun_at ON dispatches
FOR EACH ROW WHEN (OLD.begun_at IS NOT NULL)
EXECUTE FUNCTION refuse('this message was begun already (G23)');

CREATE FUNCTION dispatches_are_of_the_last_term() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscriptions WHERE id = NEW.subscription_id AND account_id = NEW.account_id)
      OR EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number > NEW.term) THEN
    RAISE check_violation USING MESSAGE = 'a reminder is of the last paid term (G23)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dispatches_are_of_the_last_term BEFORE INSERT ON dispatches
FOR EACH ROW EXECUTE FUNCTION dispatches_are_of_the_last_term();
CREATE TRIGGER audit_is_numbered BEFORE INSERT ON audit
FOR EACH ROW WHEN (NEW.number IS NULL)
EXECUTE FUNCTION refuse('an entry has its place in the chain of its account');
CREATE TRIGGER heads_stay BEFORE DELETE OR TRUNCATE ON heads
EXECUTE FUNCTION refuse('a chain is never deleted');
CREATE TRIGGER heads_go_on BEFORE UPDATE ON heads
FOR EACH ROW WHEN (NEW.account_id <> OLD.account_id OR NEW.number <= OLD.number OR NEW.sequence <= OLD.sequence)
EXECUTE FUNCTION refuse('a chain only goes on');
CREATE TRIGGER seals_stay BEFORE DELETE OR TRUNCATE ON seals
EXECUTE FUNCTION refuse('seals are never deleted');
CREATE TRIGGER seals_are_final BEFORE UPDATE ON seals
FOR EACH ROW EXECUTE FUNCTION refuse('seals are never changed');

CREATE FUNCTION receipts_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.receipt_serial <> coalesce((SELECT last FROM receipts WHERE year = NEW.receipt_year), 0) + 1 THEN
    RAISE check_violation USING MESSAGE = 'receipt numbers have no gap (I13)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipts_have_no_gap BEFORE UPDATE OF receipt_serial ON orders
FOR EACH ROW EXECUTE FUNCTION receipts_have_no_gap();

CREATE FUNCTION receipts_are_counted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO receipts (year, last) VALUES (NEW.receipt_year, NEW.receipt_serial)
  ON CONFLICT (year) DO UPDATE SET last = NEW.receipt_serial;
  RETURN NEW;
END $$;
CREATE TRIGGER receipts_are_counted AFTER UPDATE OF receipt_serial ON orders
FOR EACH ROW WHEN (NEW.receipt_serial IS NOT NULL) EXECUTE FUNCTION receipts_are_counted();
CREATE TRIGGER receipts_stay BEFORE DELETE OR TRUNCATE ON receipts
EXECUTE FUNCTION refuse('receipts are counted for ever');
CREATE TRIGGER terms_stay BEFORE DELETE OR TRUNCATE ON terms
EXECUTE FUNCTION refuse('terms are never deleted');

CREATE FUNCTION terms_are_of_an_order() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND NEW.vendor_renewal IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM recorded_orders WHERE id = NEW.order_id AND NEW.vendor_renewal IS NOT NULL
          AND subscription_id = NEW.subscription_id AND term_number = NEW.number
      ) THEN
    RAISE check_violation USING MESSAGE = 'a term is of an order, or of a recorded one';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_are_of_an_order BEFORE INSERT ON terms
FOR EACH ROW EXECUTE FUNCTION terms_are_of_an_order();
CREATE TRIGGER terms_are_final BEFORE UPDATE ON terms
FOR EACH ROW WHEN (OLD.vendor_renewal IS NULL OR NEW.vendor_renewal IS NULL OR NEW.written <> OLD.written
  OR NEW.subscription_id <> OLD.subscription_id OR NEW.number <> OLD.number OR NEW.order_id <> OLD.order_id)
EXECUTE FUNCTION refuse('terms are never changed');

CREATE FUNCTION terms_move_while_they_are_the_last() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM terms WHERE subscription_id = OLD.subscription_id AND number > OLD.number)
      AND (NEW.anchor <> OLD.anchor OR NEW.start_day <> OLD.start_day OR NEW.end_day <> OLD.end_day) THEN
    RAISE check_violation USING MESSAGE = 'another term stands on this one (D26)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_move_while_they_are_the_last BEFORE UPDATE OF anchor, years_from_anchor, start_day, end_day ON terms
FOR EACH ROW EXECUTE FUNCTION terms_move_while_they_are_the_last();

CREATE FUNCTION terms_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.number > 0 AND NOT EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number = NEW.number - 1) THEN
    RAISE check_violation USING MESSAGE = 'terms are numbered without a gap (I4)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_have_no_gap BEFORE INSERT ON terms
FOR EACH ROW EXECUTE FUNCTION terms_have_no_gap();

CREATE FUNCTION terms_move_paid_to() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO paid_to (subscription_id, account_id, programme, day)
  SELECT id, account_id, programme, NEW.end_day FROM subscriptions WHERE id = NEW.subscription_id
  ON CONFLICT (subscription_id) DO UPDATE SET day = NEW.end_day;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_move_paid_to AFTER INSERT ON terms
FOR EACH ROW EXECUTE FUNCTION terms_move_paid_to();

CREATE FUNCTION corrected_terms_move_paid_to() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE paid_to SET day = NEW.end_day WHERE subscription_id = NEW.subscription_id
    AND NOT EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number > NEW.number);
  RETURN NEW;
END $$;
CREATE TRIGGER corrected_terms_move_paid_to AFTER UPDATE OF end_day ON terms
FOR EACH ROW EXECUTE FUNCTION corrected_terms_move_paid_to();

CREATE FUNCTION recorded_orders_are_the_only_ones() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM orders WHERE subscription_id = NEW.subscription_id AND term_number = NEW.term_number AND state <> 'failed'
  ) THEN
    RAISE check_violation USING MESSAGE = 'another order stands for this term (I2)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recorded_orders_are_the_only_ones BEFORE INSERT ON recorded_orders
FOR EACH ROW EXECUTE FUNCTION recorded_orders_are_the_only_ones();

CREATE FUNCTION orders_are_not_recorded() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM recorded_orders WHERE subscription_id = NEW.subscription_id AND term_number = NEW.term_number
  ) THEN
    RAISE check_violation USING MESSAGE = 'this term was bought elsewhere (I2)';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_are_not_recorded BEFORE INSERT ON orders
FOR EACH ROW EXECUTE FUNCTION orders_are_not_recorded();
CREATE TRIGGER recorded_orders_stay BEFORE DELETE OR TRUNCATE ON recorded_orders
EXECUTE FUNCTION refuse('recorded orders are never deleted');
CREATE TRIGGER recorded_orders_are_snapshots BEFORE UPDATE OF
  written, id, account_id, kind, programme, offer, subscription_id, enrolment, term_number ON recorded_orders
FOR EACH ROW EXECUTE FUNCTION refuse('what was recorded is never changed');
CREATE TRIGGER statements_stay BEFORE DELETE OR TRUNCATE ON statements
EXECUTE FUNCTION refuse('statements are never deleted');
CREATE TRIGGER statements_are_final BEFORE UPDATE ON statements
FOR EACH ROW EXECUTE FUNCTION refuse('statements are never changed');

CREATE FUNCTION statements_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.number > 0 AND NOT EXISTS (SELECT 1 FROM statements WHERE order_id = NEW.order_id AND number = NEW.number - 1) THEN
    RAISE check_violation USING MESSAGE = 'statements are numbered without a gap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statements_have_no_gap BEFORE INSERT ON statements
FOR EACH ROW EXECUTE FUNCTION statements_have_no_gap();
CREATE TRIGGER stated_refunds_stay BEFORE DELETE OR TRUNCATE ON stated_refunds
EXECUTE FUNCTION refuse('refunds are never deleted');
CREATE TRIGGER stated_refunds_are_final BEFORE UPDATE ON stated_refunds
FOR EACH ROW EXECUTE FUNCTION refuse('refunds are never changed');

CREATE FUNCTION documents_keep_their_buyer() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF OLD.former IS NOT NULL AND EXISTS (
      SELECT 1 FROM json_array_elements(OLD.former::json) WITH ORDINALITY AS was (value, place)
      WHERE was.value::text IS DISTINCT FROM (NEW.former::json -> (was.place - 1)::integer)::text
  ) THEN
    RAISE check_violation USING MESSAGE = 'what a document says of its buyer is never changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_keep_their_buyer BEFORE UPDATE OF former ON accounts
FOR EACH ROW EXECUTE FUNCTION documents_keep_their_buyer();
