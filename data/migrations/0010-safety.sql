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
