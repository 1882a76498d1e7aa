-- With which the operator's server signs who a user of a browser is. They must be read again, so they lie here sealed.
CREATE TABLE identity_secrets (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES sources,
  sealed bytea NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  -- Of one that was replaced: until then what it signed is believed.
  ends_at timestamptz
);
CREATE INDEX identity_secrets_of_source ON identity_secrets (source_id, created_at);
