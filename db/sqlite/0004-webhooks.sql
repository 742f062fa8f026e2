-- Webhooks: who is told of changes, what is to be sent to whom, and what came of each attempt. The change log is the
-- outbox: `cursor` is the last entry of it that a subscription has been asked about.

CREATE TABLE webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  -- NULL: every type there is.
  event_types TEXT CHECK (json_valid(event_types)),
  filters TEXT NOT NULL CHECK (json_valid(filters)),
  -- {current, previous: {secret, until} or null}. Kept readable: signing needs them.
  secrets TEXT NOT NULL CHECK (json_valid(secrets)),
  state TEXT NOT NULL CHECK (state IN ('enabled', 'disabled')),
  disabled_at TEXT,
  disabled_why TEXT,
  cursor INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  CHECK ((state = 'disabled') = (disabled_at IS NOT NULL)),
  CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
) STRICT;
CREATE INDEX webhooks_in_order ON webhooks (created_at, id);

-- `ordinal` is the order of sending. Deliveries of one lane (a subscription's, about one record under whichever id) go
-- one after the other: only the first that is pending has a `next_at`. `claimed_until`: some process is sending it.
CREATE TABLE webhook_deliveries (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  -- NULL: a test, which no change is behind.
  seq INTEGER REFERENCES changes (seq),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  lane TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  -- Since it was last put in line; what the wait before the next one follows from.
  attempts INTEGER NOT NULL,
  next_at TEXT,
  claimed_until TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (webhook, seq),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state = 'pending' OR (next_at IS NULL AND claimed_until IS NULL))
) STRICT;
CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (webhook, ordinal);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at, ordinal)
  WHERE state = 'pending' AND next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_in_lanes ON webhook_deliveries (webhook, lane, ordinal) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_by_record ON webhook_deliveries (webhook, entity, entity_id) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_claimed ON webhook_deliveries (webhook) WHERE claimed_until IS NOT NULL;
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (webhook) WHERE state = 'failed';
CREATE INDEX webhook_deliveries_done ON webhook_deliveries (settled_at) WHERE state = 'delivered';
CREATE INDEX webhook_deliveries_by_change ON webhook_deliveries (seq);

CREATE TABLE webhook_attempts (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  delivery TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  -- NULL: there was no answer; `error` says why.
  status INTEGER,
  error TEXT,
  ms INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_attempts_in_order ON webhook_attempts (delivery, ordinal);
