import type { UploadColumn } from '@dandelion-loop/contract';
import { bigint, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** No cells: see kept-look.ts. */
export type StoredColumn = Omit<UploadColumn, 'examples'>;

export const uploads = pgTable('uploads', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  format: text('format').notNull(),
  columns: jsonb('columns').$type<StoredColumn[]>().notNull(),
  storedAt: timestamp('stored_at', { withTimezone: true }).notNull(),
  deletedAt: timestamp('deleted_at', { withTimezone: true }),
});

export type UploadRow = typeof uploads.$inferSelect;

/** Of the higher features, as far as a file must not vanish under them. */
export const imports = pgTable('imports', { id: uuid('id').primaryKey(), uploadId: uuid('upload_id') });
export const analyses = pgTable('analyses', { importId: uuid('import_id').notNull(), state: text('state').notNull() });
