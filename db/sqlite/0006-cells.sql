-- Cells kept judged: what the core makes of the positions of one expert on one question, by the rule "latest" over all
-- that is on record. Derived, and made anew at the end of every transaction that touches what a cell rests on.

CREATE TABLE cells (
  expert TEXT NOT NULL,
  question TEXT NOT NULL,
  -- The id of the option held, or the state where there is none.
  held TEXT NOT NULL,
  -- The number it stands for in a mean.
  place REAL,
  -- That of the last change to any of its positions.
  revision INTEGER NOT NULL,
  cell TEXT NOT NULL CHECK (json_valid(cell)),
  PRIMARY KEY (expert, question)
) STRICT, WITHOUT ROWID;

-- Cells that are not as their positions say. Where there is one, nobody reads the table above.
CREATE TABLE cells_to_judge (
  expert TEXT NOT NULL,
  question TEXT NOT NULL,
  PRIMARY KEY (expert, question)
) STRICT, WITHOUT ROWID;
INSERT INTO cells_to_judge SELECT DISTINCT expert, question FROM positions;

-- OR IGNORE would not do: in a trigger the conflict clause of the statement that fired it counts.
CREATE TRIGGER cells_follow_new_positions AFTER INSERT ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT new.expert, new.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = new.expert AND question = new.question);
END;
CREATE TRIGGER cells_follow_positions AFTER UPDATE ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT old.expert, old.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = old.expert AND question = old.question);
  INSERT INTO cells_to_judge SELECT new.expert, new.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = new.expert AND question = new.question);
END;
CREATE TRIGGER cells_follow_old_positions AFTER DELETE ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT old.expert, old.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = old.expert AND question = old.question);
END;
CREATE TRIGGER cells_follow_scales AFTER UPDATE OF value ON scale_options WHEN old.value IS NOT new.value
BEGIN
  INSERT INTO cells_to_judge SELECT DISTINCT expert, question FROM positions
    WHERE scale = new.scale AND option = new.id
      AND (expert, question) NOT IN (SELECT expert, question FROM cells_to_judge);
END;
