-- What a company has shown towards its competencies: only ever added to, the newest count of a metric holds (P11, D13).

CREATE TABLE evidence (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  programme TEXT NOT NULL,
  area TEXT NOT NULL,
  level TEXT NOT NULL,
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  until TEXT CHECK (length(until) = 10),
  at TEXT NOT NULL CHECK (length(at) = 24),
  by TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_account ON evidence (account_id);

CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER evidence_is_final BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

-- An upgrade is a purchase that names the subscription it takes the place of (P7).
ALTER TABLE orders ADD COLUMN supersedes TEXT REFERENCES subscriptions (id);
CREATE UNIQUE INDEX one_upgrade_a_subscription ON orders (supersedes)
WHERE supersedes IS NOT NULL AND state IN ('placed', 'paid');

CREATE TRIGGER upgrades_are_purchases BEFORE INSERT ON orders
WHEN NEW.supersedes IS NOT NULL AND (NEW.kind <> 'purchase' OR NOT EXISTS (
  SELECT 1 FROM subscriptions WHERE id = NEW.supersedes AND account_id = NEW.account_id
))
BEGIN SELECT RAISE(ABORT, 'an upgrade takes the place of a subscription of its account (P7)'); END;
CREATE TRIGGER upgrades_are_snapshots BEFORE UPDATE OF supersedes ON orders
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed (G26)'); END;
