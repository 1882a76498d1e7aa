import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Path of a data set that is not in the project because its licence is unclear, or null (with the reason printed) where
 * `DANDELION_DATASETS` does not name a folder that has it.
 */
export function dataset(name: string): string | null {
  const folder = process.env.DANDELION_DATASETS;
  const path = folder === undefined ? null : join(folder, name);
  if (path !== null && existsSync(path)) return path;
  const why = folder === undefined ? 'DANDELION_DATASETS is not set' : `${folder} does not have it`;
  process.stdout.write(`skipped: tests of ${name}, which has no stated licence and is not in the project; ${why}\n`);
  return null;
}
