-- Which customers are meant by a name, and personas that data can refute.

CREATE TABLE segments (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  about text NOT NULL,
  -- Conditions; the contract has their shape.
  tree jsonb NOT NULL,
  -- {customers, of, unreadable, at}; null: not counted since the tree is what it is.
  count jsonb,
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX segments_by_name ON segments (lower(name));

-- Once a day of UTC, as it was counted last on it.
CREATE TABLE segment_counts (
  segment_id uuid NOT NULL REFERENCES segments ON DELETE CASCADE,
  day date NOT NULL,
  customers bigint NOT NULL,
  of bigint NOT NULL,
  -- Hash of the tree that was counted.
  tree_hash text NOT NULL,
  PRIMARY KEY (segment_id, day)
);

CREATE TABLE personas (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  story text NOT NULL,
  -- Ids of members.
  authors uuid[] NOT NULL,
  -- [{id, name, tree}]
  traits jsonb NOT NULL,
  -- A customer fits of whom so many of the traits hold.
  fits integer NOT NULL CHECK (fits > 0),
  created_by jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX personas_by_name ON personas (lower(name));

-- What authors say of themselves.
CREATE TABLE persona_answers (
  persona_id uuid NOT NULL REFERENCES personas ON DELETE CASCADE,
  member_id uuid NOT NULL,
  -- {trait id: yes | no | none}
  answers jsonb NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (persona_id, member_id)
);

-- Once a day of UTC, as they were counted last on it.
CREATE TABLE persona_counts (
  persona_id uuid NOT NULL REFERENCES personas ON DELETE CASCADE,
  day date NOT NULL,
  customers bigint NOT NULL,
  of bigint NOT NULL,
  -- Of the traits and how many of them are needed.
  tree_hash text NOT NULL,
  PRIMARY KEY (persona_id, day)
);
