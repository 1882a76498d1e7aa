import pg from 'pg';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { PartState } from '../../kernel/readiness.ts';

/** What pg-boss asks its questions through. */
export interface JobStore {
  executeSql(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** By the last question; workers ask twice a second. */
  state(): PartState;
  close(): Promise<void>;
}

/** The queue through which pg-boss itself sends what is scheduled. */
const ownQueue = '__pgboss__send-it';

/** Not an answer of PostgreSQL, or one that says that it is going, coming or full. */
const isLost = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || /^(08|57P0|53)/.test(error.code ?? '');

/**
 * Making a queue locks its table twice, more strongly the second time: two servers that do so at once get stuck (pg-boss 10.4.2). So
 * one waits for the other. The number is arbitrary, but never to be changed.
 */
const oneAtATime = (text: string): string =>
  /^\s*SELECT \w+\.create_queue\(/.test(text)
    ? `${text} FROM (SELECT pg_advisory_xact_lock(4600003) OFFSET 0) AS one_at_a_time`
    : text;

const reason = 'The record store does not answer, so no work is done.';

/** Few connections, made anew when they break: PostgreSQL may be killed and come back at any time. */
export function openJobStore(url: string, log: Log): JobStore {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'dandelion jobs',
    max: 2,
    connectionTimeoutMillis: 5000,
    query_timeout: 60_000,
    keepAlive: true,
  });
  // An idle connection broke. The next question opens another one, or fails.
  pool.on('error', () => {});
  let lost = false;
  let closed = false;

  function answered(): void {
    if (lost) log.info({}, 'The record store answers again; work goes on');
    lost = false;
  }

  function failed(error: unknown): void {
    if (lost || closed || !isLost(error)) return;
    lost = true;
    log.warn({ error: errorFacts(error) }, 'The record store does not answer; work waits for it');
  }

  return {
    async executeSql(text, values) {
      try {
        const answer = await pool.query(oneAtATime(text), values);
        answered();
        return answer;
      } catch (error) {
        failed(error);
        // Nobody in pg-boss waits for these, so a rejection would end the process (version 10.4.2). What was to be noted is found again.
        if (values?.[0] === ownQueue) return { rows: [{ count: '0' }] } as never;
        throw error;
      }
    },
    state: () =>
      lost || closed
        ? { state: 'down', reason: closed ? 'Work was stopped.' : reason }
        : { state: 'ready', reason: null },
    async close() {
      closed = true;
      await pool.end();
    },
  };
}
