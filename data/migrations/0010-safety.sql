-- What keeps money and records safe where several programs, machines or clocks are at work.

-- Who sends a payment or a refund, the first time and again, since when and until when (G1); NULL in rows that were sent
-- before this was written down. abandoned_by, confirmed_by: the two people who said that nobody will ever send it.
ALTER TABLE attempts ADD COLUMN claimed_by TEXT;
ALTER TABLE attempts ADD COLUMN claimed_at TEXT CHECK (length(claimed_at) = 24);
ALTER TABLE attempts ADD COLUMN claimed_until TEXT CHECK (length(claimed_until) = 24 AND claimed_until > claimed_at);
ALTER TABLE attempts ADD COLUMN abandoned_by TEXT;
ALTER TABLE attempts ADD COLUMN abandoned_at TEXT CHECK (length(abandoned_at) = 24);
ALTER TABLE attempts ADD COLUMN confirmed_by TEXT CHECK (confirmed_by <> abandoned_by);
ALTER TABLE attempts ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 24);
CREATE TRIGGER attempts_are_claimed_whole BEFORE UPDATE OF claimed_by, claimed_at, claimed_until ON attempts
WHEN NEW.claimed_by IS NULL OR NEW.claimed_at IS NULL OR NEW.claimed_until IS NULL OR NEW.state <> 'sending'
BEGIN SELECT RAISE(ABORT, 'a claim says who, since when and until when'); END;
CREATE TRIGGER attempts_are_abandoned_in_order BEFORE UPDATE OF abandoned_by, abandoned_at, confirmed_by, confirmed_at ON attempts
WHEN (OLD.abandoned_by IS NOT NULL AND OLD.abandoned_by IS NOT NEW.abandoned_by) OR OLD.confirmed_by IS NOT NULL
  OR (NEW.confirmed_by IS NOT NULL AND OLD.abandoned_by IS NULL)
BEGIN SELECT RAISE(ABORT, 'two different people abandon it, one after the other'); END;
CREATE TRIGGER attempts_are_abandoned_by_two BEFORE UPDATE OF state ON attempts
WHEN NEW.decline_code = 'abandoned_by_two' AND NEW.confirmed_by IS NULL
BEGIN SELECT RAISE(ABORT, 'it is abandoned by two people, or not at all'); END;
ALTER TABLE refunds ADD COLUMN claimed_by TEXT;
ALTER TABLE refunds ADD COLUMN claimed_at TEXT CHECK (length(claimed_at) = 24);
ALTER TABLE refunds ADD COLUMN claimed_until TEXT CHECK (length(claimed_until) = 24 AND claimed_until > claimed_at);
ALTER TABLE refunds ADD COLUMN abandoned_by TEXT;
ALTER TABLE refunds ADD COLUMN abandoned_at TEXT CHECK (length(abandoned_at) = 24);
ALTER TABLE refunds ADD COLUMN confirmed_by TEXT CHECK (confirmed_by <> abandoned_by);
ALTER TABLE refunds ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 24);
CREATE TRIGGER refunds_are_claimed_whole BEFORE UPDATE OF claimed_by, claimed_at, claimed_until ON refunds
WHEN NEW.claimed_by IS NULL OR NEW.claimed_at IS NULL OR NEW.claimed_until IS NULL OR NEW.state <> 'sending'
BEGIN SELECT RAISE(ABORT, 'a claim says who, since when and until when'); END;
CREATE TRIGGER refunds_are_abandoned_in_order BEFORE UPDATE OF abandoned_by, abandoned_at, confirmed_by, confirmed_at ON refunds
WHEN (OLD.abandoned_by IS NOT NULL AND OLD.abandoned_by IS NOT NEW.abandoned_by) OR OLD.confirmed_by IS NOT NULL
  OR (NEW.confirmed_by IS NOT NULL AND OLD.abandoned_by IS NULL)
BEGIN SELECT RAISE(ABORT, 'two different people abandon it, one after the other'); END;
CREATE TRIGGER refunds_are_abandoned_by_two BEFORE UPDATE OF state ON refunds
WHEN NEW.reason = 'abandoned_by_two' AND NEW.confirmed_by IS NULL
BEGIN SELECT RAISE(ABORT, 'it is abandoned by two people, or not at all'); END;

-- Reminders: what happened to the charge of the coming term is told besides its days (P12), and whether a message was begun
-- is written down before its first byte leaves, so that one that was not is known not to have arrived (G23).
CREATE TABLE dispatches_anew (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  term INTEGER NOT NULL CHECK (term >= 0),
  days INTEGER NOT NULL,
  notice TEXT CHECK (notice IN ('declined', 'last-try', 'not-charged', 'unknown')),
  notice_about TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
  recipient TEXT,
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed')),
  claimed_at TEXT NOT NULL CHECK (length(claimed_at) = 24),
  sender TEXT NOT NULL,
  begins_noted INTEGER NOT NULL CHECK (begins_noted IN (0, 1)),
  begun_at TEXT CHECK (length(begun_at) = 24) CHECK (begun_at IS NULL OR begins_noted = 1),
  settled_at TEXT CHECK (length(settled_at) = 24),
  reason TEXT CHECK (reason IN ('unreachable', 'not-secure', 'not-authorised', 'redirected', 'not-now', 'refused',
    'address-not-ascii', 'interrupted', 'not-arrived')),
  status INTEGER CHECK (status BETWEEN 100 AND 999),
  FOREIGN KEY (subscription_id, term) REFERENCES terms (subscription_id, number),
  CHECK ((settled_at IS NULL) = (state = 'sending')),
  CHECK ((reason IS NOT NULL) = (state = 'failed')),
  CHECK (status IS NULL OR state = 'failed'),
  CHECK ((notice IS NULL) = (notice_about IS NULL))
) STRICT;
-- Until now nobody wrote down whether a message was begun: it may have been.
INSERT INTO dispatches_anew (written, id, account_id, subscription_id, term, days, channel, recipient, state, claimed_at,
    sender, begins_noted, settled_at, reason, status)
  SELECT written, id, account_id, subscription_id, term, days, channel, recipient, state, claimed_at,
    sender, 0, settled_at, reason, status FROM dispatches;
DROP TRIGGER dispatches_stay;
DROP TABLE dispatches;
ALTER TABLE dispatches_anew RENAME TO dispatches;
CREATE INDEX dispatches_of_account ON dispatches (account_id);
-- G23
CREATE UNIQUE INDEX one_reminder_a_channel ON dispatches (subscription_id, term, days, channel)
  WHERE state IN ('sending', 'sent') AND notice IS NULL;
CREATE UNIQUE INDEX one_notice_a_channel ON dispatches (subscription_id, term, notice, notice_about, channel)
  WHERE state IN ('sending', 'sent') AND notice IS NOT NULL;

CREATE TRIGGER dispatches_stay BEFORE DELETE ON dispatches BEGIN SELECT RAISE(ABORT, 'dispatches are never deleted'); END;
CREATE TRIGGER dispatches_are_immutable BEFORE UPDATE OF
  written, id, account_id, subscription_id, term, days, notice, notice_about, channel, recipient, claimed_at, sender,
  begins_noted ON dispatches
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER dispatches_settle_once BEFORE UPDATE ON dispatches WHEN OLD.state <> 'sending'
BEGIN SELECT RAISE(ABORT, 'this dispatch is settled already (G23)'); END;
CREATE TRIGGER dispatches_begin_once BEFORE UPDATE OF begun_at ON dispatches WHEN OLD.begun_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this message was begun already (G23)'); END;
-- Nobody is reminded of a term that is renewed.
CREATE TRIGGER dispatches_are_of_the_last_term BEFORE INSERT ON dispatches
WHEN NOT EXISTS (SELECT 1 FROM subscriptions WHERE id = NEW.subscription_id AND account_id = NEW.account_id)
  OR EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number > NEW.term)
BEGIN SELECT RAISE(ABORT, 'a reminder is of the last paid term (G23)'); END;
