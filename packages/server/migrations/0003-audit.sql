-- Who changed what and when. Each entry carries the hash of the one before it: hash = SHA-256 over the canonical JSON (RFC 8785) of
-- {at, entry, previous, seq}, where entry is {action, actor, after, before, subject}. docs/how-to/audit.md shows how to compute it.
CREATE TABLE audit_log (
  seq bigint PRIMARY KEY CHECK (seq > 0),
  -- To the millisecond.
  at timestamptz NOT NULL,
  actor jsonb NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  subject_name text NOT NULL,
  -- Only the fields that changed; null where there was nothing before, or is nothing after.
  before jsonb,
  after jsonb,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  -- What a search looks for: capitals without accents. Made of the rest, and not hashed.
  words tsvector NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at, seq);
CREATE INDEX audit_log_action ON audit_log (action, seq);
CREATE INDEX audit_log_subject ON audit_log (subject_kind, subject_id, seq);
-- A member or a key by its id, the machine and the system by their kind.
CREATE INDEX audit_log_actor ON audit_log ((coalesce(actor ->> 'id', actor ->> 'kind')), seq);
CREATE INDEX audit_log_words ON audit_log USING gin (words);

-- Entries of transactions that are not over. They get their place in the chain when the transaction commits and not before, so that
-- nobody waits for another's long transaction; outside of transactions this table is empty, which is why it needs no write-ahead log.
CREATE UNLOGGED TABLE audit_pending (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Canonical JSON.
  entry text NOT NULL,
  words text[] NOT NULL
);

CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry CONSTANT jsonb := NEW.entry::jsonb;
  last_seq bigint;
  last_hash bytea;
  moment timestamptz;
  text_hashed text;
BEGIN
  -- Until the end of the transaction, which is now. Arbitrary, but never to be changed.
  PERFORM pg_advisory_xact_lock(4600005);
  SELECT seq, hash INTO last_seq, last_hash FROM audit_log ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  moment := date_trunc('milliseconds', clock_timestamp());
  text_hashed := format(
    '{"at":"%s","entry":%s,"previous":"%s","seq":%s}',
    to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), NEW.entry, encode(last_hash, 'hex'), last_seq + 1
  );
  INSERT INTO audit_log (
    seq, at, actor, action, subject_kind, subject_id, subject_name, before, after, prev_hash, hash, words
  ) VALUES (
    last_seq + 1, moment, entry -> 'actor', entry ->> 'action',
    entry #>> '{subject,kind}', entry #>> '{subject,id}', entry #>> '{subject,name}',
    nullif(entry -> 'before', 'null'), nullif(entry -> 'after', 'null'),
    last_hash, sha256(convert_to(text_hashed, 'UTF8')), array_to_tsvector(NEW.words)
  );
  DELETE FROM audit_pending WHERE id = NEW.id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_append AFTER INSERT ON audit_pending
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_append();

-- What is written stays as it is. Two may say otherwise, each in its own transaction:
--   SET LOCAL dandelion.audit_log = 'restore'     a backup takes the place of all there is
--   SET LOCAL dandelion.audit_log = 'deletion'    the workspace is deleted
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('dandelion.audit_log', true), '') NOT IN ('restore', 'deletion') THEN
    RAISE EXCEPTION 'The audit log is only added to: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
