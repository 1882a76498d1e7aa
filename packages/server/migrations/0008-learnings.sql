-- What all tests together say, computed from the tables of experiments and variations: nothing here is lost when it is emptied.
CREATE TABLE learning_runs (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  -- What it was computed from, in short: another one means that something changed since.
  inputs text NOT NULL,
  computed_at timestamptz,
  failure text,
  -- Without the learnings themselves, which are rows of their own.
  answer jsonb,
  attributes jsonb NOT NULL DEFAULT '[]',
  settings jsonb
);

CREATE TABLE learnings (
  id text PRIMARY KEY,
  place integer NOT NULL,
  learning jsonb NOT NULL,
  -- The tests behind it, the heaviest first: [[experiment, believed, effect, low, high, units, weight]].
  carriers jsonb NOT NULL
);
