-- What happened, written in the transaction in which it happened: so nothing is told that did not happen, and nothing that did is lost.
CREATE TABLE announcements (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  -- When it was handed to those who are to be told; null: not yet.
  told_at timestamptz,
  -- How often it could not be handed on, and when that is tried again: it does not hold up the others.
  failures integer NOT NULL DEFAULT 0,
  next_at timestamptz
);
CREATE INDEX announcements_to_tell ON announcements (seq) WHERE told_at IS NULL;
CREATE INDEX announcements_told ON announcements (told_at);

CREATE TABLE webhooks (
  id uuid PRIMARY KEY,
  url text NOT NULL,
  description text NOT NULL DEFAULT '',
  types text[] NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'disabled')),
  disabled_because text,
  -- Sealed with a key of the data folder. Of the old one is the end as well.
  secret bytea NOT NULL,
  old_secret bytea,
  old_secret_ends_at timestamptz,
  -- Of the first attempt since which none went well.
  failing_since timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'disabled') = (disabled_because IS NOT NULL))
);

-- One thing to be told to one webhook.
CREATE TABLE webhook_deliveries (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  -- Goes out as webhook-id: of the announcement, so that it is written once for each webhook.
  message_id text NOT NULL,
  type text NOT NULL,
  -- As it is sent, byte by byte.
  body text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  -- Somebody sends it until then. Whoever is killed over it does not hold it for longer.
  taken_until timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  UNIQUE (webhook_id, message_id),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (webhook_id, seq DESC);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);

CREATE TABLE webhook_attempts (
  delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  status integer,
  milliseconds integer NOT NULL,
  answer text NOT NULL DEFAULT '',
  error text,
  PRIMARY KEY (delivery_id, number)
);

-- Mail to be sent. To whom and what is sealed with a key of the data folder, for it can hold one-time links, and is erased at the end.
CREATE TABLE mails (
  id uuid PRIMARY KEY,
  template text NOT NULL,
  sealed bytea,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given-up')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  taken_until timestamptz,
  -- What it holds is worth nothing after this.
  ends_at timestamptz,
  -- Without addresses.
  last_error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((state = 'waiting') = (sealed IS NOT NULL)),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
);
CREATE INDEX mails_due ON mails (next_at) WHERE state = 'waiting';
CREATE INDEX mails_age ON mails (created_at);
