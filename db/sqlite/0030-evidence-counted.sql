-- How many statements a position rests on: where it is one, it is the latest, and none need be looked for beside it.

ALTER TABLE positions ADD COLUMN evidence_count INTEGER NOT NULL DEFAULT 1 CHECK (evidence_count > 0);

-- No cell changes with it.
DROP TRIGGER cells_follow_positions;

UPDATE positions SET evidence_count = (SELECT count(*) FROM evidence WHERE position = positions.id)
WHERE id IN (SELECT position FROM evidence GROUP BY position HAVING count(*) > 1);

CREATE TRIGGER cells_follow_positions AFTER UPDATE ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT old.expert, old.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = old.expert AND question = old.question);
  INSERT INTO cells_to_judge SELECT new.expert, new.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = new.expert AND question = new.question);
END;
