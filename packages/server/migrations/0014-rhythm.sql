-- Meetings that come back, what was decided in them, and what somebody is to do until when.
CREATE TABLE rituals (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  purpose text NOT NULL,
  -- {start, timeZone, rule}: local time, IANA name, RRULE of RFC 5545 or null. Null: held when somebody starts it.
  cadence jsonb,
  -- Since when that is so: times before are not of it.
  cadence_since timestamptz NOT NULL,
  minutes integer NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  members uuid[] NOT NULL,
  blocks jsonb NOT NULL,
  summary_to text NOT NULL CHECK (summary_to IN ('members', 'nobody')),
  pack text,
  -- Counts changes of what calendars show: SEQUENCE of RFC 5545.
  sequence integer NOT NULL DEFAULT 0,
  ended_at timestamptz,
  ended_because text,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);

-- Occurrences that are not as the rule has them. Local times as text: they are names, and clocks may change what they mean.
CREATE TABLE ritual_exceptions (
  ritual_id uuid NOT NULL REFERENCES rituals ON DELETE CASCADE,
  occurrence text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('moved', 'cancelled', 'added')),
  moved_to text,
  reason text NOT NULL,
  PRIMARY KEY (ritual_id, occurrence),
  CHECK ((kind = 'moved') = (moved_to IS NOT NULL))
);

CREATE TABLE meetings (
  id uuid PRIMARY KEY,
  -- A ritual that was held is ended, not deleted.
  ritual_id uuid NOT NULL REFERENCES rituals,
  about text NOT NULL,
  occurrence text,
  scheduled_at timestamptz,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- As it was when the meeting began, with what its sources remember for the next one.
  agenda jsonb NOT NULL,
  memory jsonb NOT NULL,
  block integer,
  block_since timestamptz,
  spent_seconds double precision[] NOT NULL,
  given_seconds double precision[] NOT NULL,
  present uuid[] NOT NULL,
  -- What the updates below come to, for searching and exports.
  notes text NOT NULL DEFAULT '',
  search_text text NOT NULL,
  -- Actors who wrote in the notes, as `kind:id`.
  writers text[] NOT NULL DEFAULT '{}',
  started_by jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (ritual_id, occurrence)
);
-- One at a time.
CREATE UNIQUE INDEX meetings_running ON meetings (ritual_id) WHERE ended_at IS NULL;
CREATE INDEX meetings_newest ON meetings (started_at DESC, id);

-- Updates of the notes as Yjs encodes them. Only added to; many are merged into one that holds the same.
CREATE TABLE meeting_notes (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  meeting_id uuid NOT NULL REFERENCES meetings ON DELETE CASCADE,
  data bytea NOT NULL
);
CREATE INDEX meeting_notes_of ON meeting_notes (meeting_id, seq);

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  meeting_id uuid REFERENCES meetings,
  what text NOT NULL,
  why text NOT NULL,
  deciders uuid[] NOT NULL,
  evidence jsonb NOT NULL,
  look_again_on date,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  looks jsonb NOT NULL DEFAULT '[]',
  search_text text NOT NULL,
  created_by jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX decisions_newest ON decisions (decided_at DESC, id);
CREATE INDEX decisions_of_meeting ON decisions (meeting_id);
CREATE INDEX decisions_to_look_at ON decisions (look_again_on) WHERE state = 'open';

CREATE TABLE follow_ups (
  id uuid PRIMARY KEY,
  what text NOT NULL,
  owner_id uuid NOT NULL,
  due_on date,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  note text NOT NULL DEFAULT '',
  meeting_id uuid REFERENCES meetings,
  decision_id uuid REFERENCES decisions,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by jsonb,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX follow_ups_of_owner ON follow_ups (owner_id, due_on);
CREATE INDEX follow_ups_open ON follow_ups (due_on, created_at) WHERE state = 'open';
CREATE INDEX follow_ups_of_meeting ON follow_ups (meeting_id);

-- One for each member; only the hash of its token is kept.
CREATE TABLE calendar_links (
  member_id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  made_at timestamptz NOT NULL,
  read_at timestamptz
);
