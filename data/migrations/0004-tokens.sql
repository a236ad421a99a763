-- Tokens for jobs: the hash of the secret and what it may do. The secret itself is shown once and kept nowhere.

CREATE TABLE tokens (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL CHECK (name <> ''),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  everybody INTEGER NOT NULL CHECK (everybody IN (0, 1)),
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  created_at TEXT NOT NULL CHECK (length(created_at) = 24),
  created_by TEXT NOT NULL,
  expires_on TEXT NOT NULL CHECK (length(expires_on) = 10),
  revoked_at TEXT CHECK (length(revoked_at) = 24)
) STRICT;
CREATE INDEX tokens_of_account ON tokens (account_id);

CREATE TRIGGER tokens_stay BEFORE DELETE ON tokens BEGIN SELECT RAISE(ABORT, 'tokens are never deleted'); END;
CREATE TRIGGER tokens_are_final BEFORE UPDATE OF
  written, id, account_id, name, scopes, everybody, sha256, created_at, created_by, expires_on ON tokens
BEGIN SELECT RAISE(ABORT, 'what a token may do is never changed'); END;
CREATE TRIGGER tokens_are_revoked_once BEFORE UPDATE ON tokens WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this token is revoked already'); END;
