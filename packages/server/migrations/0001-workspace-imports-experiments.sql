-- Times are timestamptz in UTC. Counters called version are compared by whoever changes a row: two tabs must not overwrite each other.

CREATE TABLE workspace (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  name text NOT NULL DEFAULT 'My workspace',
  locale text NOT NULL DEFAULT 'en-GB',
  currency char(3) NOT NULL DEFAULT 'EUR',
  time_zone text NOT NULL DEFAULT 'UTC',
  keep_uploads boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO workspace DEFAULT VALUES;

-- Only hashes of tokens: a copy of this table opens nothing.
CREATE TABLE sign_in_links (
  token_hash bytea PRIMARY KEY,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

-- Files on the server's disk. The row stays when the file is deleted: the history names it. No cell of a file is here.
CREATE TABLE uploads (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  bytes bigint NOT NULL,
  format text NOT NULL,
  columns jsonb NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  source text NOT NULL CHECK (source IN ('file', 'sample', 'counts')),
  upload_id uuid REFERENCES uploads,
  current_analysis_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE analyses (
  id uuid PRIMARY KEY,
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  number integer NOT NULL,
  -- How to judge: choices of a file, or typed counts.
  choices jsonb,
  counts jsonb,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  stage text NOT NULL DEFAULT '',
  fraction real,
  -- How often it was begun: a crash begins it again, a few times.
  attempt integer NOT NULL DEFAULT 0,
  -- When a job for it was put into the queue last: one that waits for long is sent again.
  sent_at timestamptz,
  failure jsonb,
  method_version text,
  statements jsonb NOT NULL DEFAULT '[]',
  notes jsonb NOT NULL DEFAULT '[]',
  -- The engine's table of the rows that were read (unit ids only as keyed hashes), and its columns by their names in the file.
  rows_table text,
  rows_columns jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  UNIQUE (import_id, number)
);
-- At most one analysis of an import is under way.
CREATE UNIQUE INDEX one_analysis_under_way ON analyses (import_id) WHERE state IN ('queued', 'running');

ALTER TABLE imports ADD FOREIGN KEY (current_analysis_id) REFERENCES analyses DEFERRABLE INITIALLY DEFERRED;

-- A test of an import. It keeps its id, title, tags and note when the import is judged again.
-- The columns after version repeat what the list shows of the current answer, so that the list reads no answer.
CREATE TABLE experiments (
  id uuid PRIMARY KEY,
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  -- In the file; empty when the file holds one test.
  name text NOT NULL,
  title text NOT NULL,
  -- Then judging again leaves the title alone.
  titled_by_person boolean NOT NULL DEFAULT false,
  tags text[] NOT NULL DEFAULT '{}',
  note text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  analysis_id uuid NOT NULL REFERENCES analyses,
  verdict text NOT NULL,
  health text NOT NULL,
  invalid_because text,
  variations integer NOT NULL,
  units bigint NOT NULL,
  metric text,
  kind text,
  currency char(3),
  variation text,
  control text,
  difference double precision,
  difference_low double precision,
  difference_high double precision,
  lift double precision,
  lift_low double precision,
  lift_high double precision,
  -- In all variations together, to settle an inconclusive one.
  units_needed bigint,
  -- Whether the check of the split failed (null: it could not be made), and whether the test ran in a suspect period.
  split_off boolean,
  suspect boolean NOT NULL,
  ran_on date,
  -- The day of the list: ran_on, else the day of the first judging.
  listed_on date NOT NULL,
  first_judged_at timestamptz NOT NULL,
  judged_at timestamptz NOT NULL,
  -- Title, variations and tags in capitals without accents, and the title so that its bytes sort as people count.
  search_text text NOT NULL,
  sort_title text COLLATE "C" NOT NULL
);
-- Of a hash: a name may be longer than an index entry can be.
CREATE UNIQUE INDEX experiments_by_name ON experiments (import_id, md5(name));
-- The order in which the list is shown at first: a page far down it is read without sorting.
CREATE INDEX experiments_newest ON experiments (listed_on DESC, first_judged_at DESC, sort_title, id);

-- The whole answer of one test by one analysis.
CREATE TABLE results (
  analysis_id uuid NOT NULL REFERENCES analyses ON DELETE CASCADE,
  experiment_id uuid NOT NULL REFERENCES experiments ON DELETE CASCADE,
  verdict text NOT NULL,
  answer jsonb NOT NULL,
  PRIMARY KEY (experiment_id, analysis_id)
);
CREATE INDEX results_by_analysis ON results (analysis_id);
