-- To which customer an anonymous id belongs. A star: an anonymous id has one customer, and a user is nobody's. The newest version counts.
CREATE TABLE IF NOT EXISTS links (
  actor UInt64 COMMENT 'of the anonymous id',
  customer UInt64 COMMENT 'of the user id',
  trust UInt8,
  at DateTime64(3, 'UTC') COMMENT 'since when',
  ended UInt8 COMMENT '1: undone by hand',
  version UInt64,
  anonymous String,
  user String,
  source UInt32,
  how Enum8('event' = 1, 'alias' = 2, 'hand' = 3),
  change Enum8('made' = 1, 'moved' = 2, 'raised' = 3, 'undone' = 4) COMMENT 'what this version did',
  former UInt64 COMMENT 'from whom it was moved; 0: from nobody',
  window UInt64 COMMENT 'that made this version; 0: somebody by hand',
  INDEX of_customer customer TYPE bloom_filter GRANULARITY 1,
  INDEX of_text lower(anonymous) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version) ORDER BY actor
SETTINGS index_granularity = 2048, fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Claims of an identity that were not believed, for people to see.
CREATE TABLE IF NOT EXISTS refused_links (
  actor UInt64 COMMENT 'whose id was claimed',
  customer UInt64 COMMENT 'for whom',
  holder UInt64 COMMENT 'whose it stayed',
  reason Enum8('taken' = 1, 'two-users' = 2, 'undone' = 3, 'outranked' = 4),
  trust UInt8,
  at DateTime64(3, 'UTC') COMMENT 'the last time',
  anonymous String,
  user String,
  source UInt32,
  INDEX of_customer customer TYPE bloom_filter GRANULARITY 1,
  INDEX of_holder holder TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(at) ORDER BY (actor, customer)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What people decided by hand, as far as the mover has to know it: which pairs are not to be linked again.
CREATE TABLE IF NOT EXISTS undone_links (
  actor UInt64,
  customer UInt64,
  undone UInt8,
  version UInt64 COMMENT 'number of the decision'
) ENGINE = ReplacingMergeTree(version) ORDER BY (actor, customer)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One customer, in parts that add up: they are read with GROUP BY customer. (FINAL with email.text would look at one part only.)
-- Customers are those with merged = 0. A page of a list reads fifty of a million: small granules, and blocks no larger than they.
CREATE TABLE IF NOT EXISTS people (
  customer UInt64,
  first SimpleAggregateFunction(min, DateTime64(3, 'UTC')) DEFAULT toDateTime64('2299-12-31 00:00:00', 3, 'UTC'),
  last SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64),
  user SimpleAggregateFunction(max, String),
  anonymous SimpleAggregateFunction(max, String) COMMENT 'only of who has no user id',
  email SimpleAggregateFunction(max, Tuple(version UInt64, text String)),
  name SimpleAggregateFunction(max, Tuple(version UInt64, text String)),
  merged SimpleAggregateFunction(max, UInt8) COMMENT '1: an anonymous id that was linked to a user',
  ask SimpleAggregateFunction(max, UInt8) COMMENT '1: something came by a source that asks first',
  sources SimpleAggregateFunction(groupUniqArrayArray, Array(UInt32)),
  INDEX of_email lower(email.text) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 8,
  INDEX of_name lower(name.text) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 8,
  INDEX of_user lower(user) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 8,
  INDEX of_anonymous lower(anonymous) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 8
) ENGINE = AggregatingMergeTree ORDER BY customer
SETTINGS index_granularity = 256, min_compress_block_size = 4096, fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What is known of a customer. Who is trusted more wins, then who spoke later: the version says both.
CREATE TABLE IF NOT EXISTS traits (
  name LowCardinality(String),
  customer UInt64,
  value String COMMENT 'JSON; null: taken away',
  number Nullable(Float64),
  at DateTime64(3, 'UTC'),
  source UInt32,
  trust UInt8,
  ask UInt8,
  version UInt64 COMMENT 'trust * 2^52 + milliseconds',
  INDEX of_customer customer TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(version) ORDER BY (name, customer)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- How often a customer did what on which day, in parts that add up. Views of pages are $page, of screens $screen.
CREATE TABLE IF NOT EXISTS doings (
  name LowCardinality(String),
  customer UInt64,
  day Date COMMENT 'in UTC',
  n SimpleAggregateFunction(sum, UInt64),
  last SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  value SimpleAggregateFunction(sum, Float64) COMMENT 'of revenue, else total, else value',
  ask SimpleAggregateFunction(max, UInt8),
  INDEX of_customer customer TYPE bloom_filter GRANULARITY 1
) ENGINE = AggregatingMergeTree ORDER BY (name, customer, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What the mover works with while it adds a window to the tables above. It fills them anew for each window and empties them after.
CREATE TABLE IF NOT EXISTS moved_events (
  customer UInt64,
  linked String COMMENT 'user id to whom the anonymous id belongs; empty: to nobody',
  time DateTime64(3, 'UTC'),
  hash UInt64,
  source UInt32,
  ask UInt8,
  trust UInt8,
  type Enum8('track' = 1, 'page' = 2, 'screen' = 3, 'identify' = 4, 'group' = 5, 'alias' = 6),
  name String,
  anonymous String,
  user String,
  properties String,
  traits String
) ENGINE = Memory;

CREATE TABLE IF NOT EXISTS moved_claims (
  actor UInt64,
  customer UInt64,
  refused Enum8('no' = 0, 'two-users' = 2, 'undone' = 3),
  trust UInt8,
  time DateTime64(3, 'UTC'),
  received DateTime64(3, 'UTC'),
  hash UInt64,
  source UInt32,
  anonymous String,
  user String,
  how Enum8('event' = 1, 'alias' = 2, 'hand' = 3)
) ENGINE = Memory;

CREATE TABLE IF NOT EXISTS moved_links (
  actor UInt64,
  customer UInt64,
  user String,
  former UInt64,
  change Enum8('made' = 1, 'moved' = 2, 'raised' = 3, 'undone' = 4)
) ENGINE = Memory;
