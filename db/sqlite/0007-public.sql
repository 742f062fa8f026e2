-- Every record is public or a draft, not positions alone. What there is already was public, and stays so.

ALTER TABLE scales ADD COLUMN status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'));
ALTER TABLE experts ADD COLUMN status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'));
ALTER TABLE sources ADD COLUMN status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'));
ALTER TABLE questions ADD COLUMN status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'));
ALTER TABLE statements ADD COLUMN status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'));

CREATE TRIGGER scales_stay_public BEFORE UPDATE OF status ON scales WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;
CREATE TRIGGER experts_stay_public BEFORE UPDATE OF status ON experts WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;
CREATE TRIGGER sources_stay_public BEFORE UPDATE OF status ON sources WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;
CREATE TRIGGER questions_stay_public BEFORE UPDATE OF status ON questions
WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;
CREATE TRIGGER statements_stay_public BEFORE UPDATE OF status ON statements
WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;
CREATE TRIGGER positions_stay_public BEFORE UPDATE OF status ON positions
WHEN old.status <> 'draft' AND new.status = 'draft'
BEGIN SELECT RAISE(ABORT, 'what was made public stays on record'); END;

-- Entries of which the public sees anything, as publicChange of the core has it: a record without a status is public.
-- The last of them is the public's revision.
CREATE INDEX public_changes ON changes (seq)
  WHERE ifnull(before ->> '$.status', iif(before IS NULL, 'draft', '')) <> 'draft'
    OR ifnull(after ->> '$.status', iif(after IS NULL, 'draft', '')) <> 'draft';

-- An id that a draft gave up was never public, and leads nobody on who does not see drafts.
ALTER TABLE redirects ADD COLUMN is_public INTEGER NOT NULL DEFAULT 1 CHECK (is_public IN (0, 1));
UPDATE redirects SET is_public = 0
WHERE EXISTS (SELECT 1 FROM changes WHERE action = 'rename' AND entity = redirects.entity
  AND before ->> '$.id' = redirects.old_id AND before ->> '$.status' = 'draft');
