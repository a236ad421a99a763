-- A chain for each account: who writes to one account waits for nobody who writes to another.

-- The place of an entry in the chain of its account, from 1. NULL in the first epoch, in which all accounts had one chain:
-- those entries keep their hashes, and the chain of an account goes on from the last of its own.
ALTER TABLE audit ADD COLUMN number INTEGER CHECK (number >= 1);
CREATE TRIGGER audit_is_numbered BEFORE INSERT ON audit WHEN NEW.number IS NULL
BEGIN SELECT RAISE(ABORT, 'an entry has its place in the chain of its account'); END;

-- The end of each chain. Whoever writes to an account locks this row first.
CREATE TABLE heads (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number >= 1),
  sequence INTEGER NOT NULL UNIQUE REFERENCES audit (sequence),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  at TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;
INSERT INTO heads (account_id, number, sequence, hash, at)
SELECT a.account_id, n.entries, a.sequence, a.hash, a.at FROM audit a
JOIN (SELECT max(sequence) AS last, count(*) AS entries FROM audit GROUP BY account_id) n ON a.sequence = n.last;

CREATE TRIGGER heads_stay BEFORE DELETE ON heads BEGIN SELECT RAISE(ABORT, 'a chain is never deleted'); END;
CREATE TRIGGER heads_go_on BEFORE UPDATE ON heads
WHEN NEW.account_id <> OLD.account_id OR NEW.number <= OLD.number OR NEW.sequence <= OLD.sequence
BEGIN SELECT RAISE(ABORT, 'a chain only goes on'); END;

-- The ledger's own chain: now and then all heads are written down, those that have moved since the seal before, so that a
-- chain that was cut or an account that was taken out is missed. The first one names the end of the first epoch.
-- sequence: the newest entry that it covers. AUTOINCREMENT remembers the highest number ever given.
CREATE TABLE seals (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL CHECK (length(at) = 24),
  sequence INTEGER NOT NULL UNIQUE REFERENCES audit (sequence),
  heads TEXT NOT NULL CHECK (json_valid(heads)),
  prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER seals_stay BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
CREATE TRIGGER seals_are_final BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

-- The last receipt of each year. Derived: a receipt that is given moves it on.
CREATE TABLE receipts (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 1 AND 9999),
  last INTEGER NOT NULL CHECK (last >= 1)
) STRICT;
INSERT INTO receipts (year, last)
SELECT receipt_year, max(receipt_serial) FROM orders WHERE receipt_year IS NOT NULL GROUP BY receipt_year;

-- I13
DROP TRIGGER receipts_have_no_gap;
CREATE TRIGGER receipts_have_no_gap BEFORE UPDATE OF receipt_serial ON orders
WHEN NEW.receipt_serial <> coalesce((SELECT last FROM receipts WHERE year = NEW.receipt_year), 0) + 1
BEGIN SELECT RAISE(ABORT, 'receipt numbers have no gap (I13)'); END;
CREATE TRIGGER receipts_are_counted AFTER UPDATE OF receipt_serial ON orders WHEN NEW.receipt_serial IS NOT NULL
BEGIN
  INSERT INTO receipts (year, last) VALUES (NEW.receipt_year, NEW.receipt_serial)
  ON CONFLICT (year) DO UPDATE SET last = NEW.receipt_serial;
END;
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts are counted for ever'); END;
