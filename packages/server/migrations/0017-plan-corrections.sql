-- Comments on bets can be changed by whoever wrote them.
ALTER TABLE bet_comments
  ADD COLUMN changed_at timestamptz,
  ADD COLUMN version integer NOT NULL DEFAULT 1;

-- An import of numbers can be taken back: its rows name it, and a row that it replaced keeps what it said before:
-- {on, value, note, kind, measure, importId}.
ALTER TABLE bet_numbers
  ADD COLUMN import_id uuid,
  ADD COLUMN before_import jsonb;
CREATE INDEX bet_numbers_of_import ON bet_numbers (import_id) WHERE import_id IS NOT NULL;
ALTER TABLE outcome_values ADD COLUMN import_id uuid;
CREATE INDEX outcome_values_of_import ON outcome_values (import_id) WHERE import_id IS NOT NULL;
