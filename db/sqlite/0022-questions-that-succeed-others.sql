-- The question that another one puts in other words. NULL for most.

ALTER TABLE questions ADD COLUMN succeeds TEXT REFERENCES questions (id);
CREATE INDEX questions_by_succeeded ON questions (succeeds) WHERE succeeds IS NOT NULL;
