-- What the team believes. Tests are named in the rules without a reference: an assumption outlives the test it was to be resolved by.
CREATE TABLE beliefs (
  id uuid PRIMARY KEY,
  claim text NOT NULL,
  topic text NOT NULL,
  hangs_on text NOT NULL,
  cost_if_wrong double precision,
  rule jsonb NOT NULL,
  due_on date,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'true', 'false', 'void')),
  -- Why its rule cannot resolve it, as of the last look.
  blocked text,
  evidence jsonb,
  search_text text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (evidence IS NULL))
);
CREATE INDEX beliefs_newest ON beliefs (created_at DESC, id);
CREATE INDEX beliefs_open ON beliefs (created_at) WHERE state = 'open';

-- Only added to: what somebody believed stays as they said it.
CREATE TABLE forecasts (
  belief_id uuid NOT NULL REFERENCES beliefs ON DELETE CASCADE,
  member_id uuid NOT NULL,
  -- 1, 2, 3 ... of the member.
  number integer NOT NULL,
  -- Of that day.
  role text NOT NULL,
  probability double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
  given_at timestamptz NOT NULL,
  -- Given after looking at the others': kept, and not scored.
  after_reveal boolean NOT NULL,
  PRIMARY KEY (belief_id, member_id, number)
);
CREATE INDEX forecasts_of_member ON forecasts (member_id);

CREATE TABLE forecast_reveals (
  belief_id uuid NOT NULL REFERENCES beliefs ON DELETE CASCADE,
  member_id uuid NOT NULL,
  revealed_at timestamptz NOT NULL,
  PRIMARY KEY (belief_id, member_id)
);

-- Members who let others see their scores, and their names beside their forecasts. No row: they do not.
CREATE TABLE score_sharing (
  member_id uuid PRIMARY KEY,
  since timestamptz NOT NULL
);

-- You are not your customer: what members prefer, what they think that customers prefer, and what customers did.
CREATE TABLE preference_questions (
  id uuid PRIMARY KEY,
  question text NOT NULL,
  options text[] NOT NULL CHECK (cardinality(options) BETWEEN 2 AND 6),
  topic text NOT NULL,
  -- What customers answered or did; null: not known yet.
  customers jsonb,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX preference_questions_newest ON preference_questions (created_at DESC, id);

-- Given once: who could change theirs after seeing the others' would not say what they expected.
CREATE TABLE preference_answers (
  question_id uuid NOT NULL REFERENCES preference_questions ON DELETE CASCADE,
  member_id uuid NOT NULL,
  role text NOT NULL,
  -- Place of the option, from 0.
  prefers integer NOT NULL,
  -- Share of customers for each option; they add up to 1.
  expects double precision[] NOT NULL,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (question_id, member_id)
);
