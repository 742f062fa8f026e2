-- Mappings of tables, by the name that somebody gave them. Every saving has a number of its own, which is never given
-- again, also where one was deleted and another is saved under its name.

CREATE TABLE mappings (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;
