-- What somebody at the desk has chosen and typed about a candidate, and not decided yet: kept as they go, for themselves.
-- `fields` are those of the form, as JSON.

CREATE TABLE kept_decisions (
  candidate INTEGER NOT NULL REFERENCES candidates (id),
  key TEXT NOT NULL REFERENCES api_keys (id),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  revision INTEGER NOT NULL CHECK (revision > 0),
  at TEXT NOT NULL,
  PRIMARY KEY (candidate, key)
) STRICT;
