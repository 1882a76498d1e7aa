-- Ids of customers, and the random id by which everything else in this store names them. No other table here holds such a value, so that
-- who is removed from this one is gone, while the ledger goes on to prove what was allowed.
CREATE TABLE subjects (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('user', 'anonymous')),
  value text NOT NULL CHECK (octet_length(value) BETWEEN 1 AND 1024),
  -- What the ledger comes to: five bits a purpose, in the order of the contract. The lowest two: 0 nothing said, 1 no, 2 yes. Two more:
  -- trust less one. The highest: Global Privacy Control said no once.
  answers bigint NOT NULL DEFAULT 0,
  -- When each of them was said, in milliseconds since 1970; 0 where nothing was.
  said bigint[] NOT NULL DEFAULT '{}',
  -- The entry of the ledger that changed them last; 0: none did.
  seq bigint NOT NULL DEFAULT 0,
  UNIQUE (kind, value)
);
CREATE INDEX subjects_seq ON subjects (seq) WHERE seq > 0;

-- Who allowed what for what, one entry after the other. Entries are written one transaction at a time (features/consent/write-ledger.ts),
-- so that whoever has seen one has seen all before it. Of the customer it holds the random id alone, which is why that is no foreign key.
CREATE TABLE consents (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject uuid NOT NULL,
  purpose text NOT NULL,
  allowed boolean NOT NULL,
  -- 1 claimed, 2 signed, 3 secret key or import, 4 the person.
  trust smallint NOT NULL CHECK (trust BETWEEN 1 AND 4),
  -- When it was said, and when we heard of it.
  at timestamptz NOT NULL,
  received timestamptz NOT NULL,
  place text NOT NULL CHECK (place IN ('sdk', 'preferences', 'gpc', 'page', 'import', 'api', 'member')),
  -- Number of the source; 0: none.
  source bigint NOT NULL,
  page text,
  policy text,
  proof text
);
CREATE INDEX consents_subject ON consents (subject, seq);

-- What is written stays as it is, but when the workspace is deleted: see audit_refuse.
CREATE FUNCTION consents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('dandelion.audit_log', true), '') NOT IN ('restore', 'deletion') THEN
    RAISE EXCEPTION 'The consent ledger is only added to: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER consents_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON consents
  FOR EACH STATEMENT EXECUTE FUNCTION consents_refuse();
