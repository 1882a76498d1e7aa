-- What arrived and is answered for, as it came, until it is moved. A window is sealed before it is moved, and dropped after.
CREATE TABLE IF NOT EXISTS inbox (
  window UInt64,
  source UInt32,
  ask UInt8,
  trust UInt8,
  type UInt8,
  received DateTime64(3, 'UTC'),
  time DateTime64(3, 'UTC'),
  name String,
  message String,
  anonymous String,
  user String,
  previous String,
  machine String,
  properties String,
  traits String,
  url String,
  referrer String,
  title String,
  campaign String,
  agent String,
  library String,
  locale String,
  timezone String
) ENGINE = MergeTree PARTITION BY window ORDER BY tuple()
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 10;

-- Each event once. Of one actor they lie together, which is what timelines and experiments ask for.
CREATE TABLE IF NOT EXISTS events (
  actor UInt64 COMMENT 'of the user id where there is one, else of the anonymous id; 0 where neither may be kept',
  time DateTime64(3, 'UTC'),
  received DateTime64(3, 'UTC'),
  window UInt64,
  source UInt32,
  ask UInt8 COMMENT '1: the source asks first, so that only a yes allows',
  trust UInt8 COMMENT '1 claimed, 2 signed, 3 secret, 4 person',
  type Enum8('track' = 1, 'page' = 2, 'screen' = 3, 'identify' = 4, 'group' = 5, 'alias' = 6),
  name LowCardinality(String),
  machine LowCardinality(String) COMMENT 'why it is held for no person; empty for persons',
  hash UInt64 COMMENT 'of source and message id',
  message String,
  anonymous String,
  user String,
  previous String COMMENT 'of an alias: the id that was used before; of a group: its id',
  properties String COMMENT 'JSON',
  traits String COMMENT 'JSON',
  url String,
  referrer String,
  title String,
  campaign String COMMENT 'JSON',
  agent LowCardinality(String),
  library LowCardinality(String),
  locale LowCardinality(String),
  timezone LowCardinality(String),
  INDEX of_received received TYPE minmax GRANULARITY 1
) ENGINE = MergeTree PARTITION BY toYYYYMM(received) ORDER BY (actor, time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- The events of the window that is being moved. What is lost of it with the engine is made again of the inbox.
CREATE TABLE IF NOT EXISTS moving AS events ENGINE = Memory;

-- Message ids of the last days. A retry is found here.
CREATE TABLE IF NOT EXISTS seen (
  hash UInt64,
  day Date
) ENGINE = MergeTree PARTITION BY day ORDER BY hash TTL day + INTERVAL 4 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, ttl_only_drop_parts = 1;

-- The newest events, for whoever watches them arrive.
CREATE TABLE IF NOT EXISTS recent AS events
ENGINE = MergeTree PARTITION BY toStartOfHour(received) ORDER BY (received, source)
TTL toDateTime(received) + INTERVAL 1 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, ttl_only_drop_parts = 1;

-- How many events came, minute by minute: what became of them, and never of whom.
CREATE TABLE IF NOT EXISTS arrivals (
  source UInt32,
  minute DateTime('UTC'),
  fate Enum8('kept' = 1, 'withheld' = 2, 'dropped' = 3, 'rejected' = 4, 'repeated' = 5, 'machine' = 6, 'suppressed' = 7),
  events UInt64,
  last SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = SummingMergeTree(events) PARTITION BY toYYYYMM(minute) ORDER BY (source, minute, fate)
TTL minute + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Which events each source sends.
CREATE TABLE IF NOT EXISTS names (
  source UInt32,
  type Enum8('track' = 1, 'page' = 2, 'screen' = 3, 'identify' = 4, 'group' = 5, 'alias' = 6),
  name String,
  first SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64)
) ENGINE = AggregatingMergeTree ORDER BY (source, type, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What could not be taken, as it came, and why.
CREATE TABLE IF NOT EXISTS rejects (
  source UInt32,
  received DateTime64(3, 'UTC'),
  id UUID,
  reason LowCardinality(String),
  detail String,
  trust UInt8,
  body String,
  replayed UInt8
) ENGINE = ReplacingMergeTree(replayed) PARTITION BY toYYYYMM(received) ORDER BY (source, received, id)
TTL toDateTime(received) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
