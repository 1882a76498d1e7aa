import { sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { readCodingStamp } from '../codes/index.ts';

/** Raised when the same tests give other learnings than before. */
const methodVersion = 3;

/** What learnings are computed from, in short: when it is another one than before, they are to be computed anew. Empty: there is nothing. */
export async function readInputs(records: Records): Promise<string> {
  const { rows } = await records.execute<{ tests: number; inputs: string }>(sql`
    SELECT count(*)::int AS tests,
      md5(coalesce(string_agg(e.id || ' ' || e.analysis_id || ' ' || e.version || ' ' || i.name, E'\n' ORDER BY e.id), '')
        || (SELECT methods FROM workspace)) AS inputs
    FROM experiments e JOIN imports i ON i.id = e.import_id`);
  const { tests, inputs } = rows[0]!;
  return tests === 0 ? '' : `${methodVersion} ${inputs} ${await readCodingStamp(records)}`;
}
