-- Experts, sources, statements, scales, questions, positions; the change log; the search index.
-- Dates come in pairs: as given (said_on, perhaps "2024-10") and the last day they cover (said_until), to compare by.
-- `revision` is the sequence number of the last change to the row.

CREATE TABLE scales (
  id TEXT NOT NULL PRIMARY KEY,
  label TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;

CREATE TABLE scale_options (
  scale TEXT NOT NULL REFERENCES scales (id),
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  value REAL CHECK (value BETWEEN -1 AND 1),
  PRIMARY KEY (scale, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE experts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  description TEXT,
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  affiliations TEXT NOT NULL CHECK (json_valid(affiliations)),
  links TEXT NOT NULL CHECK (json_valid(links)),
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX experts_in_order ON experts (sort_key, id);

CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  url TEXT,
  archived_url TEXT,
  published_on TEXT NOT NULL,
  published_until TEXT NOT NULL,
  retrieved_on TEXT,
  language TEXT NOT NULL,
  note TEXT,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_in_order ON sources (published_until, id);

CREATE TABLE questions (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  proposition TEXT NOT NULL,
  scale TEXT NOT NULL REFERENCES scales (id),
  coding_rule TEXT NOT NULL,
  topics TEXT NOT NULL CHECK (json_valid(topics)),
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  revision INTEGER NOT NULL,
  UNIQUE (id, scale)
) STRICT;
CREATE INDEX questions_in_order ON questions (sort_key, id);

CREATE TABLE statements (
  id TEXT NOT NULL PRIMARY KEY,
  expert TEXT NOT NULL REFERENCES experts (id),
  source TEXT NOT NULL REFERENCES sources (id),
  said_on TEXT NOT NULL,
  said_until TEXT NOT NULL,
  said_on_from TEXT NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  attribution TEXT NOT NULL CHECK (attribution IN ('direct', 'mixed', 'paraphrase')),
  quotes TEXT NOT NULL CHECK (json_valid(quotes)),
  paraphrase TEXT,
  selector TEXT CHECK (json_valid(selector)),
  venue TEXT,
  revision INTEGER NOT NULL,
  UNIQUE (id, expert)
) STRICT;
CREATE INDEX statements_in_order ON statements (said_until, id);
CREATE INDEX statements_by_expert ON statements (expert, said_until, id);
CREATE INDEX statements_by_source ON statements (source, said_on_from);

-- A position's option belongs to the scale of its question (two foreign keys through `scale`), and it cites at least
-- one statement (`latest_statement` must be among its evidence when the transaction ends).
CREATE TABLE positions (
  id TEXT NOT NULL PRIMARY KEY,
  expert TEXT NOT NULL REFERENCES experts (id),
  question TEXT NOT NULL,
  scale TEXT NOT NULL,
  option TEXT NOT NULL,
  summary TEXT NOT NULL,
  condition TEXT,
  basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
  latest_statement TEXT NOT NULL,
  said_on TEXT NOT NULL,
  said_until TEXT NOT NULL,
  said_on_from TEXT NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  note TEXT,
  revision INTEGER NOT NULL,
  UNIQUE (id, expert),
  FOREIGN KEY (question, scale) REFERENCES questions (id, scale),
  FOREIGN KEY (scale, option) REFERENCES scale_options (scale, id),
  FOREIGN KEY (id, latest_statement) REFERENCES evidence (position, statement) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX positions_in_order ON positions (said_until, id);
CREATE INDEX positions_by_question ON positions (question, expert);
CREATE INDEX positions_by_expert ON positions (expert, said_until, id);
CREATE INDEX positions_by_option ON positions (scale, option);

-- Which statements a position rests on; both must be of the same expert.
CREATE TABLE evidence (
  position TEXT NOT NULL,
  statement TEXT NOT NULL,
  expert TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (position, statement),
  FOREIGN KEY (position, expert) REFERENCES positions (id, expert),
  FOREIGN KEY (statement, expert) REFERENCES statements (id, expert)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_statement ON evidence (statement);

CREATE TRIGGER positions_are_kept BEFORE DELETE ON positions WHEN old.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a position that was published is retracted, never deleted'); END;

CREATE TABLE changes (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'update', 'publish', 'retract')),
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  id TEXT NOT NULL,
  reason TEXT,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
CREATE INDEX changes_by_entity ON changes (entity, id);

CREATE TRIGGER changes_are_not_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER changes_have_no_gaps BEFORE INSERT ON changes
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM changes)
BEGIN SELECT RAISE(ABORT, 'the change log has no gaps'); END;

-- The full-text index. search_documents ties a row of the index to the record it is about.
CREATE TABLE search_documents (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('expert', 'question', 'position', 'statement')),
  id TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2');
