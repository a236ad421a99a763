-- To which day each subscription is paid: the end of its last term, kept beside the terms so that what is due today is
-- found without looking at a million terms that were renewed long ago. Derived: a term that is added moves it on.

CREATE TABLE paid_to (
  subscription_id TEXT PRIMARY KEY REFERENCES subscriptions (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  programme TEXT NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10)
) STRICT, WITHOUT ROWID;
CREATE INDEX paid_to_day ON paid_to (programme, day, subscription_id);

INSERT INTO paid_to (subscription_id, account_id, programme, day)
SELECT s.id, s.account_id, s.programme, max(t.end_day)
FROM subscriptions s JOIN terms t ON t.subscription_id = s.id
GROUP BY s.id, s.account_id, s.programme;

CREATE TRIGGER terms_move_paid_to AFTER INSERT ON terms
BEGIN
  INSERT INTO paid_to (subscription_id, account_id, programme, day)
  SELECT id, account_id, programme, NEW.end_day FROM subscriptions WHERE id = NEW.subscription_id
  ON CONFLICT (subscription_id) DO UPDATE SET day = NEW.end_day;
END;
CREATE TRIGGER paid_to_stays BEFORE DELETE ON paid_to BEGIN SELECT RAISE(ABORT, 'a subscription stays paid'); END;
