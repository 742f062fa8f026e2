-- Corrections: entries of the log that correct what was public, with the published positions that each touches. Where an
-- id is missing, all of them are meant: those of the expert, or those on the question. One that touches none has a row
-- without any. Ids are those of the day.

DROP INDEX corrections;

CREATE TABLE corrections (
  seq INTEGER NOT NULL REFERENCES changes (seq),
  expert TEXT,
  question TEXT,
  position TEXT,
  -- The day of the entry, in UTC.
  day TEXT NOT NULL,
  CHECK (position IS NULL OR (expert IS NOT NULL AND question IS NOT NULL))
) STRICT;

INSERT INTO corrections (seq, expert, question, position, day)
  SELECT seq, after ->> '$.expert', after ->> '$.question', id, substr(at, 1, 10) FROM changes
  WHERE entity = 'position' AND action IN ('update', 'retract') AND before ->> '$.status' <> 'draft';

CREATE INDEX corrections_in_order ON corrections (seq, question, expert, position);
CREATE INDEX corrections_by_expert ON corrections (expert, question, seq, day);
CREATE INDEX corrections_by_question ON corrections (question, expert, seq, day);

-- Cells say when they were corrected last.
INSERT OR IGNORE INTO cells_to_judge SELECT DISTINCT expert, question FROM positions;
