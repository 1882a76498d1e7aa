-- People, and the ways in. Only hashes of tokens, passwords and recovery codes are kept: a copy of these tables opens nothing.

-- The row stays when somebody leaves: what they did keeps its name.
CREATE TABLE members (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text,
  role text NOT NULL CHECK (role IN ('owner', 'marketer', 'analyst', 'reader', 'partner')),
  password_hash text,
  -- Sealed with a key of the data folder. Waiting until a first code was right.
  totp_secret bytea,
  totp_on_since timestamptz,
  -- The last step whose code was used: a code works once.
  totp_step bigint NOT NULL DEFAULT 0,
  -- Types of announcements that are mailed to them.
  notify text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  joined_at timestamptz NOT NULL DEFAULT now(),
  left_at timestamptz
);
-- Of those who are here.
CREATE UNIQUE INDEX members_by_email ON members (lower(email)) WHERE left_at IS NULL;
INSERT INTO members (id, name, role) VALUES (gen_random_uuid(), 'Owner', 'owner');

CREATE TABLE recovery_codes (
  code_hash bytea NOT NULL,
  member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
  PRIMARY KEY (member_id, code_hash)
);

-- Of the owner, invitations, to sign in, to choose a new password: each works once.
CREATE TABLE one_time_links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash bytea NOT NULL UNIQUE,
  purpose text NOT NULL CHECK (purpose IN ('invite', 'sign-in', 'reset')),
  -- Whom it signs in; null: whoever is invited.
  member_id uuid REFERENCES members ON DELETE CASCADE,
  -- Of an invitation.
  role text,
  name text,
  email text,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  CHECK ((purpose = 'invite') = (member_id IS NULL))
);
INSERT INTO one_time_links (token_hash, purpose, member_id, created_by, created_at, expires_at, used_at)
SELECT token_hash, 'sign-in', (SELECT id FROM members), '{"kind": "machine", "id": null, "name": "This machine"}', created_at, expires_at, used_at
FROM sign_in_links;
DROP TABLE sign_in_links;

ALTER TABLE sessions
  ADD COLUMN id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  ADD COLUMN member_id uuid REFERENCES members ON DELETE CASCADE,
  -- What the browser calls itself, so that a person knows it again.
  ADD COLUMN agent text NOT NULL DEFAULT '';
UPDATE sessions SET member_id = (SELECT id FROM members);
ALTER TABLE sessions ALTER COLUMN member_id SET NOT NULL, DROP COLUMN role;
CREATE INDEX sessions_by_member ON sessions (member_id);

-- Failed attempts to get in, by hashed e-mail address, network address or member: each failure makes the next wait longer.
CREATE TABLE failed_attempts (
  subject bytea PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz NOT NULL
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  -- The first letters, so that a person knows it again.
  beginning text NOT NULL,
  scopes text[] NOT NULL,
  -- It may no more than whoever made it, and ends when they leave.
  member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Who did it. Null: before there were members.
ALTER TABLE imports ADD COLUMN created_by jsonb;
ALTER TABLE analyses ADD COLUMN created_by jsonb;

-- How a new import is judged unless it says otherwise.
ALTER TABLE workspace ADD COLUMN methods jsonb NOT NULL
  DEFAULT '{"inference": "fixed", "level": 0.95, "practical": {"value": 0.01, "relative": true}}';
