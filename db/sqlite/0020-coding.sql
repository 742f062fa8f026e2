-- What several people code, none of whom sees what the others say: rounds, what is coded in them, by whom, and what was
-- decided to go on record.

CREATE TABLE coding_rounds (
  id INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL CHECK (number > 0),
  due TEXT,
  opened_by TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  UNIQUE (document, number)
) STRICT;

CREATE TABLE coding_units (
  id INTEGER NOT NULL PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES coding_rounds (id),
  candidate INTEGER NOT NULL REFERENCES candidates (id),
  question TEXT NOT NULL REFERENCES questions (id),
  UNIQUE (round, candidate, question)
) STRICT;
CREATE INDEX coding_units_by_candidate ON coding_units (candidate, question);
CREATE INDEX coding_units_by_question ON coding_units (question);

CREATE TABLE coding_assignments (
  round INTEGER NOT NULL REFERENCES coding_rounds (id),
  coder TEXT NOT NULL REFERENCES api_keys (id),
  -- As the key was called then.
  name TEXT NOT NULL,
  submitted_at TEXT,
  PRIMARY KEY (round, coder)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER what_is_submitted_stays_so BEFORE UPDATE OF submitted_at ON coding_assignments WHEN old.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was submitted stays so'); END;

CREATE TABLE codings (
  id INTEGER NOT NULL PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES coding_units (id),
  coder TEXT NOT NULL REFERENCES api_keys (id),
  -- Null: the words say nothing on the question.
  option TEXT,
  basis TEXT CHECK (basis IN ('stated', 'inferred')),
  -- Condition, summary and note.
  words TEXT NOT NULL CHECK (json_valid(words)),
  revision INTEGER NOT NULL CHECK (revision > 0),
  at TEXT NOT NULL,
  UNIQUE (unit, coder),
  CHECK ((option IS NULL) = (basis IS NULL))
) STRICT;
CREATE TRIGGER codings_come_before_they_are_submitted BEFORE INSERT ON codings
WHEN EXISTS (SELECT 1 FROM coding_units u JOIN coding_assignments a ON a.round = u.round
  WHERE u.id = new.unit AND a.coder = new.coder AND a.submitted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;
CREATE TRIGGER codings_stay_once_submitted BEFORE UPDATE OF unit, coder, revision, at ON codings
WHEN EXISTS (SELECT 1 FROM coding_units u JOIN coding_assignments a ON a.round = u.round
  WHERE u.id = old.unit AND a.coder = old.coder AND a.submitted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;

CREATE TABLE adjudications (
  unit INTEGER NOT NULL PRIMARY KEY REFERENCES coding_units (id),
  option TEXT,
  -- The draft that was made. No reference: it may be deleted or renamed later.
  position TEXT,
  reason TEXT,
  decided_by TEXT NOT NULL,
  at TEXT NOT NULL,
  CHECK ((option IS NULL) = (position IS NULL))
) STRICT;
