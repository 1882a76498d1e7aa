-- Links for people without an account. Only hashes of tokens are kept: a copy of this table opens nothing.
CREATE TABLE shares (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  -- What it shows. There will be others.
  kind text NOT NULL CHECK (kind IN ('experiment')),
  experiment_id uuid REFERENCES experiments ON DELETE CASCADE,
  made_for text,
  -- The column by which groups are shown; null: none.
  segment text,
  show_maker boolean NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  -- Counted, not who.
  opens integer NOT NULL DEFAULT 0,
  last_opened_at timestamptz,
  CHECK ((kind = 'experiment') = (experiment_id IS NOT NULL))
);
CREATE INDEX shares_newest ON shares (created_at DESC, id);
CREATE INDEX shares_by_experiment ON shares (experiment_id);

CREATE TABLE comments (
  id uuid PRIMARY KEY,
  experiment_id uuid NOT NULL REFERENCES experiments ON DELETE CASCADE,
  -- Empty once it is deleted.
  text text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz,
  deleted_by jsonb,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK ((deleted_at IS NULL) = (deleted_by IS NULL)),
  CHECK (deleted_at IS NULL OR text = '')
);
CREATE INDEX comments_by_experiment ON comments (experiment_id, created_at, id);
