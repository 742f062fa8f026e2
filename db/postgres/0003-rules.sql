-- Rules that no row may break, whatever program writes. They come after the tables, in a file that can run alone, and name
-- no table without its schema.

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Rules about many rows are asked once for each statement: a query for each row took half the time of an import.
CREATE FUNCTION continue_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  has_gap boolean;
  is_disordered boolean;
BEGIN
  EXECUTE format('SELECT coalesce(bool_or(last.seq IS NULL), false), coalesce(bool_or(it.at < last.at), false)
    FROM added AS it LEFT JOIN %I.changes AS last ON last.seq = it.seq - 1 WHERE it.seq <> 1', TG_TABLE_SCHEMA)
    INTO has_gap, is_disordered;
  IF has_gap THEN
    RAISE EXCEPTION 'the change log has no gaps' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF is_disordered THEN
    RAISE EXCEPTION 'the change log is in order of time' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION rest_on_its_expert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  are_theirs boolean;
BEGIN
  EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM added AS it
    WHERE NOT EXISTS (SELECT 1 FROM %1$I.statements WHERE id = it.statement AND expert = it.expert)
      AND NOT EXISTS (SELECT 1 FROM %1$I.statement_cosigners AS c WHERE c.statement = it.statement AND c.expert = it.expert))',
    TG_TABLE_SCHEMA) INTO are_theirs;
  IF NOT are_theirs THEN
    RAISE EXCEPTION 'a position rests on statements of its expert' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

-- Who codes says it unseen by others, and never otherwise once all is submitted.
CREATE FUNCTION stay_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  it record;
  is_submitted boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN it := new; ELSE it := old; END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.coding_units u
    JOIN %1$I.coding_assignments a ON a.round = u.round
    WHERE u.id = $1 AND a.coder = $2 AND a.submitted_at IS NOT NULL)', TG_TABLE_SCHEMA)
    INTO is_submitted USING it.unit, it.coder;
  IF is_submitted THEN
    RAISE EXCEPTION 'what was submitted never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;

-- References are looked at when it is called, and not first at the end of the transaction.
-- Each reference is a query that names one key: a plan that is kept serves it, by the index however small the table is.
CREATE FUNCTION check_references() RETURNS boolean LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  RETURN true;
END $$;

CREATE TRIGGER changes_continue AFTER INSERT ON changes REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION continue_log();
CREATE TRIGGER changes_are_not_updated BEFORE UPDATE ON changes FOR EACH ROW
  WHEN (current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('the change log is append-only');
CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes FOR EACH ROW
  EXECUTE FUNCTION refuse('the change log is append-only');
CREATE TRIGGER log_leaves_are_not_deleted BEFORE DELETE ON log_leaves FOR EACH ROW
  EXECUTE FUNCTION refuse('the change log is append-only');
CREATE TRIGGER log_leaves_are_not_updated BEFORE UPDATE ON log_leaves FOR EACH ROW
  WHEN (current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('the change log is append-only');
CREATE TRIGGER positions_are_kept BEFORE DELETE ON positions FOR EACH ROW
  WHEN (old.status <> 'draft')
  EXECUTE FUNCTION refuse('a position that was published is retracted, never deleted');
CREATE TRIGGER scales_stay_public BEFORE UPDATE ON scales FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER experts_stay_public BEFORE UPDATE ON experts FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER sources_stay_public BEFORE UPDATE ON sources FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER questions_stay_public BEFORE UPDATE ON questions FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER statements_stay_public BEFORE UPDATE ON statements FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER positions_stay_public BEFORE UPDATE ON positions FOR EACH ROW
  WHEN (old.status <> 'draft' AND new.status = 'draft')
  EXECUTE FUNCTION refuse('what was made public stays on record');
CREATE TRIGGER evidence_is_by_its_expert AFTER INSERT ON evidence REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION rest_on_its_expert();
CREATE TRIGGER api_keys_stay_as_they_were_made BEFORE UPDATE OF id, name, hash, scopes, created_at, created_by, expires_at ON api_keys FOR EACH ROW
  WHEN (current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('a key is revoked, never changed');
CREATE TRIGGER api_keys_stay_revoked BEFORE UPDATE OF revoked_at, revoked_by ON api_keys FOR EACH ROW
  WHEN (old.revoked_at IS NOT NULL AND current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('a revoked key stays revoked');
CREATE TRIGGER api_keys_are_not_deleted BEFORE DELETE ON api_keys FOR EACH ROW
  EXECUTE FUNCTION refuse('a key is revoked, never deleted');
CREATE TRIGGER proposals_stay_decided BEFORE UPDATE ON proposals FOR EACH ROW
  WHEN (old.state <> 'open' AND current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('what was decided on a proposal stays so');
CREATE TRIGGER proposals_stay_as_they_were_made BEFORE UPDATE OF id, act, entity, record, revision, patch, before, reason, key, proposed_by, proposed_at ON proposals FOR EACH ROW
  WHEN (current_setting('standpoint.redacting', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION refuse('a proposal is decided on, never changed');
CREATE TRIGGER document_texts_stay_as_they_came BEFORE UPDATE OF text ON documents FOR EACH ROW
  WHEN (new.text IS NOT NULL)
  EXECUTE FUNCTION refuse('a text is taken out, never changed');
CREATE TRIGGER documents_stay_as_they_came BEFORE UPDATE OF id, text_form, sha256, length, added_at ON documents FOR EACH ROW
  EXECUTE FUNCTION refuse('a document stays as it came');
CREATE TRIGGER what_is_submitted_stays_so BEFORE UPDATE OF submitted_at ON coding_assignments FOR EACH ROW
  WHEN (old.submitted_at IS NOT NULL)
  EXECUTE FUNCTION refuse('what was submitted stays so');
CREATE TRIGGER codings_come_before_they_are_submitted BEFORE INSERT ON codings FOR EACH ROW EXECUTE FUNCTION stay_submitted();
CREATE TRIGGER codings_stay_once_submitted BEFORE UPDATE OF unit, coder, revision, at ON codings FOR EACH ROW
  EXECUTE FUNCTION stay_submitted();
