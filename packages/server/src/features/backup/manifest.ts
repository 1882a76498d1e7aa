import { z } from 'zod';

/** What a backup says of itself: manifest.json in its folder. */

/** Raised when a program that knows only older ones would read it wrongly. */
export const formatVersion = 1;

/** Of what is ours: no name leads out of the folder, and none needs quoting in SQL. */
const plainName = z.string().regex(/^[a-z_][a-z0-9_]{0,99}$/);
const fileName = z.string().regex(/^(records|engine|files|secrets)\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/);
const count = z.number().int().min(0);

export const manifestSchema = z.object({
  format: z.literal(formatVersion),
  /** Of the Dandelion that made it. */
  version: z.string(),
  /** ISO 8601. All that was committed by then is in the backup, and nothing later. */
  moment: z.iso.datetime(),
  /** The same moment as PostgreSQL tells it: pg_current_snapshot(). */
  snapshot: z.string(),
  /** The steps that had made the tables of the record store. */
  migrations: z.array(z.object({ name: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) })).min(1),
  /** COPY in text format, UTF-8, times in UTC. */
  records: z.array(z.object({ table: plainName, columns: z.array(plainName).min(1), rows: count, file: fileName })),
  /** The last number that was given; null: none. */
  sequences: z.array(
    z.object({
      name: plainName,
      last: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
  /** ClickHouse's Native format. */
  engine: z.array(z.object({ table: plainName, create: z.string(), rows: count, digest: z.string(), file: fileName })),
  files: z.array(z.object({ path: fileName, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** What the records name and was not there: files that were lost before. */
  missing: z.array(z.string()),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = Manifest['files'][number];
export type RecordTable = Omit<Manifest['records'][number], 'file'>;
export type EngineTable = Omit<Manifest['engine'][number], 'file'>;
