import pg from 'pg';

/**
 * A job that is being done is locked in PostgreSQL by the process that does it (a session's advisory lock). When that process is
 * gone, however it ended, the lock is gone too: so others see that the job is nobody's.
 */
export interface HeldJobs {
  hold(id: string): void;
  release(id: string): void;
  ids(): string[];
  close(): Promise<void>;
}

/** The two numbers of the lock of a job. The first is arbitrary, but never to be changed. */
export const lockKeys = (id: string): string => `4600002, hashtext(${id})`;

const retryAfter = 500;

/** One connection of its own, from the first job on. When it breaks, another one takes the locks again. */
export function holdJobs(url: string): HeldJobs {
  const wanted = new Set<string>();
  let locked = new Set<string>();
  let client: pg.Client | undefined;
  let working = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'dandelion held jobs',
      connectionTimeoutMillis: 5000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    next.on('error', () => {});
    next.on('end', () => {
      if (client !== next) return;
      client = undefined;
      change();
    });
    await next.connect();
    locked = new Set();
    return next;
  }

  /** Makes what is locked what is wanted. */
  async function reconcile(): Promise<void> {
    clearTimeout(retry);
    try {
      if (client === undefined && wanted.size === 0) return;
      client ??= await connect();
      const [own, mine] = [client, locked];
      for (const id of [...wanted].filter((id) => !mine.has(id))) {
        await own.query(`SELECT pg_advisory_lock(${lockKeys('$1')})`, [id]);
        mine.add(id);
      }
      for (const id of [...mine].filter((id) => !wanted.has(id))) {
        await own.query(`SELECT pg_advisory_unlock(${lockKeys('$1')})`, [id]);
        mine.delete(id);
      }
    } catch {
      const broken = client;
      client = undefined;
      broken?.end().catch(() => {});
      if (!closed) retry = setTimeout(change, retryAfter);
    }
  }

  function change(): void {
    if (!closed) working = working.then(reconcile);
  }

  return {
    hold(id) {
      wanted.add(id);
      change();
    },
    release(id) {
      wanted.delete(id);
      change();
    },
    ids: () => [...wanted],
    async close() {
      closed = true;
      clearTimeout(retry);
      await working;
      await client?.end().catch(() => {});
    },
  };
}
