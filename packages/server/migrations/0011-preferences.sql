-- What is shown of each option, and the test whose variations they are. Tests are named without a reference: a question outlives them.
ALTER TABLE preference_questions
  ADD COLUMN texts text[] NOT NULL DEFAULT '{}',
  ADD COLUMN experiment_id uuid;

CREATE TABLE preference_pictures (
  question_id uuid NOT NULL REFERENCES preference_questions ON DELETE CASCADE,
  -- Of the option, from 0.
  place integer NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (question_id, place)
);
