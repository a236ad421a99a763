-- Files that show what was stated, under the hash of their bytes; a statement names them. In a ledger that is a file they
-- lie in the folder `evidence` beside it.
CREATE TABLE evidence_files (
  sha256 text COLLATE "C" PRIMARY KEY CHECK (sha256 = encode(sha256(content), 'hex')),
  content bytea NOT NULL
);
CREATE TRIGGER evidence_files_stay BEFORE DELETE OR TRUNCATE ON evidence_files
EXECUTE FUNCTION refuse('evidence is never deleted');
CREATE TRIGGER evidence_files_are_final BEFORE UPDATE ON evidence_files
FOR EACH ROW EXECUTE FUNCTION refuse('evidence is never changed');
