-- The schema as all migrations together make it, for databases that are new. Written from them, not by hand:
-- UPDATE_GOLDEN=1 npm test -- test/db/sqlite/maintenance/schema.test.ts

CREATE TABLE scales (
  id TEXT NOT NULL PRIMARY KEY,
  label TEXT NOT NULL,
  revision INTEGER NOT NULL
, status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'))) STRICT;

CREATE TABLE scale_options (
  scale TEXT NOT NULL REFERENCES scales (id),
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  value REAL CHECK (value BETWEEN -1 AND 1), role TEXT
  CHECK (role IN ('side', 'no-side', 'no-answer', 'absent', 'not-eligible') AND (role = 'side') = (value IS NOT NULL)),
  PRIMARY KEY (scale, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE experts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  description TEXT,
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  affiliations TEXT NOT NULL CHECK (json_valid(affiliations)),
  links TEXT NOT NULL CHECK (json_valid(links)),
  revision INTEGER NOT NULL
, status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published')), kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organization'))) STRICT;

CREATE INDEX experts_in_order ON experts (sort_key, id);

CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  url TEXT,
  archived_url TEXT,
  published_on TEXT NOT NULL,
  published_until TEXT NOT NULL,
  retrieved_on TEXT,
  language TEXT NOT NULL,
  note TEXT,
  revision INTEGER NOT NULL
, status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published'))) STRICT;

CREATE INDEX sources_in_order ON sources (published_until, id);

CREATE TABLE questions (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  proposition TEXT NOT NULL,
  scale TEXT NOT NULL REFERENCES scales (id),
  coding_rule TEXT NOT NULL,
  topics TEXT NOT NULL CHECK (json_valid(topics)),
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  revision INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published')), language TEXT, translations TEXT CHECK (json_valid(translations)), succeeds TEXT REFERENCES questions (id),
  UNIQUE (id, scale)
) STRICT;

CREATE INDEX questions_in_order ON questions (sort_key, id);

CREATE TABLE positions (
  id TEXT NOT NULL PRIMARY KEY,
  expert TEXT NOT NULL REFERENCES experts (id),
  question TEXT NOT NULL,
  scale TEXT NOT NULL,
  option TEXT NOT NULL,
  summary TEXT NOT NULL,
  condition TEXT,
  basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
  latest_statement TEXT NOT NULL,
  said_on TEXT NOT NULL,
  said_until TEXT NOT NULL,
  said_on_from TEXT NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  note TEXT,
  revision INTEGER NOT NULL, said_at TEXT, supersedes TEXT REFERENCES positions (id), recorded_seq INTEGER NOT NULL DEFAULT 0, confidence REAL CHECK (confidence BETWEEN 0 AND 1), evidence_count INTEGER NOT NULL DEFAULT 1 CHECK (evidence_count > 0),
  UNIQUE (id, expert),
  FOREIGN KEY (question, scale) REFERENCES questions (id, scale),
  FOREIGN KEY (scale, option) REFERENCES scale_options (scale, id),
  FOREIGN KEY (id, latest_statement) REFERENCES evidence (position, statement) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX positions_in_order ON positions (said_until, id);

CREATE INDEX positions_by_question ON positions (question, expert);

CREATE INDEX positions_by_expert ON positions (expert, said_until, id);

CREATE INDEX positions_by_option ON positions (scale, option);

CREATE TRIGGER positions_are_kept BEFORE DELETE ON positions WHEN old.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a position that was published is retracted, never deleted'); END;

CREATE TABLE search_documents (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('expert', 'question', 'position', 'statement')),
  id TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2');

CREATE TABLE "changes" (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'update', 'rename', 'publish', 'retract', 'delete')),
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  id TEXT NOT NULL,
  reason TEXT,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  -- Whom and what the record is about: the expert of a statement or position, the question of a position.
  expert TEXT GENERATED ALWAYS AS (iif(entity = 'expert', id, coalesce(after, before) ->> '$.expert')) VIRTUAL,
  question TEXT GENERATED ALWAYS AS (iif(entity = 'question', id, coalesce(after, before) ->> '$.question')) VIRTUAL,
  CHECK ((before IS NULL) = (action = 'create')),
  CHECK ((after IS NULL) = (action = 'delete'))
) STRICT;

CREATE INDEX changes_by_entity ON changes (entity, id, seq);

CREATE INDEX changes_by_expert ON changes (expert, seq) WHERE expert IS NOT NULL;

CREATE INDEX changes_by_question ON changes (question, seq) WHERE question IS NOT NULL;

CREATE INDEX changes_by_time ON changes (at, seq);

CREATE INDEX renamings ON changes (entity, before ->> '$.id', seq) WHERE action = 'rename';

CREATE TRIGGER changes_are_not_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TRIGGER changes_have_no_gaps BEFORE INSERT ON changes
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM changes)
BEGIN SELECT RAISE(ABORT, 'the change log has no gaps'); END;

CREATE TRIGGER changes_are_in_order_of_time BEFORE INSERT ON changes
WHEN new.at < (SELECT at FROM changes ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'the change log is in order of time'); END;

CREATE TABLE redirects (
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  old_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES changes (seq), is_public INTEGER NOT NULL DEFAULT 1 CHECK (is_public IN (0, 1)),
  PRIMARY KEY (entity, old_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX redirects_by_id ON redirects (entity, id);

CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  result TEXT NOT NULL CHECK (json_valid(result)),
  at TEXT NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_time ON idempotency (at);

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  -- SHA-256 of the whole token.
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  revoked_by TEXT,
  last_used_at TEXT,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT;

CREATE INDEX api_keys_in_order ON api_keys (created_at, id);

CREATE TRIGGER api_keys_stay_as_they_were_made
BEFORE UPDATE OF id, name, hash, scopes, created_at, created_by, expires_at ON api_keys
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never changed'); END;

CREATE TRIGGER api_keys_stay_revoked BEFORE UPDATE OF revoked_at, revoked_by ON api_keys
WHEN old.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a revoked key stays revoked'); END;

CREATE TRIGGER api_keys_are_not_deleted BEFORE DELETE ON api_keys
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never deleted'); END;

CREATE TABLE webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  -- NULL: every type there is.
  event_types TEXT CHECK (json_valid(event_types)),
  filters TEXT NOT NULL CHECK (json_valid(filters)),
  -- {current, previous: {secret, until} or null}. Kept readable: signing needs them.
  secrets TEXT NOT NULL CHECK (json_valid(secrets)),
  state TEXT NOT NULL CHECK (state IN ('enabled', 'disabled')),
  disabled_at TEXT,
  disabled_why TEXT,
  cursor INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  CHECK ((state = 'disabled') = (disabled_at IS NOT NULL)),
  CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
) STRICT;

CREATE INDEX webhooks_in_order ON webhooks (created_at, id);

CREATE TABLE webhook_deliveries (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  -- NULL: a test, which no change is behind.
  seq INTEGER REFERENCES changes (seq),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  lane TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  -- Since it was last put in line; what the wait before the next one follows from.
  attempts INTEGER NOT NULL,
  next_at TEXT,
  claimed_until TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (webhook, seq),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state = 'pending' OR (next_at IS NULL AND claimed_until IS NULL))
) STRICT;

CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (webhook, ordinal);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at, ordinal)
  WHERE state = 'pending' AND next_at IS NOT NULL;

CREATE INDEX webhook_deliveries_in_lanes ON webhook_deliveries (webhook, lane, ordinal) WHERE state = 'pending';

CREATE INDEX webhook_deliveries_by_record ON webhook_deliveries (webhook, entity, entity_id) WHERE state = 'pending';

CREATE INDEX webhook_deliveries_claimed ON webhook_deliveries (webhook) WHERE claimed_until IS NOT NULL;

CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (webhook) WHERE state = 'failed';

CREATE INDEX webhook_deliveries_done ON webhook_deliveries (settled_at) WHERE state = 'delivered';

CREATE INDEX webhook_deliveries_by_change ON webhook_deliveries (seq);

CREATE TABLE webhook_attempts (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  delivery TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  -- NULL: there was no answer; `error` says why.
  status INTEGER,
  error TEXT,
  ms INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_attempts_in_order ON webhook_attempts (delivery, ordinal);

CREATE TABLE "statements" (
  id TEXT NOT NULL PRIMARY KEY,
  expert TEXT NOT NULL REFERENCES experts (id),
  source TEXT NOT NULL REFERENCES sources (id),
  said_on TEXT NOT NULL,
  said_until TEXT NOT NULL,
  said_on_from TEXT NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  attribution TEXT NOT NULL CHECK (attribution IN ('direct', 'mixed', 'paraphrase', 'record')),
  quotes TEXT NOT NULL CHECK (json_valid(quotes)),
  paraphrase TEXT,
  selector TEXT CHECK (json_valid(selector)),
  venue TEXT,
  revision INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published')), reported_by TEXT CHECK (reported_by IS NULL OR attribution IN ('mixed', 'paraphrase')), language TEXT, translations TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(translations)), capacity TEXT, said_at TEXT,
  UNIQUE (id, expert),
  CHECK (attribution <> 'record' OR (quotes = '[]' AND paraphrase IS NOT NULL AND selector IS NULL))
) STRICT;

CREATE INDEX statements_in_order ON statements (said_until, id);

CREATE INDEX statements_by_expert ON statements (expert, said_until, id);

CREATE INDEX statements_by_source ON statements (source, said_on_from);

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

CREATE TABLE cells_to_judge (
  expert TEXT NOT NULL,
  question TEXT NOT NULL,
  PRIMARY KEY (expert, question)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cells_follow_new_positions AFTER INSERT ON positions
BEGIN
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

CREATE INDEX public_changes ON changes (seq)
  WHERE ifnull(before ->> '$.status', iif(before IS NULL, 'draft', '')) <> 'draft'
    OR ifnull(after ->> '$.status', iif(after IS NULL, 'draft', '')) <> 'draft';

CREATE INDEX cells_by_question ON cells (question, expert, held, place, revision);

CREATE TABLE statement_cosigners (
  statement TEXT NOT NULL REFERENCES statements (id),
  expert TEXT NOT NULL REFERENCES experts (id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, expert)
) STRICT, WITHOUT ROWID;

CREATE INDEX cosigners_by_expert ON statement_cosigners (expert);

CREATE TABLE statement_reprints (
  statement TEXT NOT NULL REFERENCES statements (id),
  source TEXT NOT NULL REFERENCES sources (id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX reprints_by_source ON statement_reprints (source);

CREATE TABLE "evidence" (
  position TEXT NOT NULL,
  statement TEXT NOT NULL REFERENCES statements (id),
  expert TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (position, statement),
  FOREIGN KEY (position, expert) REFERENCES positions (id, expert)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_statement ON evidence (statement);

CREATE TRIGGER evidence_is_by_its_expert BEFORE INSERT ON evidence
WHEN NOT EXISTS (SELECT 1 FROM statements WHERE id = new.statement AND expert = new.expert)
  AND NOT EXISTS (SELECT 1 FROM statement_cosigners WHERE statement = new.statement AND expert = new.expert)
BEGIN SELECT RAISE(ABORT, 'a position rests on statements of its expert'); END;

CREATE INDEX changes_of_several ON changes (seq)
  WHERE entity = 'statement' AND json_array_length(coalesce(after, before), '$.experts') > 1;

CREATE TRIGGER cells_follow_positions AFTER UPDATE ON positions
BEGIN
  INSERT INTO cells_to_judge SELECT old.expert, old.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = old.expert AND question = old.question);
  INSERT INTO cells_to_judge SELECT new.expert, new.question WHERE NOT EXISTS (
    SELECT 1 FROM cells_to_judge WHERE expert = new.expert AND question = new.question);
END;

CREATE INDEX positions_as_recorded ON positions (recorded_seq);

CREATE INDEX positions_by_superseded ON positions (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER positions_are_numbered AFTER INSERT ON positions WHEN new.recorded_seq = 0
BEGIN UPDATE positions SET recorded_seq = new.revision WHERE id = new.id; END;

CREATE TABLE log_leaves (
  first INTEGER NOT NULL PRIMARY KEY REFERENCES changes (seq),
  leaves BLOB NOT NULL CHECK (length(leaves) > 0 AND length(leaves) % 64 = 0)
) STRICT;

CREATE TRIGGER log_leaves_are_kept BEFORE DELETE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TRIGGER log_leaves_are_not_updated BEFORE UPDATE ON log_leaves
WHEN new.first <> old.first OR length(new.leaves) <> length(old.leaves) OR EXISTS (
  WITH RECURSIVE leaf (at) AS (SELECT 0 UNION ALL SELECT at + 64 FROM leaf WHERE at + 64 < length(old.leaves))
  SELECT 1 FROM leaf WHERE substr(new.leaves, at + 33, 32) <> substr(old.leaves, at + 33, 32)
    OR substr(new.leaves, at + 1, 32) NOT IN (substr(old.leaves, at + 1, 32), zeroblob(32)))
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TABLE log_nodes (
  height INTEGER NOT NULL,
  position INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (height, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
  seq INTEGER NOT NULL REFERENCES changes (seq),
  expert TEXT,
  question TEXT,
  position TEXT,
  -- The day of the entry, in UTC.
  day TEXT NOT NULL, merged_at INTEGER REFERENCES changes (seq),
  CHECK (position IS NULL OR (expert IS NOT NULL AND question IS NOT NULL))
) STRICT;

CREATE INDEX corrections_in_order ON corrections (seq, question, expert, position);

CREATE INDEX corrections_by_expert ON corrections (expert, question, seq, day);

CREATE INDEX corrections_by_question ON corrections (question, expert, seq, day);

CREATE TABLE "proposals" (
  id INTEGER NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
  act TEXT NOT NULL CHECK (act IN ('change', 'delete', 'retract', 'merge')),
  entity TEXT NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  record TEXT NOT NULL,
  revision INTEGER NOT NULL,
  patch TEXT CHECK (json_valid(patch)),
  before TEXT CHECK (json_valid(before)),
  reason TEXT,
  -- The id of the key it came with; null for somebody at the command line.
  key TEXT,
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  decision TEXT,
  seq INTEGER REFERENCES changes (seq),
  CHECK ((act IN ('change', 'merge')) = (patch IS NOT NULL)),
  CHECK ((patch IS NULL) = (before IS NULL)),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (seq IS NULL OR state = 'accepted')
) STRICT;

CREATE INDEX proposals_by_state ON proposals (state, id);

CREATE INDEX proposals_by_record ON proposals (entity, record, id);

CREATE TRIGGER proposals_stay_decided BEFORE UPDATE ON proposals WHEN old.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'what was decided on a proposal stays so'); END;

CREATE TRIGGER proposals_stay_as_they_were_made
BEFORE UPDATE OF id, act, entity, record, revision, patch, before, reason, key, proposed_by, proposed_at ON proposals
BEGIN SELECT RAISE(ABORT, 'a proposal is decided on, never changed'); END;

CREATE TABLE desk_sessions (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  key TEXT NOT NULL REFERENCES api_keys (id),
  ends_at TEXT NOT NULL
) STRICT;

CREATE INDEX desk_sessions_by_end ON desk_sessions (ends_at);

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

CREATE INDEX statements_by_capacity ON statements (capacity, status) WHERE capacity IS NOT NULL;

CREATE TABLE coding_rounds (
  id INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL CHECK (number > 0),
  due TEXT,
  opened_by TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  UNIQUE (document, number)
) STRICT;

CREATE TABLE coding_units (
  id INTEGER NOT NULL PRIMARY KEY,
  round INTEGER NOT NULL REFERENCES coding_rounds (id),
  candidate INTEGER NOT NULL REFERENCES candidates (id),
  question TEXT NOT NULL REFERENCES questions (id),
  UNIQUE (round, candidate, question)
) STRICT;

CREATE INDEX coding_units_by_candidate ON coding_units (candidate, question);

CREATE INDEX coding_units_by_question ON coding_units (question);

CREATE TABLE coding_assignments (
  round INTEGER NOT NULL REFERENCES coding_rounds (id),
  coder TEXT NOT NULL REFERENCES api_keys (id),
  -- As the key was called then.
  name TEXT NOT NULL,
  submitted_at TEXT,
  PRIMARY KEY (round, coder)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER what_is_submitted_stays_so BEFORE UPDATE OF submitted_at ON coding_assignments WHEN old.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was submitted stays so'); END;

CREATE TABLE codings (
  id INTEGER NOT NULL PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES coding_units (id),
  coder TEXT NOT NULL REFERENCES api_keys (id),
  -- Null: the words say nothing on the question.
  option TEXT,
  basis TEXT CHECK (basis IN ('stated', 'inferred')),
  -- Condition, summary and note.
  words TEXT NOT NULL CHECK (json_valid(words)),
  revision INTEGER NOT NULL CHECK (revision > 0),
  at TEXT NOT NULL,
  UNIQUE (unit, coder),
  CHECK ((option IS NULL) = (basis IS NULL))
) STRICT;

CREATE TRIGGER codings_come_before_they_are_submitted BEFORE INSERT ON codings
WHEN EXISTS (SELECT 1 FROM coding_units u JOIN coding_assignments a ON a.round = u.round
  WHERE u.id = new.unit AND a.coder = new.coder AND a.submitted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;

CREATE TRIGGER codings_stay_once_submitted BEFORE UPDATE OF unit, coder, revision, at ON codings
WHEN EXISTS (SELECT 1 FROM coding_units u JOIN coding_assignments a ON a.round = u.round
  WHERE u.id = old.unit AND a.coder = old.coder AND a.submitted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;

CREATE TABLE adjudications (
  unit INTEGER NOT NULL PRIMARY KEY REFERENCES coding_units (id),
  option TEXT,
  -- The draft that was made. No reference: it may be deleted or renamed later.
  position TEXT,
  reason TEXT,
  decided_by TEXT NOT NULL,
  at TEXT NOT NULL,
  CHECK ((option IS NULL) = (position IS NULL))
) STRICT;

CREATE TABLE mappings (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;

CREATE INDEX questions_by_succeeded ON questions (succeeds) WHERE succeeds IS NOT NULL;

CREATE VIRTUAL TABLE search_index_terms USING fts5vocab (search_index, 'row');

CREATE TABLE desk_uploads (
  id TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL REFERENCES api_keys (id),
  name TEXT NOT NULL,
  how TEXT NOT NULL CHECK (json_valid(how)),
  ends_at TEXT NOT NULL
) STRICT;

CREATE INDEX desk_uploads_by_end ON desk_uploads (ends_at);

CREATE TABLE desk_upload_pieces (
  upload TEXT NOT NULL REFERENCES desk_uploads (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (upload, ordinal)
) STRICT;

CREATE TABLE divisions (
  question TEXT PRIMARY KEY,
  polarisation REAL NOT NULL,
  valued INTEGER NOT NULL,
  minority REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX divisions_by_rank ON divisions (polarisation DESC, valued DESC, question);

CREATE TABLE divisions_to_measure (question TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE kept_decisions (
  candidate INTEGER NOT NULL REFERENCES candidates (id),
  key TEXT NOT NULL REFERENCES api_keys (id),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  revision INTEGER NOT NULL CHECK (revision > 0),
  at TEXT NOT NULL,
  PRIMARY KEY (candidate, key)
) STRICT;

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

CREATE TRIGGER evidence_is_counted AFTER INSERT ON evidence WHEN new.ordinal > 0
BEGIN
  UPDATE positions SET evidence_count = new.ordinal + 1 WHERE id = new.position AND evidence_count <= new.ordinal;
END;
