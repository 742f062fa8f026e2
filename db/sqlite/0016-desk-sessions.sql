-- Who is signed in at the desk. Of a session's token only the SHA-256 is kept; it has the rights of its key.

CREATE TABLE desk_sessions (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  key TEXT NOT NULL REFERENCES api_keys (id),
  ends_at TEXT NOT NULL
) STRICT;
CREATE INDEX desk_sessions_by_end ON desk_sessions (ends_at);
