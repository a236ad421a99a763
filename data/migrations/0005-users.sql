-- Users of a partner account and what they may do (J6, D18). Whoever joined is one: the address is the account's.

CREATE TABLE users (
  written INTEGER PRIMARY KEY REFERENCES audit (sequence),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  email TEXT NOT NULL CHECK (email <> ''),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND roles <> '[]'),
  added_on TEXT NOT NULL CHECK (length(added_on) = 10),
  added_by TEXT NOT NULL,
  removed_on TEXT CHECK (length(removed_on) = 10)
) STRICT;
CREATE UNIQUE INDEX one_user_an_address ON users (account_id, lower(email));

-- Who came back under another address is a second user; under the same one, the same.
INSERT INTO users (written, account_id, email, roles, added_on, added_by, removed_on)
SELECT min(sequence), account_id, json_extract(body, '$.account.email'),
  '["global-admin","account-admin","mpn-partner-admin"]',
  json_extract(body, '$.account.joinedOn'), json_extract(body, '$.account.email'), NULL
FROM audit WHERE kind = 'account-joined' GROUP BY account_id, lower(json_extract(body, '$.account.email'));

CREATE TRIGGER users_stay BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'users are never deleted'); END;
CREATE TRIGGER users_keep_their_names BEFORE UPDATE OF written, account_id, email ON users
BEGIN SELECT RAISE(ABORT, 'a user keeps the name that orders know'); END;
CREATE TRIGGER a_global_admin_remains AFTER UPDATE ON users WHEN NOT EXISTS (
  SELECT 1 FROM users, json_each(users.roles) role
  WHERE account_id = NEW.account_id AND removed_on IS NULL AND role.value = 'global-admin'
)
BEGIN SELECT RAISE(ABORT, 'a Global admin remains (J6)'); END;
