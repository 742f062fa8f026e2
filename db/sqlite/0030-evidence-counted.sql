-- How many statements a position rests on: where it is one, it is the latest, and none need be looked for beside it.

ALTER TABLE positions ADD COLUMN evidence_count INTEGER NOT NULL DEFAULT 1 CHECK (evidence_count > 0);

UPDATE positions SET evidence_count = (SELECT count(*) FROM evidence WHERE position = positions.id)
WHERE id IN (SELECT position FROM evidence GROUP BY position HAVING count(*) > 1);

-- Whoever writes without knowing of it, as a program of before that still has the file open.
CREATE TRIGGER evidence_is_counted AFTER INSERT ON evidence WHEN new.ordinal > 0
BEGIN
  UPDATE positions SET evidence_count = new.ordinal + 1 WHERE id = new.position AND evidence_count <= new.ordinal;
END;
