-- Versions: every row that a record ever had, each current from the entry `since` of the log until the one called `until`
-- (9007199254740991: still). Written in the transaction of the change; the log holds the same, so this can be made anew.

CREATE TABLE scales_versions (
  LIKE scales,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX scales_versions_by_key ON scales_versions (id, since);
CREATE TABLE scale_options_versions (
  LIKE scale_options,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX scale_options_versions_by_key ON scale_options_versions (scale, since);
CREATE TABLE experts_versions (
  LIKE experts,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX experts_versions_by_key ON experts_versions (id, since);
CREATE TABLE expert_affiliations_versions (
  LIKE expert_affiliations,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX expert_affiliations_versions_by_key ON expert_affiliations_versions (expert, since);
CREATE TABLE sources_versions (
  LIKE sources,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX sources_versions_by_key ON sources_versions (id, since);
CREATE TABLE questions_versions (
  LIKE questions,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX questions_versions_by_key ON questions_versions (id, since);
CREATE TABLE question_topics_versions (
  LIKE question_topics,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX question_topics_versions_by_key ON question_topics_versions (question, since);
CREATE TABLE statements_versions (
  LIKE statements,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX statements_versions_by_key ON statements_versions (id, since);
CREATE TABLE statement_cosigners_versions (
  LIKE statement_cosigners,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX statement_cosigners_versions_by_key ON statement_cosigners_versions (statement, since);
CREATE TABLE statement_reprints_versions (
  LIKE statement_reprints,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX statement_reprints_versions_by_key ON statement_reprints_versions (statement, since);
CREATE TABLE positions_versions (
  LIKE positions,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX positions_versions_by_key ON positions_versions (id, since);
CREATE TABLE evidence_versions (
  LIKE evidence,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX evidence_versions_by_key ON evidence_versions (position, since);
CREATE TABLE search_documents_versions (
  LIKE search_documents,
  since bigint NOT NULL,
  until bigint NOT NULL CHECK (until > since)
);
CREATE INDEX search_documents_versions_by_key ON search_documents_versions (kind, id, since);

CREATE INDEX positions_versions_by_question ON positions_versions (question, expert);
CREATE INDEX positions_versions_by_expert ON positions_versions (expert, said_until, id);
CREATE INDEX positions_versions_in_order ON positions_versions (said_until, id);
CREATE INDEX positions_versions_as_recorded ON positions_versions (recorded_seq);
CREATE INDEX statements_versions_in_order ON statements_versions (said_until, id);
CREATE INDEX statements_versions_by_expert ON statements_versions (expert, said_until, id);
CREATE INDEX statements_versions_by_source ON statements_versions (source);
CREATE INDEX sources_versions_in_order ON sources_versions (published_until, id);
CREATE INDEX experts_versions_in_order ON experts_versions (sort_key, id);
CREATE INDEX questions_versions_in_order ON questions_versions (sort_key, id);
CREATE INDEX statement_cosigners_versions_by_expert ON statement_cosigners_versions (expert);
CREATE INDEX statement_reprints_versions_by_source ON statement_reprints_versions (source);
CREATE INDEX question_topics_versions_by_topic ON question_topics_versions (topic);
CREATE INDEX evidence_versions_by_statement ON evidence_versions (statement);
CREATE INDEX search_documents_versions_by_lexeme ON search_documents_versions USING gin (lexemes);
