-- Tables that somebody at the desk is about to import: kept between one form and the next, and for whoever brought them.
-- `how` says how the table is to be read, as JSON.

CREATE TABLE desk_uploads (
  id TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL REFERENCES api_keys (id),
  name TEXT NOT NULL,
  how TEXT NOT NULL CHECK (json_valid(how)),
  ends_at TEXT NOT NULL
) STRICT;
CREATE INDEX desk_uploads_by_end ON desk_uploads (ends_at);

CREATE TABLE desk_upload_pieces (
  upload TEXT NOT NULL REFERENCES desk_uploads (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (upload, ordinal)
) STRICT;
