-- Every try to send a reminder: claimed before the first byte goes out, settled after. What was claimed and never settled
-- counts as sent, since a mail cannot be taken back (G23).

CREATE TABLE dispatches (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  term INTEGER NOT NULL CHECK (term >= 0),
  days INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
  recipient TEXT,
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed')),
  claimed_at TEXT NOT NULL CHECK (length(claimed_at) = 24),
  sender TEXT NOT NULL,
  settled_at TEXT CHECK (length(settled_at) = 24),
  reason TEXT CHECK (reason IN ('unreachable', 'not-secure', 'not-authorised', 'redirected', 'not-now', 'refused')),
  status INTEGER CHECK (status BETWEEN 100 AND 999),
  FOREIGN KEY (subscription_id, term) REFERENCES terms (subscription_id, number),
  CHECK ((settled_at IS NULL) = (state = 'sending')),
  CHECK ((reason IS NOT NULL) = (state = 'failed')),
  CHECK (status IS NULL OR state = 'failed')
) STRICT;
CREATE INDEX dispatches_of_account ON dispatches (account_id);
-- G23
CREATE UNIQUE INDEX one_reminder_a_channel ON dispatches (subscription_id, term, days, channel) WHERE state IN ('sending', 'sent');

CREATE TRIGGER dispatches_stay BEFORE DELETE ON dispatches BEGIN SELECT RAISE(ABORT, 'dispatches are never deleted'); END;
CREATE TRIGGER dispatches_are_immutable BEFORE UPDATE OF
  written, id, account_id, subscription_id, term, days, channel, recipient, claimed_at, sender ON dispatches
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER dispatches_settle_once BEFORE UPDATE ON dispatches WHEN OLD.state <> 'sending'
BEGIN SELECT RAISE(ABORT, 'this dispatch is settled already (G23)'); END;
-- Nobody is reminded of a term that is renewed.
CREATE TRIGGER dispatches_are_of_the_last_term BEFORE INSERT ON dispatches
WHEN NOT EXISTS (SELECT 1 FROM subscriptions WHERE id = NEW.subscription_id AND account_id = NEW.account_id)
  OR EXISTS (SELECT 1 FROM terms WHERE subscription_id = NEW.subscription_id AND number > NEW.term)
BEGIN SELECT RAISE(ABORT, 'a reminder is of the last paid term (G23)'); END;
