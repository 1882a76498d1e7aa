import type { Engine } from '../../kernel/engine.ts';

/** What the mover asks. */
export type MovingEngine = Pick<Engine, 'rows' | 'run'>;

/** Statements of the mover. It reads no row of a person but to write it elsewhere, so it is asked of no consent. */

const whole = { max_threads: 1, max_insert_threads: 1, max_block_size: 65_536 };
/** Everything becomes one block, which is written or not. */
const oneBlock = { ...whole, min_insert_block_size_rows: 10_000_000, min_insert_block_size_bytes: 4_000_000_000 };

/** Settings of an INSERT ... SELECT that does nothing the second time. */
export const onceAs = (token: string): Record<string, string | number> => ({
  ...oneBlock,
  insert_deduplicate: 1,
  insert_deduplication_token: token,
});

/** All tables of events as they came. */
export const eventTables = ['inbox', 'events', 'seen', 'recent', 'arrivals', 'names', 'rejects'] as const;

/** Empties tables, whatever came meanwhile. */
export async function emptyTables(engine: MovingEngine, tables: readonly string[]): Promise<void> {
  for (const table of tables) await engine.run({ sql: `TRUNCATE TABLE ${table}` });
}

/** What lies in a window: a name that changes when more comes into it, and how much that is. */
export interface WindowContent {
  window: number;
  rows: number;
  content: string;
}

const contents = `SELECT toUInt64(partition) AS window, sum(rows) AS rows,
         concat(toString(min(min_block_number)), '-', toString(max(max_block_number))) AS content
  FROM system.parts WHERE database = currentDatabase() AND table = 'inbox' AND active`;

/** Windows below a number, oldest first. */
export function windowsBefore(engine: MovingEngine, window: number): Promise<WindowContent[]> {
  return engine.rows<WindowContent>({
    sql: `${contents} AND toUInt64(partition) < {window:UInt64} GROUP BY window ORDER BY window`,
    values: { window },
  });
}

export async function contentOf(engine: MovingEngine, window: number): Promise<string | undefined> {
  const [found] = await engine.rows<WindowContent>({
    sql: `${contents} AND toUInt64(partition) = {window:UInt64} GROUP BY window`,
    values: { window },
  });
  return found?.content;
}

export async function inboxRows(engine: MovingEngine): Promise<number> {
  const [found] = await engine.rows<{ rows: number }>({
    sql: "SELECT sum(rows) AS rows FROM system.parts WHERE database = currentDatabase() AND table = 'inbox' AND active",
  });
  return found!.rows;
}

/**
 * Fills `moving` with the events of a window that were not seen before, each once. An actor is the hash of the user id, where there is
 * one, or of the anonymous id; an alias is of the user it names.
 */
export async function gather(engine: MovingEngine, window: number): Promise<void> {
  await engine.run({ sql: 'TRUNCATE TABLE moving' });
  await engine.run({
    sql: `INSERT INTO moving
          SELECT
            multiIf(user != '', sipHash64(concat('u', user)), anonymous != '', sipHash64(concat('a', anonymous)), 0) AS actor,
            time, received, window, source, ask, trust, CAST(type, 'Enum8(\\'track\\' = 1, \\'page\\' = 2, \\'screen\\' = 3, \\'identify\\' = 4, \\'group\\' = 5, \\'alias\\' = 6)') AS type,
            name, machine, hash, if(actor = 0, '', message) AS message, anonymous, user, previous,
            properties, traits, url, referrer, title, campaign, agent, library, locale, timezone
          FROM (
            SELECT *, sipHash64(source, message) AS hash FROM inbox
            WHERE window = {window:UInt64}
              AND hash NOT IN (
                SELECT hash FROM seen
                WHERE hash IN (SELECT sipHash64(source, message) FROM inbox WHERE window = {window:UInt64})
              )
            LIMIT 1 BY hash
          )`,
    values: { window },
    settings: oneBlock,
  });
}

/** What becomes of the rows of the window, each statement once. */
const kept: readonly string[] = [
  'INSERT INTO events SELECT * FROM moving',
  'INSERT INTO recent SELECT * FROM moving ORDER BY received DESC LIMIT 500',
  `INSERT INTO arrivals
   SELECT source, toStartOfMinute(received) AS minute, multiIf(machine != '', 'machine', actor = 0, 'withheld', 'kept') AS fate,
          count(), max(received)
   FROM moving GROUP BY source, minute, fate`,
  `INSERT INTO names
   SELECT source, type, name, min(received), max(received), count() FROM moving WHERE machine = '' GROUP BY source, type, name`,
];

/** Rows that came again, by source. */
const repeated = `INSERT INTO arrivals
   SELECT source, toStartOfMinute(max(received)), 'repeated', toUInt64(sum(n)), max(received) FROM (
     SELECT source, received, 1 AS n FROM inbox WHERE window = {window:UInt64}
     UNION ALL SELECT source, received, -1 AS n FROM moving
   ) GROUP BY source HAVING sum(n) > 0`;

/** Keeps what `gather` found. */
export async function keep(engine: MovingEngine, { window, token }: { window: number; token: string }): Promise<void> {
  for (const [at, sql] of [...kept, repeated].entries()) {
    await engine.run({ sql, values: { window }, settings: onceAs(`${token}:keep:${at}`) });
  }
}

/** From now on the message ids of the window are known. */
export async function remember(engine: MovingEngine, token: string): Promise<void> {
  await engine.run({
    sql: 'INSERT INTO seen SELECT hash, toDate(received) FROM moving',
    settings: onceAs(`${token}:seen`),
  });
}

export async function dropWindow(engine: MovingEngine, window: number): Promise<void> {
  await engine.run({ sql: `ALTER TABLE inbox DROP PARTITION ${window}` });
}
