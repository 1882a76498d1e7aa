-- Contradictions that were found, each once: what was dismissed and why. What they say is computed from assumptions, notes, learnings and tests.
CREATE TABLE contradictions (
  id text PRIMARY KEY,
  kind text NOT NULL,
  raised_at timestamptz NOT NULL,
  -- Since when it is there no more; null: it is.
  gone_at timestamptz,
  dismissed_at timestamptz,
  dismissed_by jsonb,
  reason text,
  -- How far apart they were when it was dismissed: {value, low, high} on the scale of the learning.
  dismissed_size jsonb,
  -- Since when it is back, after its numbers had changed.
  returned_at timestamptz,
  CHECK ((dismissed_at IS NULL) = (dismissed_by IS NULL)),
  CHECK ((dismissed_at IS NULL) = (dismissed_size IS NULL))
);
CREATE INDEX contradictions_open ON contradictions (id) WHERE gone_at IS NULL AND dismissed_at IS NULL;

-- What an assumption or a written learning says of a computed one, as a person tied them.
CREATE TABLE ties (
  id uuid PRIMARY KEY,
  belief_id uuid UNIQUE REFERENCES beliefs ON DELETE CASCADE,
  note_id uuid UNIQUE REFERENCES noted_learnings ON DELETE CASCADE,
  attribute text NOT NULL,
  level text NOT NULL,
  metric text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('raises', 'lowers', 'no-difference')),
  CHECK ((belief_id IS NULL) <> (note_id IS NULL))
);
