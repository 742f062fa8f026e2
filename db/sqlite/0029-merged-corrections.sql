-- Of a correction of all that an expert says, or of all on a question: the entry by which that record was merged into
-- another. The cells of the other were never corrected by it.
ALTER TABLE corrections ADD COLUMN merged_at INTEGER REFERENCES changes (seq);
