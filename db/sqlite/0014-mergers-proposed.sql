-- A merger may be proposed: its patch names the record that it leads to.

CREATE TABLE proposals_2 (
  id INTEGER NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
  act TEXT NOT NULL CHECK (act IN ('change', 'delete', 'retract', 'merge')),
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  record TEXT NOT NULL,
  revision INTEGER NOT NULL,
  patch TEXT CHECK (json_valid(patch)),
  before TEXT CHECK (json_valid(before)),
  reason TEXT,
  -- The id of the key it came with; null for somebody at the command line.
  key TEXT,
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  decision TEXT,
  seq INTEGER REFERENCES changes (seq),
  CHECK ((act IN ('change', 'merge')) = (patch IS NOT NULL)),
  CHECK ((patch IS NULL) = (before IS NULL)),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (seq IS NULL OR state = 'accepted')
) STRICT;
INSERT INTO proposals_2 SELECT * FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_2 RENAME TO proposals;
CREATE INDEX proposals_by_state ON proposals (state, id);
CREATE INDEX proposals_by_record ON proposals (entity, record, id);

CREATE TRIGGER proposals_stay_decided BEFORE UPDATE ON proposals WHEN old.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'what was decided on a proposal stays so'); END;
CREATE TRIGGER proposals_stay_as_they_were_made
BEFORE UPDATE OF id, act, entity, record, revision, patch, before, reason, key, proposed_by, proposed_at ON proposals
BEGIN SELECT RAISE(ABORT, 'a proposal is decided on, never changed'); END;
