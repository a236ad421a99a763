-- What was done with the benefits of a term: activated, a licence assigned or released, a product key viewed.

CREATE TABLE benefit_records (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  term INTEGER NOT NULL,
  benefit TEXT NOT NULL CHECK (benefit <> ''),
  act TEXT NOT NULL CHECK (act IN ('activated', 'assigned', 'released', 'key-viewed')),
  user TEXT,
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL,
  FOREIGN KEY (subscription_id, term) REFERENCES terms (subscription_id, number),
  CHECK ((user IS NOT NULL) = (act IN ('assigned', 'released')))
) STRICT;
CREATE INDEX benefit_records_of_term ON benefit_records (subscription_id, term, benefit);
CREATE UNIQUE INDEX activated_once ON benefit_records (subscription_id, term, benefit) WHERE act = 'activated';

CREATE TRIGGER benefit_records_stay BEFORE DELETE ON benefit_records
BEGIN SELECT RAISE(ABORT, 'what was done with a benefit stays'); END;
CREATE TRIGGER benefit_records_are_final BEFORE UPDATE ON benefit_records
BEGIN SELECT RAISE(ABORT, 'what was done with a benefit stays'); END;

CREATE TRIGGER activated_before_assigned BEFORE INSERT ON benefit_records
WHEN NEW.act = 'assigned' AND NOT EXISTS (
  SELECT 1 FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term = NEW.term
    AND benefit = NEW.benefit AND act = 'activated'
)
BEGIN SELECT RAISE(ABORT, 'a benefit is activated before it is assigned (R21)'); END;
CREATE TRIGGER assigned_and_released_in_turn BEFORE INSERT ON benefit_records
WHEN NEW.user IS NOT NULL AND NEW.act = coalesce((
  SELECT act FROM benefit_records WHERE subscription_id = NEW.subscription_id AND term = NEW.term
    AND benefit = NEW.benefit AND user = NEW.user ORDER BY written DESC LIMIT 1
), 'released')
BEGIN SELECT RAISE(ABORT, 'a licence is assigned and released in turn'); END;
