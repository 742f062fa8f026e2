-- An act on record, such as a vote, is evidence too: a statement without words of the expert. A CHECK cannot be widened,
-- so the table is made anew; references to it are off while migrations run, and looked at before they are committed.

CREATE TABLE statements_2 (
  id TEXT NOT NULL PRIMARY KEY,
  expert TEXT NOT NULL REFERENCES experts (id),
  source TEXT NOT NULL REFERENCES sources (id),
  said_on TEXT NOT NULL,
  said_until TEXT NOT NULL,
  said_on_from TEXT NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  attribution TEXT NOT NULL CHECK (attribution IN ('direct', 'mixed', 'paraphrase', 'record')),
  quotes TEXT NOT NULL CHECK (json_valid(quotes)),
  paraphrase TEXT,
  selector TEXT CHECK (json_valid(selector)),
  venue TEXT,
  revision INTEGER NOT NULL,
  UNIQUE (id, expert),
  CHECK (attribution <> 'record' OR (quotes = '[]' AND paraphrase IS NOT NULL AND selector IS NULL))
) STRICT;
INSERT INTO statements_2 (
  id, expert, source, said_on, said_until, said_on_from, attribution, quotes, paraphrase, selector, venue, revision
) SELECT
  id, expert, source, said_on, said_until, said_on_from, attribution, quotes, paraphrase, selector, venue, revision
FROM statements;
DROP TABLE statements;
ALTER TABLE statements_2 RENAME TO statements;
CREATE INDEX statements_in_order ON statements (said_until, id);
CREATE INDEX statements_by_expert ON statements (expert, said_until, id);
CREATE INDEX statements_by_source ON statements (source, said_on_from);
