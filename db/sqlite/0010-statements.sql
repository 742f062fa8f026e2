-- What one expert said may be said by several, printed in several sources, told by a third person, translated, and said
-- for an organization; and an expert may be an organization itself.

ALTER TABLE experts ADD COLUMN kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organization'));

ALTER TABLE statements ADD COLUMN reported_by TEXT CHECK (reported_by IS NULL OR attribution IN ('mixed', 'paraphrase'));
ALTER TABLE statements ADD COLUMN language TEXT;
ALTER TABLE statements ADD COLUMN translations TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(translations));
ALTER TABLE statements ADD COLUMN capacity TEXT;

-- The experts and sources of a statement behind the first of each, which stand in its own row: most have no other.
CREATE TABLE statement_cosigners (
  statement TEXT NOT NULL REFERENCES statements (id),
  expert TEXT NOT NULL REFERENCES experts (id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, expert)
) STRICT, WITHOUT ROWID;
CREATE INDEX cosigners_by_expert ON statement_cosigners (expert);

CREATE TABLE statement_reprints (
  statement TEXT NOT NULL REFERENCES statements (id),
  source TEXT NOT NULL REFERENCES sources (id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX reprints_by_source ON statement_reprints (source);

-- A position rests on statements of its expert, who may be any of those who signed: no foreign key can say that.
CREATE TABLE evidence_2 (
  position TEXT NOT NULL,
  statement TEXT NOT NULL REFERENCES statements (id),
  expert TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (position, statement),
  FOREIGN KEY (position, expert) REFERENCES positions (id, expert)
) STRICT, WITHOUT ROWID;
INSERT INTO evidence_2 (position, statement, expert, ordinal) SELECT position, statement, expert, ordinal FROM evidence;
DROP TABLE evidence;
ALTER TABLE evidence_2 RENAME TO evidence;
CREATE INDEX evidence_by_statement ON evidence (statement);
CREATE TRIGGER evidence_is_by_its_expert BEFORE INSERT ON evidence
WHEN NOT EXISTS (SELECT 1 FROM statements WHERE id = new.statement AND expert = new.expert)
  AND NOT EXISTS (SELECT 1 FROM statement_cosigners WHERE statement = new.statement AND expert = new.expert)
BEGIN SELECT RAISE(ABORT, 'a position rests on statements of its expert'); END;

-- Statements of several experts in the log: they are about all of them.
CREATE INDEX changes_of_several ON changes (seq)
  WHERE entity = 'statement' AND json_array_length(coalesce(after, before), '$.experts') > 1;
