import type pg from 'pg';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { TracedPool } from './traced-postgres.ts';

/** What somebody can mend in DATABASE_URL, by the codes of the system and of PostgreSQL. */
const mendable: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it breaks the connection',
  '28P01': 'the password is wrong',
  '28000': 'it does not let this user in',
  '3D000': 'it has no such database',
};

/** Why no connection could be made to this URL, which comes from the setting of that name. */
export function explainUnreachable(url: string, setting: string, error: unknown): DandelionFailure {
  const { host } = new URL(url);
  const why = mendable[(error as { code?: string }).code ?? ''] ?? (error as Error).message;
  return new DandelionFailure('engine-failed', `The PostgreSQL at ${host} (${setting}) cannot be used: ${why}.`, {
    cause: error,
  });
}

/**
 * Connections to the record store. One that breaks while nobody uses it is replaced by the next question. Rejects when the store
 * of DATABASE_URL cannot be reached now.
 */
export async function openPool(url: string, log: Log): Promise<pg.Pool> {
  const pool = new TracedPool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  pool.on('error', (error) => log.warn({ error: errorFacts(error) }, 'A connection to the record store broke'));
  // One that breaks in somebody's hands fails their question; without a listener it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await pool.query('SELECT 1');
    return pool;
  } catch (error) {
    await pool.end();
    throw explainUnreachable(url, 'DATABASE_URL', error);
  }
}
