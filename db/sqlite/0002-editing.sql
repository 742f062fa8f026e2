-- Editing: renaming and deleting are changes too; the log can be asked by expert and question; ids that were given up
-- lead to the new ones; what was answered to a request with an idempotency key.

CREATE TABLE changes_2 (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'update', 'rename', 'publish', 'retract', 'delete')),
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  id TEXT NOT NULL,
  reason TEXT,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  -- Whom and what the record is about: the expert of a statement or position, the question of a position.
  expert TEXT GENERATED ALWAYS AS (iif(entity = 'expert', id, coalesce(after, before) ->> '$.expert')) VIRTUAL,
  question TEXT GENERATED ALWAYS AS (iif(entity = 'question', id, coalesce(after, before) ->> '$.question')) VIRTUAL,
  CHECK ((before IS NULL) = (action = 'create')),
  CHECK ((after IS NULL) = (action = 'delete'))
) STRICT;
INSERT INTO changes_2 (seq, at, actor, action, entity, id, reason, before, after)
  SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes;
DROP TABLE changes;
ALTER TABLE changes_2 RENAME TO changes;
CREATE INDEX changes_by_entity ON changes (entity, id, seq);
CREATE INDEX changes_by_expert ON changes (expert, seq) WHERE expert IS NOT NULL;
CREATE INDEX changes_by_question ON changes (question, seq) WHERE question IS NOT NULL;
CREATE INDEX changes_by_time ON changes (at, seq);

-- A position that was public and is not as it was: what GET /v1/corrections lists. Nothing but a position has a status;
-- naming the entity too would lead the planner to all the positions of the log.
CREATE INDEX corrections ON changes (seq)
  WHERE action IN ('update', 'retract') AND before ->> '$.status' <> 'draft';

-- Where an id led from, at any time.
CREATE INDEX renamings ON changes (entity, before ->> '$.id', seq) WHERE action = 'rename';

CREATE TRIGGER changes_are_not_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER changes_have_no_gaps BEFORE INSERT ON changes
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM changes)
BEGIN SELECT RAISE(ABORT, 'the change log has no gaps'); END;
CREATE TRIGGER changes_are_in_order_of_time BEFORE INSERT ON changes
WHEN new.at < (SELECT at FROM changes ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the change log is in order of time'); END;

-- An id that was given up by a renaming; `seq` is the change that did it. The id is never given to another record.
CREATE TABLE redirects (
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  old_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES changes (seq),
  PRIMARY KEY (entity, old_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX redirects_by_id ON redirects (entity, id);

-- `fingerprint` tells one request from another; `result` is what the service needs to give the same answer again.
CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  result TEXT NOT NULL CHECK (json_valid(result)),
  at TEXT NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (at);
