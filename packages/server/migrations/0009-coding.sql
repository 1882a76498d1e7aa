-- Coders of the workspace: each finds words, or a pattern, in texts.
CREATE TABLE coders (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- {kind: words, words} or {kind: pattern, pattern}
  definition jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz
);
CREATE UNIQUE INDEX coders_name ON coders (lower(name));

-- Levels that people gave to variations. By the variation's name, so that they stay when a test is judged again.
CREATE TABLE codes (
  experiment_id uuid NOT NULL REFERENCES experiments ON DELETE CASCADE,
  variation text NOT NULL,
  attribute text NOT NULL,
  -- Of the member or the key, or what stands for it.
  coder text NOT NULL,
  level text NOT NULL,
  coded_by jsonb NOT NULL,
  coded_at timestamptz NOT NULL,
  PRIMARY KEY (experiment_id, variation, attribute, coder)
);
CREATE INDEX codes_attribute ON codes (attribute);

-- Levels of a column that are read as another one: files stay as they are.
CREATE TABLE merged_levels (
  attribute text NOT NULL,
  level text NOT NULL,
  into_level text NOT NULL,
  PRIMARY KEY (attribute, level)
);

-- Counts changes of the three tables above, so that learnings know when to be computed anew.
CREATE TABLE coding_changes (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  version bigint NOT NULL
);

-- Learnings that people wrote down.
CREATE TABLE noted_learnings (
  id uuid PRIMARY KEY,
  sentence text NOT NULL,
  rests_on text NOT NULL,
  topic text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz,
  version integer NOT NULL DEFAULT 1
);

-- Who confirmed a learning, computed or written down: `subject` is its id.
CREATE TABLE learning_confirmations (
  subject text NOT NULL,
  member text NOT NULL,
  confirmed_by jsonb NOT NULL,
  confirmed_at timestamptz NOT NULL,
  -- As it read then.
  sentence text NOT NULL,
  PRIMARY KEY (subject, member)
);

-- How many variations have each level of each attribute: {attribute: {level: variations}}.
ALTER TABLE learning_runs ADD COLUMN levels jsonb NOT NULL DEFAULT '{}';
