-- Each time that a model was asked to propose statements in a document: what was sent where, and what became of the answer,
-- as JSON; and which option it took the words of a candidate for, which nobody sees before they have chosen.

CREATE TABLE draftings (
  id INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  data TEXT NOT NULL CHECK (json_valid(data)),
  said TEXT NOT NULL CHECK (json_valid(said)),
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL
) STRICT;
CREATE INDEX draftings_by_document ON draftings (document, id);
CREATE INDEX draftings_by_time ON draftings (asked_at);
