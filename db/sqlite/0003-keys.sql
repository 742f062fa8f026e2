-- API keys. Of a token only its hash is kept. Its first part, the id, is public and finds the row.

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  -- SHA-256 of the whole token.
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  revoked_by TEXT,
  last_used_at TEXT,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT;
CREATE INDEX api_keys_in_order ON api_keys (created_at, id);

CREATE TRIGGER api_keys_stay_as_they_were_made
BEFORE UPDATE OF id, name, hash, scopes, created_at, created_by, expires_at ON api_keys
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never changed'); END;
CREATE TRIGGER api_keys_stay_revoked BEFORE UPDATE OF revoked_at, revoked_by ON api_keys
WHEN old.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a revoked key stays revoked'); END;
CREATE TRIGGER api_keys_are_not_deleted BEFORE DELETE ON api_keys
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never deleted'); END;
