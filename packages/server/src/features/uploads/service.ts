import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerOf, countValues, QueryOf, Upload } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Incoming } from '../../kernel/route.ts';
import { record } from '../audit/index.ts';
import { inspectFile, unstage } from '../files/index.ts';
import { countFileValues } from './count-file-values.ts';
import { describeFile, type GuessRoles } from './describe-file.ts';
import { fileName } from './file-name.ts';
import { keepLook, removeFile, withLook } from './kept-look.ts';
import { receiveFile } from './receive-file.ts';
import { type UploadRow, uploads } from './records.ts';
import { deleteUpload, forgetUploads, sweepUploads } from './sweep-uploads.ts';
import { deletedUpload, unknownUpload } from './upload-failures.ts';

const day = 24 * 60 * 60_000;
const defaultReserve = 200e6;

export interface UploadsOptions {
  records: Records;
  engine: Engine;
  /** Of this service alone. It is made when it is not there. */
  folder: string;
  limitBytes: number;
  keepDays?: number;
  /** Whether files are kept for as long as nobody deletes them. */
  keepAll: () => Promise<boolean>;
  guessRoles: GuessRoles;
  now: () => Date;
  /** Left free on the disk, for the databases. 200 MB when left out. */
  reserveBytes?: number;
}

export interface Uploads {
  /** Stores a file whole or not at all, and looks at it. Fails when it is no table, too large, cut off, or the disk full. */
  store(by: Actor, name: string, incoming: Incoming): Promise<Upload>;
  get(id: string): Promise<Upload>;
  /** Where the file is. Fails when it has been deleted. Sentences about it should have its name, from `get`. */
  path(id: string): Promise<string>;
  /**
   * Inside the transaction that makes an import or analysis of the file: it cannot be deleted before that ends. Fails when it has
   * been deleted already.
   */
  claim(transaction: Transaction, id: string): Promise<void>;
  /** Fails with `conflict` while an analysis of it is queued or running. */
  remove(by: Actor, id: string): Promise<void>;
  countValues(id: string, asked: QueryOf<typeof countValues>): Promise<AnswerOf<typeof countValues>>;
  /** After all uploads are gone from the records: removes their files. */
  forgetAll(): Promise<void>;
  /** Deletes files that are older than they are kept, and what uploads that died have left. */
  sweep(): Promise<void>;
}

type Cells = Pick<Upload, 'columns' | 'head'>;

function uploadOf(row: UploadRow, cells: Cells, keepDays: number, keepsAll: boolean): Upload {
  const kept = keepsAll || row.deletedAt !== null;
  return {
    ...row,
    ...cells,
    storedAt: row.storedAt.toISOString(),
    deleteAt: kept ? null : new Date(row.storedAt.getTime() + keepDays * day).toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

export function createUploads(options: UploadsOptions): Uploads {
  const { records, engine, folder, limitBytes, keepDays = 30, keepAll, guessRoles, now } = options;
  const { reserveBytes = defaultReserve } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  const show = async (row: UploadRow) => uploadOf(row, await withLook(folder, row), keepDays, await keepAll());

  async function find(id: string): Promise<UploadRow> {
    const [row] = await records.select().from(uploads).where(eq(uploads.id, id));
    if (!row) throw unknownUpload();
    return row;
  }

  async function findThere(id: string): Promise<UploadRow & { path: string }> {
    const row = await find(id);
    if (row.deletedAt !== null) throw deletedUpload(row.name);
    return { ...row, path: join(folder, id) };
  }

  async function look(path: string, name: string): Promise<Pick<Upload, 'format' | 'columns' | 'head'>> {
    const file = await inspectFile(path, { engine, name });
    await unstage(engine, file);
    return describeFile(file, guessRoles);
  }

  return {
    async store(by, given, incoming) {
      const id = randomUUID();
      const name = fileName(given);
      const bytes = await receiveFile({ folder, id, name, incoming, limitBytes, reserveBytes });
      const path = join(folder, id);
      try {
        const { format, ...cells } = await look(path, name);
        await keepLook(folder, id, cells);
        const columns = cells.columns.map(({ examples: _, ...column }) => column);
        const row = await records.transaction(async (tx) => {
          const stored = { name, bytes, format, storedAt: now() };
          const [added] = await tx
            .insert(uploads)
            .values({ id, ...stored, columns })
            .returning();
          await record(tx, by, { action: 'upload.stored', subject: { kind: 'upload', id, name }, after: stored });
          return added!;
        });
        return await show(row);
      } catch (error) {
        await removeFile(folder, id);
        throw error;
      }
    },

    get: async (id) => show(await find(id)),

    path: async (id) => (await findThere(id)).path,

    async claim(transaction, id) {
      const [row] = await transaction.select().from(uploads).where(eq(uploads.id, id)).for('share');
      if (!row) throw unknownUpload();
      if (row.deletedAt !== null) throw deletedUpload(row.name);
    },

    remove: (by, id) => deleteUpload({ records, folder, now }, by, id),

    async countValues(id, { column, unit = null, weight = null }) {
      const { path, name } = await findThere(id);
      return countFileValues({ engine, path, name, column, unit, weight, now: now() });
    },

    forgetAll: () => forgetUploads({ records, folder, now }),
    sweep: () => sweepUploads({ engine, records, folder, now, keepDays, keepAll }),
  };
}
