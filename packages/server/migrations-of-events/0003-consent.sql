-- What the consent ledger comes to for one id, as the record store has it: five bits a purpose, see subjects in 0019-consent.sql there.
CREATE TABLE IF NOT EXISTS consent_said (
  actor UInt64,
  answers UInt64,
  version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY actor
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What holds for a person, who may have several ids, under each of them: two bits a purpose, in the order of the contract. 0 nothing, 1 no, 2 yes.
CREATE TABLE IF NOT EXISTS consent_now (
  person UInt64,
  answers UInt32,
  version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The same, to be looked up row by row while others are read (kernel/person-rows.ts). Person 0 is nobody: 1 there means that all is in it.
CREATE TABLE IF NOT EXISTS consent_of (
  person UInt64,
  answers UInt32
) ENGINE = Join(ANY, LEFT, person) SETTINGS join_any_take_last_row = 1;

-- How far the ledger was followed: its last entry and whose that is.
CREATE TABLE IF NOT EXISTS consent_mirror (
  seq UInt64,
  subject String,
  version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY tuple()
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Of an engine to which nothing was copied yet: there is nothing to be in it. A ledger that is there already is read before anybody is served.
INSERT INTO consent_of SELECT 0, 1;
