-- What somebody put off of Today, for themselves alone. It comes back on the day `until`.
CREATE TABLE today_put_off (
  member_id uuid NOT NULL,
  source text NOT NULL,
  subject text NOT NULL,
  until date NOT NULL,
  put_off_at timestamptz NOT NULL,
  PRIMARY KEY (member_id, source, subject)
);

-- Today is read by every member once a minute: what it asks for is found without reading all rows.
CREATE INDEX bets_by_status ON bets (status, ends_on);
CREATE INDEX hand_offs_open ON hand_offs (due_on) WHERE state = 'open';
CREATE INDEX follow_ups_done ON follow_ups (ended_at DESC) WHERE state = 'done';
CREATE INDEX experiments_judged ON experiments (judged_at);
CREATE INDEX decisions_on_evidence ON decisions USING gin (evidence jsonb_path_ops);
CREATE INDEX beliefs_resolved ON beliefs ((evidence ->> 'at')) WHERE state IN ('true', 'false');
CREATE INDEX drafts_of_member ON drafts ((created_by ->> 'id'));
