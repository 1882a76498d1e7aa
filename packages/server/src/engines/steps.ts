import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DandelionFailure } from '../kernel/failure.ts';

/** What the tables of a store became, step by step: one numbered file each, applied once and never changed. */

export interface Migration {
  name: string;
  sql: string;
  hash: string;
}

/** All steps of a folder, in order. */
export function readSteps(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return { name: file.replace(/\.sql$/, ''), sql, hash: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Refuses data that another program has written. */
export function checkHistory(applied: { name: string; hash: string }[], known: Migration[]): void {
  for (const { name, hash } of applied) {
    const same = known.find((migration) => migration.name === name);
    if (!same) {
      throw new DandelionFailure(
        'data-folder',
        `The data was written by a newer Dandelion (step ${name} is not known here). Start that version, or use another data folder.`,
      );
    }
    if (same.hash !== hash) {
      throw new DandelionFailure(
        'data-folder',
        `The data was written by another build of Dandelion (step ${name} differs). Start that build, or use another data folder.`,
      );
    }
  }
}
