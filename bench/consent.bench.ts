import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { migrate } from '../packages/server/src/engines/postgres/migrate.ts';
import { startPostgres } from '../packages/server/src/engines/postgres/start-postgres.ts';
import { createConsentGate } from '../packages/server/src/features/consent/index.ts';
import { report } from './measure.ts';

/** The gate with two million ids: how long a server reads them at its start, what they take, how fast it answers. */

const ids = 2_000_000;
const budgetMegabytes = 50;
const budgetSeconds = 10;
const asked = 1_000_000;

const silent = { info() {}, warn() {}, error() {} };

export async function run(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-bench-'));
  const postgres = await startPostgres({ folder });
  const pool = new pg.Pool({ connectionString: postgres.url });
  try {
    await migrate(pool, fileURLToPath(new URL('packages/server/migrations', `file://${root}/`)));
    // 2: a claimed yes to collect. The ledger needs its last entry alone.
    await pool.query(
      `INSERT INTO subjects (id, kind, value, answers, said, seq)
       SELECT gen_random_uuid(), CASE i % 2 WHEN 0 THEN 'user' ELSE 'anonymous' END, 'id-' || md5(i::text), 2, '{1}', i
       FROM generate_series(1, ${ids}) AS i`,
    );
    const gate = createConsentGate({ records: drizzle(pool), log: silent, now: () => new Date() });
    const begun = performance.now();
    await gate.start();
    const seconds = (performance.now() - begun) / 1000;
    const { ids: known, bytes } = gate.size();
    if (known !== ids) throw new Error(`${known} of ${ids} ids were read.`);
    const who = Array.from({ length: 1000 }, (_, n) => ({
      user: `user-${n}`,
      anonymous: `0f8fad5b-d9cb-469f-a165-${n}`,
    }));
    const before = performance.now();
    for (let n = 0; n < asked; n++) gate.mayCollect(true, who[n % 1000]!);
    const nanoseconds = ((performance.now() - before) * 1e6) / asked;
    const megabytes = bytes / 1e6;
    report({
      ...{ bench: 'consent', ids, megabytes, budgetMegabytes, secondsToRead: seconds, budgetSeconds },
      ...{ nanosecondsAnEvent: nanoseconds, within: megabytes < budgetMegabytes && seconds < budgetSeconds },
    });
    await gate.stop();
  } finally {
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
