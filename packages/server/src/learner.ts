import { parentPort, workerData } from 'node:worker_threads';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createLearner, type LearnerAnswer, type LearnerData } from './features/learnings/index.ts';

/** Door of the thread that learns: computes once for each message, and is ended by whoever began it. */

const { databaseUrl } = workerData as LearnerData;
// Made anew when PostgreSQL went and came back.
const pool = new pg.Pool({
  connectionString: databaseUrl,
  application_name: 'dandelion learnings',
  max: 1,
  keepAlive: true,
});
pool.on('error', () => {});
const learner = createLearner({ records: drizzle(pool), now: () => new Date() });

parentPort!.on('message', async () => {
  const answer: LearnerAnswer = await learner.compute().then(
    (learnings) => ({ learnings }),
    (error: unknown) => ({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  parentPort!.postMessage(answer);
});
