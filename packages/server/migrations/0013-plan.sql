-- Plans as portfolios of bets. Every change of anything in a plan holds its row, so that caps hold whatever happens at once.
CREATE TABLE plans (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  currency text,
  -- [{currency, on, rate}], typed by hand.
  rates jsonb NOT NULL,
  from_day date NOT NULL,
  -- The day after its last.
  to_day date NOT NULL CHECK (to_day > from_day),
  -- {bets, money}
  failure_budget jsonb,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- Counts every change of anything in it.
  revision integer NOT NULL DEFAULT 1
);

CREATE TABLE plan_outcomes (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  metric text,
  unit text,
  baseline double precision NOT NULL,
  target double precision NOT NULL,
  by_day date,
  direction text NOT NULL CHECK (direction IN ('rise', 'fall')),
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX plan_outcomes_of ON plan_outcomes (plan_id);

-- Only added to: of several for a day the last one holds.
CREATE TABLE outcome_values (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  outcome_id uuid NOT NULL REFERENCES plan_outcomes ON DELETE CASCADE,
  on_day date NOT NULL,
  value double precision NOT NULL,
  note text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX outcome_values_of ON outcome_values (outcome_id, on_day, id);

CREATE TABLE failure_domains (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('channel', 'audience', 'partner', 'asset', 'assumption')),
  failure double precision NOT NULL CHECK (failure BETWEEN 0 AND 1),
  cap double precision CHECK (cap >= 0),
  belief_id uuid REFERENCES beliefs ON DELETE SET NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX failure_domains_of ON failure_domains (plan_id);

CREATE TABLE bets (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  outcome_id uuid NOT NULL REFERENCES plan_outcomes,
  name text NOT NULL,
  hypothesis text NOT NULL,
  owner_id uuid,
  partner_ids uuid[] NOT NULL,
  discipline text,
  money double precision NOT NULL CHECK (money >= 0),
  hours double precision NOT NULL CHECK (hours >= 0),
  coordination_hours double precision NOT NULL CHECK (coordination_hours >= 0),
  currency text,
  cap double precision CHECK (cap >= 0),
  starts_on date,
  ends_on date,
  success_metric text NOT NULL,
  guardrails jsonb NOT NULL,
  kill_criteria jsonb NOT NULL,
  probability double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
  low double precision NOT NULL,
  likely double precision NOT NULL,
  high double precision NOT NULL,
  if_fails double precision NOT NULL,
  domain_ids uuid[] NOT NULL,
  depends_on_ids uuid[] NOT NULL,
  experiment_ids uuid[] NOT NULL,
  status text NOT NULL CHECK (status IN ('planned', 'running', 'succeeded', 'failed', 'stopped')),
  started_on date,
  decided_on date,
  decided_because text NOT NULL DEFAULT '',
  as_agreed boolean,
  -- The breaker that stopped it; null: none, or it was decided since.
  stopped_by uuid,
  learned text NOT NULL DEFAULT '',
  actual_payoff double precision,
  -- {at, by, on, terms}: what was signed before it began.
  signed jsonb,
  -- What was changed of that since: [{at, by, field, before, after}].
  changed_since jsonb NOT NULL DEFAULT '[]',
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX bets_of ON bets (plan_id);
CREATE INDEX bets_of_outcome ON bets (outcome_id);

CREATE TABLE bet_numbers (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  bet_id uuid NOT NULL REFERENCES bets ON DELETE CASCADE,
  kind text NOT NULL
    CHECK (kind IN ('money', 'hours', 'coordination-hours', 'unsubscribes', 'complaints', 'guardrail')),
  measure text,
  on_day date NOT NULL,
  value double precision NOT NULL,
  note text NOT NULL,
  -- By which a row of a file is known again.
  row_key text,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (bet_id, row_key),
  CHECK ((kind = 'guardrail') = (measure IS NOT NULL))
);
CREATE INDEX bet_numbers_of ON bet_numbers (bet_id, on_day DESC, seq DESC);

CREATE TABLE breakers (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  bet_id uuid NOT NULL REFERENCES bets ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('spend', 'date', 'guardrail', 'harm')),
  measure text,
  trips text NOT NULL CHECK (trips IN ('above', 'below')),
  -- Null: that of the bet.
  limit_value double precision,
  limit_on date,
  state text NOT NULL DEFAULT 'closed' CHECK (state IN ('closed', 'tripped', 'half-open')),
  -- Numbers up to this one (bet_numbers.seq) are over and done with: it was closed after them.
  counted_from bigint NOT NULL DEFAULT 0,
  tripped_at timestamptz,
  because text NOT NULL DEFAULT '',
  -- {money, spentBefore, from, endsOn}
  probe jsonb,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'half-open') = (probe IS NOT NULL)),
  CHECK ((kind IN ('guardrail', 'harm')) = (measure IS NOT NULL))
);
CREATE INDEX breakers_of ON breakers (bet_id);

CREATE TABLE hand_offs (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  what text NOT NULL,
  from_bet_id uuid REFERENCES bets ON DELETE SET NULL,
  to_bet_id uuid REFERENCES bets ON DELETE SET NULL,
  from_id uuid,
  to_id uuid,
  due_on date,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  note text NOT NULL DEFAULT '',
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by jsonb,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX hand_offs_of ON hand_offs (plan_id, due_on);

CREATE TABLE bet_comments (
  id uuid PRIMARY KEY,
  bet_id uuid NOT NULL REFERENCES bets ON DELETE CASCADE,
  text text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX bet_comments_of ON bet_comments (bet_id, created_at, id);

CREATE TABLE plan_scenarios (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  name text NOT NULL,
  changes jsonb NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX plan_scenarios_of ON plan_scenarios (plan_id, created_at);

CREATE TABLE failure_drills (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  seed integer NOT NULL,
  broken jsonb NOT NULL,
  outcomes jsonb NOT NULL,
  sentence text NOT NULL,
  answers jsonb NOT NULL DEFAULT '[]',
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX failure_drills_of ON failure_drills (plan_id, created_at DESC);

-- Links to the page of a plan for people without an account. Only hashes of tokens are kept.
CREATE TABLE plan_links (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  made_for text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  -- Counted, not who.
  opens integer NOT NULL DEFAULT 0,
  last_opened_at timestamptz
);
CREATE INDEX plan_links_of ON plan_links (plan_id, created_at DESC);
