-- What people decided by hand about which anonymous id is whose. Rows are only added; the newest of a pair holds. The ids are those of
-- the persons themselves, so a row goes when its person is erased. `done_at` says that the engine knows it: until then it is to be told.
CREATE TABLE link_decisions (
  seq bigserial PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  actor text NOT NULL CHECK (actor ~ '^[0-9a-f]{16}$'),
  customer text NOT NULL CHECK (customer ~ '^[0-9a-f]{16}$'),
  anonymous text NOT NULL,
  user_id text NOT NULL,
  linked boolean NOT NULL,
  reason text NOT NULL,
  decided_by jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX link_decisions_of_customer ON link_decisions (customer, seq DESC);
CREATE INDEX link_decisions_to_tell ON link_decisions (seq) WHERE done_at IS NULL;

-- What was decided stays as it was decided.
CREATE FUNCTION link_decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'done_at') <> (to_jsonb(OLD) - 'done_at') THEN
    RAISE EXCEPTION 'Decisions about links are only added to';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER link_decisions_refuse BEFORE UPDATE ON link_decisions FOR EACH ROW EXECUTE FUNCTION link_decisions_refuse();
