-- How each question divides those who hold a place on it, kept beside the cells: what divides most is found without
-- reading a million of these. Only questions are kept on which somebody is on each side.
CREATE TABLE divisions (
  question TEXT PRIMARY KEY,
  polarisation REAL NOT NULL,
  valued INTEGER NOT NULL,
  minority REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX divisions_by_rank ON divisions (polarisation DESC, valued DESC, question);

-- Questions whose division does not hold any more. Whoever changes a cell or a scale, in whatever program, is seen.
CREATE TABLE divisions_to_measure (question TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO divisions_to_measure SELECT DISTINCT question FROM cells;

-- Not INSERT OR IGNORE: the statement that sets a trigger off decides what becomes of a conflict.
CREATE TRIGGER divisions_follow_new_cells AFTER INSERT ON cells
BEGIN
  INSERT INTO divisions_to_measure SELECT new.question WHERE NOT EXISTS (
    SELECT 1 FROM divisions_to_measure WHERE question = new.question);
END;
CREATE TRIGGER divisions_follow_cells AFTER UPDATE ON cells
  WHEN old.held IS NOT new.held OR old.place IS NOT new.place OR old.question IS NOT new.question
BEGIN
  INSERT INTO divisions_to_measure SELECT old.question WHERE NOT EXISTS (
    SELECT 1 FROM divisions_to_measure WHERE question = old.question);
  INSERT INTO divisions_to_measure SELECT new.question WHERE NOT EXISTS (
    SELECT 1 FROM divisions_to_measure WHERE question = new.question);
END;
CREATE TRIGGER divisions_follow_old_cells AFTER DELETE ON cells
BEGIN
  INSERT INTO divisions_to_measure SELECT old.question WHERE NOT EXISTS (
    SELECT 1 FROM divisions_to_measure WHERE question = old.question);
END;

-- The ends of a scale are what distances are measured by, and the sign of a value is its side.
CREATE TRIGGER divisions_follow_new_options AFTER INSERT ON scale_options
BEGIN
  INSERT INTO divisions_to_measure SELECT id FROM questions WHERE scale = new.scale AND id NOT IN (
    SELECT question FROM divisions_to_measure);
END;
CREATE TRIGGER divisions_follow_options AFTER UPDATE OF value ON scale_options WHEN old.value IS NOT new.value
BEGIN
  INSERT INTO divisions_to_measure SELECT id FROM questions WHERE scale = new.scale AND id NOT IN (
    SELECT question FROM divisions_to_measure);
END;
CREATE TRIGGER divisions_follow_old_options AFTER DELETE ON scale_options
BEGIN
  INSERT INTO divisions_to_measure SELECT id FROM questions WHERE scale = old.scale AND id NOT IN (
    SELECT question FROM divisions_to_measure);
END;
