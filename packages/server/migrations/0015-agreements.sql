-- What the team agreed on beforehand: constraints with their responses, checklists, principles. What they ask for are follow-ups.

ALTER TABLE follow_ups
  -- What it comes from where nobody wrote it down: {kind, id, name} of a constraint or of a run of a workflow.
  ADD COLUMN origin jsonb,
  -- The day it was due on when its being late was announced.
  ADD COLUMN told_late_for date;
CREATE INDEX follow_ups_of_origin ON follow_ups ((origin ->> 'id')) WHERE origin IS NOT NULL;

CREATE TABLE plan_constraints (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  plan_id uuid NOT NULL REFERENCES plans ON DELETE CASCADE,
  outcome_id uuid NOT NULL REFERENCES plan_outcomes ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('constraint', 'enabler')),
  what text NOT NULL,
  sign text NOT NULL,
  -- What is watched by itself; null: nothing.
  watch jsonb,
  response text NOT NULL,
  owner_id uuid,
  within_days integer NOT NULL CHECK (within_days >= 0),
  working_days boolean NOT NULL,
  state text NOT NULL DEFAULT 'watching' CHECK (state IN ('watching', 'fired', 'settled')),
  settled_because text NOT NULL DEFAULT '',
  -- Counts how often it was watched anew.
  arming integer NOT NULL DEFAULT 1,
  armed_on date NOT NULL,
  -- Numbers given before do not count; null: all do.
  counted_from timestamptz,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX plan_constraints_of ON plan_constraints (plan_id, seq);

-- Once for each time that it is watched, whoever judges at once.
CREATE TABLE constraint_firings (
  constraint_id uuid NOT NULL REFERENCES plan_constraints ON DELETE CASCADE,
  arming integer NOT NULL,
  at timestamptz NOT NULL,
  because text NOT NULL,
  fired_by jsonb NOT NULL,
  follow_up_id uuid,
  PRIMARY KEY (constraint_id, arming)
);

CREATE TABLE workflows (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  purpose text NOT NULL,
  trigger text NOT NULL
    CHECK (trigger IN ('bet-started', 'breaker-tripped', 'bet-decided', 'test-judged', 'meeting-ended', 'by-hand')),
  -- Words of verdicts; none: any.
  verdicts text[] NOT NULL,
  -- Of meetings: those of one ritual; null: any.
  ritual_id uuid REFERENCES rituals ON DELETE SET NULL,
  -- [{what, owner, days, workingDays}]
  steps jsonb NOT NULL,
  active boolean NOT NULL,
  pack text,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX workflows_by_trigger ON workflows (trigger) WHERE active;

CREATE TABLE workflow_runs (
  id uuid PRIMARY KEY,
  workflow_id uuid NOT NULL REFERENCES workflows ON DELETE CASCADE,
  -- What happened, so that one thing that happens starts it once.
  event text NOT NULL,
  about jsonb,
  because text NOT NULL,
  started_by jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  UNIQUE (workflow_id, event)
);
CREATE INDEX workflow_runs_newest ON workflow_runs (started_at DESC, id);

CREATE TABLE principles (
  id uuid PRIMARY KEY,
  sentence text NOT NULL,
  why text NOT NULL,
  owner_id uuid,
  state text NOT NULL CHECK (state IN ('proposed', 'active', 'retired')),
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE bet_principles (
  bet_id uuid NOT NULL REFERENCES bets ON DELETE CASCADE,
  principle_id uuid NOT NULL REFERENCES principles ON DELETE CASCADE,
  stand text NOT NULL CHECK (stand IN ('follows', 'breaks')),
  reason text NOT NULL,
  said_by jsonb NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (bet_id, principle_id),
  CHECK (stand = 'follows' OR reason <> '')
);
CREATE INDEX bet_principles_of ON bet_principles (principle_id);
