-- Texts of sources, kept to check quotes against, and never shown to the public; what programs and people propose as
-- statements in them; and where the quotes of statements on record stand in them. Spans count UTF-16 units.

CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY,
  source TEXT NOT NULL REFERENCES sources (id),
  -- Null once it was taken out; hash and length stay.
  text TEXT,
  text_form INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  length INTEGER NOT NULL CHECK (length > 0),
  replaces INTEGER REFERENCES documents (id),
  rights TEXT NOT NULL CHECK (rights IN ('none', 'licensed', 'own', 'public-domain')),
  keep_until TEXT,
  language TEXT NOT NULL,
  format TEXT NOT NULL,
  filename TEXT,
  file_sha256 TEXT,
  extractor TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  text_removed_by TEXT,
  text_removed_at TEXT,
  UNIQUE (source, sha256),
  CHECK ((text IS NULL) = (text_removed_at IS NOT NULL)),
  CHECK ((text_removed_at IS NULL) = (text_removed_by IS NULL))
) STRICT;
CREATE TRIGGER document_texts_stay_as_they_came BEFORE UPDATE OF text ON documents WHEN new.text IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a text is taken out, never changed'); END;
CREATE TRIGGER documents_stay_as_they_came
BEFORE UPDATE OF id, text_form, sha256, length, added_at ON documents
BEGIN SELECT RAISE(ABORT, 'a document stays as it came'); END;

CREATE TABLE candidates (
  id INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  data TEXT NOT NULL CHECK (json_valid(data)),
  -- The draft that was made of it. No reference: the statement may be deleted or renamed later.
  statement TEXT,
  reason TEXT,
  decided_by TEXT,
  decided_at TEXT,
  revision INTEGER NOT NULL,
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'accepted') = (statement IS NOT NULL))
) STRICT;
CREATE INDEX candidates_by_document ON candidates (document, id);

CREATE TABLE anchors (
  statement TEXT NOT NULL PRIMARY KEY REFERENCES statements (id),
  document INTEGER NOT NULL REFERENCES documents (id),
  -- One for each quote, in their order.
  spans TEXT NOT NULL CHECK (json_valid(spans))
) STRICT, WITHOUT ROWID;
CREATE INDEX anchors_by_document ON anchors (document);
