-- How sure an expert said to be; the language of a question, and its proposition in others. NULL where nothing is known of it.

ALTER TABLE positions ADD COLUMN confidence REAL CHECK (confidence BETWEEN 0 AND 1);
ALTER TABLE questions ADD COLUMN language TEXT;
ALTER TABLE questions ADD COLUMN translations TEXT CHECK (json_valid(translations));
