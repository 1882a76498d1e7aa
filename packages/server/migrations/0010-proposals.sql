-- What to test next: what proposals are computed with, members' ideas, and drafts of tests.
CREATE TABLE proposal_settings (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  metric text,
  value_of_one double precision,
  units_per_week double precision,
  weeks double precision NOT NULL DEFAULT 26,
  cost_per_test double precision NOT NULL DEFAULT 0,
  cost_per_week double precision NOT NULL DEFAULT 0,
  most_variations smallint NOT NULL DEFAULT 4,
  reach text NOT NULL DEFAULT 'everywhere' CHECK (reach IN ('everywhere', 'one-place')),
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE ideas (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  attribute text,
  reference text,
  level text,
  -- Relative change for the better: four times in five between these.
  low double precision NOT NULL,
  high double precision NOT NULL CHECK (high > low),
  worth double precision,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE drafts (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  -- Design, variations, aliases, size, hypotheses. No ids of units: a list is made anew from the seed.
  plan jsonb NOT NULL,
  seed integer NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL
);
