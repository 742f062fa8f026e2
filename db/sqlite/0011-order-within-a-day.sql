-- Order within a day: the time of day of a statement, which position takes the place of which, and the entry of the log
-- that recorded a position. Cells of several positions are judged anew, as no id decides between them any more.

ALTER TABLE statements ADD COLUMN said_at TEXT;
ALTER TABLE positions ADD COLUMN said_at TEXT;
ALTER TABLE positions ADD COLUMN supersedes TEXT REFERENCES positions (id);
ALTER TABLE positions ADD COLUMN recorded_seq INTEGER NOT NULL DEFAULT 0;

-- Numbering the rows changes no cell by itself.
DROP TRIGGER cells_follow_positions;
UPDATE positions SET recorded_seq = coalesce(
  (SELECT max(changes.seq) FROM (
      SELECT positions.id AS id
      UNION ALL SELECT old_id FROM redirects WHERE entity = 'position' AND redirects.id = positions.id
    ) AS names
    -- The names first: otherwise every position looks through all entries about positions.
    CROSS JOIN changes ON changes.entity = 'position' AND changes.id = names.id AND changes.action = 'create'),
  revision);
CREATE TRIGGER cells_follow_positions AFTER UPDATE ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT old.expert, old.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = old.expert AND question = old.question);
  INSERT INTO cells_to_judge SELECT new.expert, new.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = new.expert AND question = new.question);
END;
INSERT INTO cells_to_judge SELECT expert, question FROM positions GROUP BY expert, question HAVING count(*) > 1
  AND (expert, question) NOT IN (SELECT expert, question FROM cells_to_judge);

CREATE INDEX positions_as_recorded ON positions (recorded_seq);
CREATE INDEX positions_by_superseded ON positions (supersedes) WHERE supersedes IS NOT NULL;

-- A process of the release before does not know the number.
CREATE TRIGGER positions_are_numbered AFTER INSERT ON positions WHEN new.recorded_seq = 0
BEGIN UPDATE positions SET recorded_seq = new.revision WHERE id = new.id; END;
