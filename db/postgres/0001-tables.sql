-- The tables of one newsroom, in a schema of its own: what the migrations of db/sqlite make, those up to 0028. Texts compare by
-- their bytes, whatever the database's collation. JSON is kept as text, character for character: hashes and tags are made
-- of it. Dates come in pairs: as given (said_on, perhaps "2024-10") and the last day they cover (said_until).

-- The end of the log. Whoever writes takes this row first: it orders the writers, and its number is the revision.
-- `frontier` tells of how many leaves the tree over the log is, and the roots of the complete trees it is made of.
-- `documents` and `tokens` are those of the search index.
CREATE TABLE head (
  one boolean NOT NULL PRIMARY KEY CHECK (one),
  seq bigint NOT NULL,
  at text COLLATE "C",
  public_seq bigint NOT NULL,
  frontier text COLLATE "C" NOT NULL CHECK (frontier::json IS NOT NULL),
  documents bigint NOT NULL,
  tokens bigint NOT NULL
);

CREATE TABLE scales (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  label text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
  revision bigint NOT NULL
);

CREATE TABLE scale_options (
  scale text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL,
  label text COLLATE "C" NOT NULL,
  value double precision CHECK (value BETWEEN -1 AND 1),
  role text COLLATE "C" CHECK (role IN ('side', 'no-side', 'no-answer', 'absent', 'not-eligible') AND (role = 'side') = (value IS NOT NULL)),
  PRIMARY KEY (scale, id),
  CONSTRAINT options_have_scales FOREIGN KEY (scale) REFERENCES scales (id) DEFERRABLE
);

CREATE TABLE experts (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('person', 'organization')),
  name text COLLATE "C" NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  description text COLLATE "C",
  aliases text COLLATE "C" NOT NULL CHECK (aliases::json IS NOT NULL),
  affiliations text COLLATE "C" NOT NULL CHECK (affiliations::json IS NOT NULL),
  links text COLLATE "C" NOT NULL CHECK (links::json IS NOT NULL),
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
  revision bigint NOT NULL
);
CREATE INDEX experts_in_order ON experts (sort_key, id);

-- Derived from `affiliations`: the organizations, and the days on which somebody belonged to them;
-- an empty text is before every day, a tilde behind.
CREATE TABLE expert_affiliations (
  expert text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL,
  organization text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  until_day text COLLATE "C" NOT NULL,
  PRIMARY KEY (expert, ordinal),
  CONSTRAINT affiliations_have_experts FOREIGN KEY (expert) REFERENCES experts (id) DEFERRABLE
);

CREATE TABLE sources (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  title text COLLATE "C" NOT NULL,
  publisher text COLLATE "C" NOT NULL,
  url text COLLATE "C",
  archived_url text COLLATE "C",
  published_on text COLLATE "C" NOT NULL,
  published_until text COLLATE "C" NOT NULL,
  retrieved_on text COLLATE "C",
  language text COLLATE "C" NOT NULL,
  note text COLLATE "C",
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
  revision bigint NOT NULL
);
CREATE INDEX sources_in_order ON sources (published_until, id);

CREATE TABLE questions (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  title text COLLATE "C" NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  proposition text COLLATE "C" NOT NULL,
  scale text COLLATE "C" NOT NULL,
  coding_rule text COLLATE "C" NOT NULL,
  topics text COLLATE "C" NOT NULL CHECK (topics::json IS NOT NULL),
  aliases text COLLATE "C" NOT NULL CHECK (aliases::json IS NOT NULL),
  language text COLLATE "C",
  translations text COLLATE "C" CHECK (translations IS NULL OR translations::json IS NOT NULL),
  succeeds text COLLATE "C",
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
  revision bigint NOT NULL,
  UNIQUE (id, scale),
  CONSTRAINT questions_have_scales FOREIGN KEY (scale) REFERENCES scales (id) DEFERRABLE,
  CONSTRAINT questions_have_those_they_succeed FOREIGN KEY (succeeds) REFERENCES questions (id) DEFERRABLE
);
CREATE INDEX questions_in_order ON questions (sort_key, id);
CREATE INDEX questions_by_succeeded ON questions (succeeds) WHERE succeeds IS NOT NULL;

-- Derived from `topics`.
CREATE TABLE question_topics (
  question text COLLATE "C" NOT NULL,
  topic text COLLATE "C" NOT NULL,
  PRIMARY KEY (question, topic),
  CONSTRAINT topics_have_questions FOREIGN KEY (question) REFERENCES questions (id) DEFERRABLE
);
CREATE INDEX questions_by_topic ON question_topics (topic);

CREATE TABLE statements (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  expert text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  said_on text COLLATE "C" NOT NULL,
  said_until text COLLATE "C" NOT NULL,
  said_on_from text COLLATE "C" NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  said_at text COLLATE "C",
  attribution text COLLATE "C" NOT NULL CHECK (attribution IN ('direct', 'mixed', 'paraphrase', 'record')),
  quotes text COLLATE "C" NOT NULL CHECK (quotes::json IS NOT NULL),
  paraphrase text COLLATE "C",
  selector text COLLATE "C" CHECK (selector IS NULL OR selector::json IS NOT NULL),
  venue text COLLATE "C",
  reported_by text COLLATE "C" CHECK (reported_by IS NULL OR attribution IN ('mixed', 'paraphrase')),
  language text COLLATE "C",
  translations text COLLATE "C" NOT NULL CHECK (translations::json IS NOT NULL),
  capacity text COLLATE "C",
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published')),
  revision bigint NOT NULL,
  CHECK (attribution <> 'record' OR (quotes = '[]' AND paraphrase IS NOT NULL AND selector IS NULL)),
  CONSTRAINT statements_have_experts FOREIGN KEY (expert) REFERENCES experts (id) DEFERRABLE,
  CONSTRAINT statements_have_sources FOREIGN KEY (source) REFERENCES sources (id) DEFERRABLE
);
CREATE INDEX statements_in_order ON statements (said_until, id);
CREATE INDEX statements_by_expert ON statements (expert, said_until, id);
CREATE INDEX statements_by_source ON statements (source, said_on_from);
CREATE INDEX statements_by_capacity ON statements (capacity, status) WHERE capacity IS NOT NULL;

-- The experts and sources of a statement behind the first of each, which stand in its own row: most have no other.
CREATE TABLE statement_cosigners (
  statement text COLLATE "C" NOT NULL,
  expert text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, expert),
  CONSTRAINT cosigners_have_statements FOREIGN KEY (statement) REFERENCES statements (id) DEFERRABLE,
  CONSTRAINT cosigners_are_experts FOREIGN KEY (expert) REFERENCES experts (id) DEFERRABLE
);
CREATE INDEX cosigners_by_expert ON statement_cosigners (expert);

CREATE TABLE statement_reprints (
  statement text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  PRIMARY KEY (statement, source),
  CONSTRAINT reprints_have_statements FOREIGN KEY (statement) REFERENCES statements (id) DEFERRABLE,
  CONSTRAINT reprints_are_sources FOREIGN KEY (source) REFERENCES sources (id) DEFERRABLE
);
CREATE INDEX reprints_by_source ON statement_reprints (source);

-- A position's option belongs to the scale of its question (two foreign keys through `scale`), and it cites at least one
-- statement (`latest_statement` must be among its evidence when the transaction ends).
CREATE TABLE positions (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  expert text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  scale text COLLATE "C" NOT NULL,
  option text COLLATE "C" NOT NULL,
  summary text COLLATE "C" NOT NULL,
  condition text COLLATE "C",
  basis text COLLATE "C" NOT NULL CHECK (basis IN ('stated', 'inferred')),
  latest_statement text COLLATE "C" NOT NULL,
  -- How many there are: where it is one, it is the latest.
  evidence_count bigint NOT NULL CHECK (evidence_count > 0),
  said_on text COLLATE "C" NOT NULL,
  said_until text COLLATE "C" NOT NULL,
  said_on_from text COLLATE "C" NOT NULL CHECK (said_on_from IN ('statement', 'source')),
  said_at text COLLATE "C",
  supersedes text COLLATE "C",
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
  recorded_at text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_seq bigint NOT NULL,
  note text COLLATE "C",
  confidence double precision CHECK (confidence BETWEEN 0 AND 1),
  revision bigint NOT NULL,
  UNIQUE (id, expert),
  CONSTRAINT positions_have_experts FOREIGN KEY (expert) REFERENCES experts (id) DEFERRABLE,
  CONSTRAINT positions_have_questions FOREIGN KEY (question, scale) REFERENCES questions (id, scale) DEFERRABLE,
  CONSTRAINT positions_have_options FOREIGN KEY (scale, option) REFERENCES scale_options (scale, id) DEFERRABLE,
  CONSTRAINT positions_supersede_positions FOREIGN KEY (supersedes) REFERENCES positions (id) DEFERRABLE
);
CREATE INDEX positions_in_order ON positions (said_until, id);
CREATE INDEX positions_by_question ON positions (question, expert);
CREATE INDEX positions_by_expert ON positions (expert, said_until, id);
CREATE INDEX positions_by_option ON positions (scale, option);
CREATE INDEX positions_as_recorded ON positions (recorded_seq);
CREATE INDEX positions_by_superseded ON positions (supersedes) WHERE supersedes IS NOT NULL;

-- Which statements a position rests on.
CREATE TABLE evidence (
  position text COLLATE "C" NOT NULL,
  statement text COLLATE "C" NOT NULL,
  expert text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL,
  PRIMARY KEY (position, statement),
  CONSTRAINT evidence_is_of_positions FOREIGN KEY (position, expert) REFERENCES positions (id, expert) DEFERRABLE,
  CONSTRAINT evidence_is_statements FOREIGN KEY (statement) REFERENCES statements (id) DEFERRABLE
);
CREATE INDEX evidence_by_statement ON evidence (statement);
ALTER TABLE positions ADD CONSTRAINT positions_have_evidence FOREIGN KEY (id, latest_statement)
  REFERENCES evidence (position, statement) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE changes (
  seq bigint NOT NULL PRIMARY KEY,
  at text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL CHECK (action IN ('create', 'update', 'rename', 'publish', 'retract', 'delete')),
  entity text COLLATE "C" NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  id text COLLATE "C" NOT NULL,
  reason text COLLATE "C",
  before text COLLATE "C" CHECK (before IS NULL OR before::json IS NOT NULL),
  after text COLLATE "C" CHECK (after IS NULL OR after::json IS NOT NULL),
  -- Whom and what the record is about: the expert of a statement or position, the question of a position.
  expert text COLLATE "C" GENERATED ALWAYS AS (CASE
    WHEN entity = 'expert' THEN id
    WHEN entity IN ('statement', 'position') THEN coalesce(after, before)::json ->> 'expert' END) STORED,
  question text COLLATE "C" GENERATED ALWAYS AS (CASE
    WHEN entity = 'question' THEN id
    WHEN entity = 'position' THEN coalesce(after, before)::json ->> 'question' END) STORED,
  -- The id that the record had before it was renamed.
  renamed_from text COLLATE "C" GENERATED ALWAYS AS (CASE action WHEN 'rename' THEN before::json ->> 'id' END) STORED,
  -- The public sees something of it, as publicChange of the core has it: a record without a status is public.
  is_public boolean NOT NULL GENERATED ALWAYS AS (
    coalesce(before::json ->> 'status', CASE WHEN before IS NULL THEN 'draft' ELSE '' END) <> 'draft'
    OR coalesce(after::json ->> 'status', CASE WHEN after IS NULL THEN 'draft' ELSE '' END) <> 'draft') STORED,
  CHECK ((before IS NULL) = (action = 'create')),
  CHECK ((after IS NULL) = (action = 'delete'))
);
CREATE INDEX changes_by_entity ON changes (entity, id, seq);
CREATE INDEX changes_by_expert ON changes (expert, seq) WHERE expert IS NOT NULL;
CREATE INDEX changes_by_question ON changes (question, seq) WHERE question IS NOT NULL;
CREATE INDEX changes_by_time ON changes (at, seq);
CREATE INDEX renamings ON changes (entity, renamed_from, seq) WHERE action = 'rename';
CREATE INDEX public_changes ON changes (seq) WHERE is_public;

-- The further experts of a statement in the log: an entry is about all of them.
CREATE TABLE change_signers (
  seq bigint NOT NULL,
  expert text COLLATE "C" NOT NULL,
  PRIMARY KEY (expert, seq),
  CONSTRAINT signers_are_of_changes FOREIGN KEY (seq) REFERENCES changes (seq) DEFERRABLE
);
CREATE INDEX signers_by_change ON change_signers (seq);

-- An id that was given up by a renaming; `seq` is the change that did it.
CREATE TABLE redirects (
  entity text COLLATE "C" NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  old_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  is_public bigint NOT NULL CHECK (is_public IN (0, 1)),
  PRIMARY KEY (entity, old_id),
  CONSTRAINT redirects_have_changes FOREIGN KEY (seq) REFERENCES changes (seq) DEFERRABLE
);
CREATE INDEX redirects_by_id ON redirects (entity, id);

CREATE TABLE idempotency (
  caller text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  result text COLLATE "C" NOT NULL CHECK (result::json IS NOT NULL),
  at text COLLATE "C" NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_by_time ON idempotency (at);

-- Corrections of what was public, with the published positions that each touches. Where an id is missing, all are meant.
CREATE TABLE corrections (
  seq bigint NOT NULL,
  expert text COLLATE "C",
  question text COLLATE "C",
  position text COLLATE "C",
  day text COLLATE "C" NOT NULL,
  -- Of a correction of all of a record: the entry by which that was merged into another, whose cells it never touched.
  merged_at bigint,
  CHECK (position IS NULL OR (expert IS NOT NULL AND question IS NOT NULL)),
  CONSTRAINT corrections_have_changes FOREIGN KEY (seq) REFERENCES changes (seq) DEFERRABLE
);
CREATE INDEX corrections_in_order ON corrections (seq, question, expert, position);
CREATE INDEX corrections_by_expert ON corrections (expert, question, seq, day);
CREATE INDEX corrections_by_question ON corrections (question, expert, seq, day);

-- Cells kept judged, in the transaction that touches what they rest on.
CREATE TABLE cells (
  expert text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  held text COLLATE "C" NOT NULL,
  place double precision,
  revision bigint NOT NULL,
  cell text COLLATE "C" NOT NULL CHECK (cell::json IS NOT NULL),
  PRIMARY KEY (expert, question)
);
CREATE INDEX cells_by_question ON cells (question, expert, held, place, revision);

-- Lexemes are made by the service, with the tokenizer of the other engine; `length` is their number.
CREATE TABLE search_documents (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('expert', 'question', 'position', 'statement')),
  id text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL,
  lexemes tsvector NOT NULL,
  length bigint NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX search_by_lexeme ON search_documents USING gin (lexemes);

-- A Merkle tree over the log (RFC 9162): see 0012 of db/sqlite. Leaves of 64 bytes from the entry `first` on.
CREATE TABLE log_leaves (
  first bigint NOT NULL PRIMARY KEY,
  leaves bytea NOT NULL CHECK (octet_length(leaves) > 0 AND octet_length(leaves) % 64 = 0),
  CONSTRAINT leaves_have_changes FOREIGN KEY (first) REFERENCES changes (seq) DEFERRABLE
);
CREATE TABLE log_nodes (
  height bigint NOT NULL,
  position bigint NOT NULL,
  digest text COLLATE "C" NOT NULL,
  PRIMARY KEY (height, position)
);

CREATE TABLE api_keys (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  scopes text COLLATE "C" NOT NULL CHECK (scopes::json IS NOT NULL),
  created_at text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at text COLLATE "C",
  revoked_at text COLLATE "C",
  revoked_by text COLLATE "C",
  last_used_at text COLLATE "C",
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX api_keys_in_order ON api_keys (created_at, id);

-- Who is signed in at the desk, by the SHA-256 of a token.
CREATE TABLE desk_sessions (
  hash bytea NOT NULL PRIMARY KEY CHECK (octet_length(hash) = 32),
  key text COLLATE "C" NOT NULL,
  ends_at text COLLATE "C" NOT NULL,
  CONSTRAINT sessions_have_keys FOREIGN KEY (key) REFERENCES api_keys (id)
);
CREATE INDEX desk_sessions_by_end ON desk_sessions (ends_at);

-- Texts of sources, kept to check quotes against, and never shown to the public; what programs and people propose as
-- statements in them; and where the quotes of statements on record stand in them. Spans count UTF-16 units. Whoever writes
-- here holds the head: no statement changes while its text comes, and the next number is the last one and 1.
CREATE TABLE documents (
  id bigint NOT NULL PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  -- Null once it was taken out; hash and length stay.
  text text COLLATE "C",
  text_form bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
  length bigint NOT NULL CHECK (length > 0),
  replaces bigint,
  rights text COLLATE "C" NOT NULL CHECK (rights IN ('none', 'licensed', 'own', 'public-domain')),
  keep_until text COLLATE "C",
  language text COLLATE "C" NOT NULL,
  format text COLLATE "C" NOT NULL,
  filename text COLLATE "C",
  file_sha256 text COLLATE "C",
  extractor text COLLATE "C" NOT NULL,
  added_by text COLLATE "C" NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  text_removed_by text COLLATE "C",
  text_removed_at text COLLATE "C",
  UNIQUE (source, sha256),
  CHECK ((text IS NULL) = (text_removed_at IS NOT NULL)),
  CHECK ((text_removed_at IS NULL) = (text_removed_by IS NULL)),
  CONSTRAINT documents_have_sources FOREIGN KEY (source) REFERENCES sources (id) DEFERRABLE,
  CONSTRAINT documents_replace_documents FOREIGN KEY (replaces) REFERENCES documents (id) DEFERRABLE
);
CREATE INDEX documents_by_replaced ON documents (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE candidates (
  id bigint NOT NULL PRIMARY KEY,
  document bigint NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  data text COLLATE "C" NOT NULL CHECK (data::json IS NOT NULL),
  -- The draft that was made of it. No reference: the statement may be deleted or renamed later.
  statement text COLLATE "C",
  reason text COLLATE "C",
  decided_by text COLLATE "C",
  decided_at text COLLATE "C",
  revision bigint NOT NULL,
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'accepted') = (statement IS NOT NULL)),
  CONSTRAINT candidates_have_documents FOREIGN KEY (document) REFERENCES documents (id) DEFERRABLE
);
CREATE INDEX candidates_by_document ON candidates (document, id);
CREATE INDEX candidates_by_statement ON candidates (statement) WHERE statement IS NOT NULL;

-- What somebody at the desk has chosen and typed about a candidate, and not decided yet. `fields` are those of the form.
CREATE TABLE kept_decisions (
  candidate bigint NOT NULL,
  key text COLLATE "C" NOT NULL,
  fields text COLLATE "C" NOT NULL CHECK (fields::json IS NOT NULL),
  revision bigint NOT NULL CHECK (revision > 0),
  at text COLLATE "C" NOT NULL,
  PRIMARY KEY (candidate, key),
  CONSTRAINT kept_decisions_have_candidates FOREIGN KEY (candidate) REFERENCES candidates (id),
  CONSTRAINT kept_decisions_have_keys FOREIGN KEY (key) REFERENCES api_keys (id)
);

-- Each time that a model was asked to propose statements in a document: what was sent where, and what became of the answer;
-- and which option it took the words of a candidate for.
CREATE TABLE draftings (
  id bigint NOT NULL PRIMARY KEY,
  document bigint NOT NULL,
  data text COLLATE "C" NOT NULL CHECK (data::json IS NOT NULL),
  said text COLLATE "C" NOT NULL CHECK (said::json IS NOT NULL),
  asked_by text COLLATE "C" NOT NULL,
  asked_at text COLLATE "C" NOT NULL,
  CONSTRAINT draftings_have_documents FOREIGN KEY (document) REFERENCES documents (id) DEFERRABLE
);
CREATE INDEX draftings_by_document ON draftings (document, id);
CREATE INDEX draftings_by_time ON draftings (asked_at);

CREATE TABLE anchors (
  statement text COLLATE "C" NOT NULL PRIMARY KEY,
  document bigint NOT NULL,
  -- One for each quote, in their order.
  spans text COLLATE "C" NOT NULL CHECK (spans::json IS NOT NULL),
  CONSTRAINT anchors_have_statements FOREIGN KEY (statement) REFERENCES statements (id) DEFERRABLE,
  CONSTRAINT anchors_have_documents FOREIGN KEY (document) REFERENCES documents (id) DEFERRABLE
);
CREATE INDEX anchors_by_document ON anchors (document);

-- What several people code, none of whom sees what the others say: rounds, what is coded in them, by whom, and what was
-- decided to go on record.
CREATE TABLE coding_rounds (
  id bigint NOT NULL PRIMARY KEY,
  document bigint NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  due text COLLATE "C",
  opened_by text COLLATE "C" NOT NULL,
  opened_at text COLLATE "C" NOT NULL,
  UNIQUE (document, number),
  CONSTRAINT rounds_have_documents FOREIGN KEY (document) REFERENCES documents (id) DEFERRABLE
);

CREATE TABLE coding_units (
  id bigint NOT NULL PRIMARY KEY,
  round bigint NOT NULL,
  candidate bigint NOT NULL,
  question text COLLATE "C" NOT NULL,
  UNIQUE (round, candidate, question),
  CONSTRAINT units_have_rounds FOREIGN KEY (round) REFERENCES coding_rounds (id) DEFERRABLE,
  CONSTRAINT units_have_candidates FOREIGN KEY (candidate) REFERENCES candidates (id) DEFERRABLE,
  CONSTRAINT units_have_questions FOREIGN KEY (question) REFERENCES questions (id) DEFERRABLE
);
CREATE INDEX coding_units_by_candidate ON coding_units (candidate, question);
CREATE INDEX coding_units_by_question ON coding_units (question);

CREATE TABLE coding_assignments (
  round bigint NOT NULL,
  coder text COLLATE "C" NOT NULL,
  -- As the key was called then.
  name text COLLATE "C" NOT NULL,
  submitted_at text COLLATE "C",
  PRIMARY KEY (round, coder),
  CONSTRAINT assignments_have_rounds FOREIGN KEY (round) REFERENCES coding_rounds (id) DEFERRABLE,
  CONSTRAINT assignments_have_keys FOREIGN KEY (coder) REFERENCES api_keys (id) DEFERRABLE
);

CREATE TABLE codings (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  unit bigint NOT NULL,
  coder text COLLATE "C" NOT NULL,
  -- Null: the words say nothing on the question.
  option text COLLATE "C",
  basis text COLLATE "C" CHECK (basis IN ('stated', 'inferred')),
  -- Condition, summary and note.
  words text COLLATE "C" NOT NULL CHECK (words::json IS NOT NULL),
  revision bigint NOT NULL CHECK (revision > 0),
  at text COLLATE "C" NOT NULL,
  UNIQUE (unit, coder),
  CHECK ((option IS NULL) = (basis IS NULL)),
  CONSTRAINT codings_have_units FOREIGN KEY (unit) REFERENCES coding_units (id) DEFERRABLE,
  CONSTRAINT codings_have_keys FOREIGN KEY (coder) REFERENCES api_keys (id) DEFERRABLE
);

CREATE TABLE adjudications (
  unit bigint NOT NULL PRIMARY KEY,
  option text COLLATE "C",
  -- The draft that was made. No reference: it may be deleted or renamed later.
  position text COLLATE "C",
  reason text COLLATE "C",
  decided_by text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  CHECK ((option IS NULL) = (position IS NULL)),
  CONSTRAINT adjudications_have_units FOREIGN KEY (unit) REFERENCES coding_units (id) DEFERRABLE
);

-- Tables that somebody at the desk is about to import; `how` says how they are to be read.
CREATE TABLE desk_uploads (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  key text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  how text COLLATE "C" NOT NULL CHECK (how::json IS NOT NULL),
  ends_at text COLLATE "C" NOT NULL,
  CONSTRAINT uploads_have_keys FOREIGN KEY (key) REFERENCES api_keys (id)
);
CREATE INDEX desk_uploads_by_end ON desk_uploads (ends_at);
CREATE TABLE desk_upload_pieces (
  upload text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (upload, ordinal),
  CONSTRAINT pieces_have_uploads FOREIGN KEY (upload) REFERENCES desk_uploads (id) ON DELETE CASCADE
);

-- Mappings of tables, by name; every saving has a number of its own, which is never given again.
CREATE TABLE mappings (
  revision bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  mapping text COLLATE "C" NOT NULL CHECK (mapping::json IS NOT NULL),
  saved_at text COLLATE "C" NOT NULL,
  saved_by text COLLATE "C" NOT NULL
);

CREATE TABLE webhooks (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  url text COLLATE "C" NOT NULL,
  event_types text COLLATE "C" CHECK (event_types IS NULL OR event_types::json IS NOT NULL),
  filters text COLLATE "C" NOT NULL CHECK (filters::json IS NOT NULL),
  secrets text COLLATE "C" NOT NULL CHECK (secrets::json IS NOT NULL),
  state text COLLATE "C" NOT NULL CHECK (state IN ('enabled', 'disabled')),
  disabled_at text COLLATE "C",
  disabled_why text COLLATE "C",
  cursor bigint NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  CHECK ((state = 'disabled') = (disabled_at IS NOT NULL)),
  CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
);
CREATE INDEX webhooks_in_order ON webhooks (created_at, id);

-- `ordinal` is the order of sending; of a lane only the first that is pending has a `next_at`.
CREATE TABLE webhook_deliveries (
  ordinal bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  webhook text COLLATE "C" NOT NULL,
  seq bigint,
  entity text COLLATE "C" NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  lane text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL CHECK (body::json IS NOT NULL),
  state text COLLATE "C" NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts bigint NOT NULL,
  next_at text COLLATE "C",
  claimed_until text COLLATE "C",
  created_at text COLLATE "C" NOT NULL,
  settled_at text COLLATE "C",
  UNIQUE (webhook, seq),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state = 'pending' OR (next_at IS NULL AND claimed_until IS NULL)),
  CONSTRAINT deliveries_have_webhooks FOREIGN KEY (webhook) REFERENCES webhooks (id) ON DELETE CASCADE,
  CONSTRAINT deliveries_have_changes FOREIGN KEY (seq) REFERENCES changes (seq)
);
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
  ordinal bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  delivery text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  status bigint,
  error text COLLATE "C",
  ms bigint NOT NULL,
  CONSTRAINT attempts_have_deliveries FOREIGN KEY (delivery) REFERENCES webhook_deliveries (id) ON DELETE CASCADE
);
CREATE INDEX webhook_attempts_in_order ON webhook_attempts (delivery, ordinal);

CREATE TABLE proposals (
  id bigint NOT NULL PRIMARY KEY,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
  act text COLLATE "C" NOT NULL CHECK (act IN ('change', 'delete', 'retract', 'merge')),
  entity text COLLATE "C" NOT NULL CHECK (entity IN ('scale', 'expert', 'source', 'question', 'statement', 'position')),
  record text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  patch text COLLATE "C" CHECK (patch IS NULL OR patch::json IS NOT NULL),
  before text COLLATE "C" CHECK (before IS NULL OR before::json IS NOT NULL),
  reason text COLLATE "C",
  key text COLLATE "C",
  proposed_by text COLLATE "C" NOT NULL,
  proposed_at text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C",
  decided_at text COLLATE "C",
  decision text COLLATE "C",
  seq bigint,
  CHECK ((act IN ('change', 'merge')) = (patch IS NOT NULL)),
  CHECK ((patch IS NULL) = (before IS NULL)),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (seq IS NULL OR state = 'accepted'),
  CONSTRAINT proposals_have_changes FOREIGN KEY (seq) REFERENCES changes (seq)
);
CREATE INDEX proposals_by_state ON proposals (state, id);
CREATE INDEX proposals_by_record ON proposals (entity, record, id);
