import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { type Actor, system } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { removeUnlessCopied } from '../../kernel/held-removals.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { removeFile } from './kept-look.ts';
import { analyses, imports, uploads } from './records.ts';
import { unknownUpload, usedUpload } from './upload-failures.ts';
import { dropOldValuesTables } from './values.sql.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
/** Nothing has been written to it for that long: whoever sent it has gone. */
const partLife = day;
/** A file gets its row a moment after it is complete. */
const rowlessLife = hour;

/** No count takes that long. */
const tableLife = hour;

const ours = /^(?<id>[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})((?<part>\.part)|\.look)?$/;

interface Place {
  records: Records;
  folder: string;
  now: () => Date;
}

/**
 * Records first, then the disk: a crash between the two leaves a file that nobody knows, which is swept. The lock keeps away who
 * wants to make an import of it.
 */
export async function deleteUpload({ records, folder, now }: Place, by: Actor, id: string): Promise<void> {
  await records.transaction(async (transaction) => {
    const [upload] = await transaction.select().from(uploads).where(eq(uploads.id, id)).for('update');
    if (!upload) throw unknownUpload();
    const readers = await transaction
      .select({ state: analyses.state })
      .from(imports)
      .leftJoin(analyses, eq(analyses.importId, imports.id))
      .where(eq(imports.uploadId, id));
    if (readers.some(({ state }) => state === 'queued' || state === 'running')) throw usedUpload(upload.name);
    if (readers.length === 0) await transaction.delete(uploads).where(eq(uploads.id, id));
    // The history of the import names it and its columns.
    else
      await transaction
        .update(uploads)
        .set({ deletedAt: sql`coalesce(${uploads.deletedAt}, ${now()})` })
        .where(eq(uploads.id, id));
    // Its row goes later than the file did where an import still named it.
    if (upload.deletedAt === null) {
      const { name, bytes, format, storedAt } = upload;
      const subject = { kind: 'upload', id, name };
      await record(transaction, by, { action: 'upload.deleted', subject, before: { name, bytes, format, storedAt } });
    }
  });
  // Else the sweep does it.
  await removeUnlessCopied(records, () => removeFile(folder, id));
}

export async function sweepUploads({
  engine,
  keepDays,
  keepAll,
  ...place
}: Place & { engine: Engine; keepDays: number; keepAll: () => Promise<boolean> }): Promise<void> {
  if (!(await keepAll())) await deleteOld(place, keepDays);
  await removeUnlessCopied(place.records, () => removeRemains(place, { part: partLife, rowless: rowlessLife }));
  await dropOldValuesTables(engine, new Date(place.now().getTime() - tableLife));
}

/** After all rows are gone: removes their files now, and what is just being received by somebody who may not any more. */
export async function forgetUploads(place: Place): Promise<void> {
  await removeUnlessCopied(place.records, () => removeRemains(place, { part: -hour, rowless: -hour }));
}

async function deleteOld(place: Place, keepDays: number): Promise<void> {
  const { records, now } = place;
  const before = new Date(now().getTime() - keepDays * day);
  const old = await records
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(isNull(uploads.deletedAt), lt(uploads.storedAt, before)));
  for (const { id } of old) {
    try {
      await deleteUpload(place, system, id);
    } catch (error) {
      // Being read, or deleted by somebody else meanwhile: the next sweep will see.
      if (!(error instanceof DandelionFailure) || !['conflict', 'not-found'].includes(error.code)) throw error;
    }
  }
}

/** What is in the folder without a row of its own. Only files of ours are touched, never what a link leads to. */
async function removeRemains({ records, folder, now }: Place, life: { part: number; rowless: number }): Promise<void> {
  const found: { file: string; id: string; age: number; part: boolean }[] = [];
  for (const file of await readdir(folder)) {
    const { id, part } = ours.exec(file)?.groups ?? {};
    if (id === undefined) continue;
    const stat = await lstat(join(folder, file)).catch(() => null);
    if (stat?.isFile()) found.push({ file, id, age: now().getTime() - stat.mtimeMs, part: part !== undefined });
  }
  const complete = found.filter(({ part }) => !part).map(({ id }) => id);
  const rows = await records
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(inArray(uploads.id, complete), isNull(uploads.deletedAt)));
  const known = new Set(rows.map(({ id }) => id));
  for (const { file, id, age, part } of found) {
    if (part ? age > life.part : age > life.rowless && !known.has(id)) await rm(join(folder, file), { force: true });
  }
}
