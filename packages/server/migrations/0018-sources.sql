-- Where events come from. The engine knows a source by its number, people by its name.
CREATE TABLE sources (
  id uuid PRIMARY KEY,
  number integer GENERATED ALWAYS AS IDENTITY UNIQUE CHECK (number > 0),
  name text NOT NULL,
  -- Of customers who said nothing yet: ask first, or collect until they say no.
  consent text NOT NULL CHECK (consent IN ('ask', 'opt-out')),
  -- Why no consent is needed, as the operator states it.
  legal_basis text NOT NULL,
  -- What becomes of events that may not be kept with the ids of their customer.
  withheld text NOT NULL CHECK (withheld IN ('drop', 'anonymous')),
  -- Of pages that may send with a public key: exact, with *. for the hosts below one, or * for all.
  origins text[] NOT NULL,
  -- {category of context.consent.categoryPreferences: [purpose]}
  preferences jsonb NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  -- Grows with every change of it or of its keys: by this a server sees that what it remembers is old.
  changes integer NOT NULL DEFAULT 0,
  CHECK (consent = 'ask' OR legal_basis <> '')
);
CREATE UNIQUE INDEX sources_by_name ON sources (lower(name)) WHERE ended_at IS NULL;

-- Only hashes of tokens are kept: a copy of this table sends nothing.
CREATE TABLE write_keys (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES sources,
  -- public: in pages, where anybody reads it. secret: on servers.
  kind text NOT NULL CHECK (kind IN ('public', 'secret')),
  token_hash bytea NOT NULL UNIQUE,
  beginning text NOT NULL,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  -- Of one that was rotated: until then both are taken.
  ends_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX write_keys_of_source ON write_keys (source_id, created_at);
