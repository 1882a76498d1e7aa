import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { metricKindSchema } from './result.ts';

/** A file of a finished test on the server's disk: stored first, then looked at, then imported. */

export const columnSchema = z.object({
  name: z.string(),
  /** The first values that differ, as text, at most five. */
  examples: z.array(z.string()),
  /** What its name and values look like; the person confirms. */
  guess: z.enum(['variation', 'unit', 'metric', 'denominator', 'segment', 'test', 'period', 'text', 'held', 'none']),
  /** Of a column that may be a metric: the kind its first values look like. */
  kind: metricKindSchema.nullable(),
});
export type UploadColumn = z.infer<typeof columnSchema>;

export const uploadSchema = z.object({
  id: z.uuid(),
  /** As the file was called on the person's machine; no folders. */
  name: z.string(),
  bytes: z.number().int(),
  /** "CSV with semicolons, zipped", for people. */
  format: z.string(),
  columns: z.array(columnSchema),
  /** The first rows as text in the order of the columns, at most 20. */
  head: z.array(z.array(z.string())),
  storedAt: z.iso.datetime(),
  /** When it will be deleted; null: kept. */
  deleteAt: z.iso.datetime().nullable(),
  /** Null while the file is there. */
  deletedAt: z.iso.datetime().nullable(),
});
export type Upload = z.infer<typeof uploadSchema>;

const uploadParams = z.object({ id: z.uuid() });

export const storeUpload = defineEndpoint({
  method: 'POST',
  path: '/api/uploads',
  permission: 'imports:write',
  summary: 'Store a file',
  description:
    'The body is the file. It is stored whole or not at all, then looked at: the answer has its first rows and what its columns seem to be. 413 above the limit, 507 when the disk is full, 422 when it is no table.',
  query: z.object({ name: z.string().min(1).max(255) }),
  upload: true,
  answer: uploadSchema,
  status: 201,
});

export const getUpload = defineEndpoint({
  method: 'GET',
  path: '/api/uploads/:id',
  permission: 'imports:read',
  summary: 'Read what is known of a stored file',
  params: uploadParams,
  answer: uploadSchema,
});

export const countValues = defineEndpoint({
  method: 'GET',
  path: '/api/uploads/:id/values',
  permission: 'imports:read',
  summary: 'Count the values of a column',
  description:
    'Over the whole file, to choose the control and to see whether the split is near equal. With `unit`, units are counted instead of rows; with `weight`, the sum of that column: where a row holds many units.',
  params: uploadParams,
  query: z.object({
    column: z.string().max(1000),
    unit: z.string().max(1000).optional(),
    weight: z.string().max(1000).optional(),
  }),
  answer: z.object({
    /** Most frequent first, at most 50. */
    values: z.array(z.object({ value: z.string(), count: z.number().int() })),
    /** Different values in all. */
    distinct: z.number().int(),
    empty: z.number().int(),
    /** False: the file is large, and only its first rows were counted. */
    whole: z.boolean(),
    /** The shares differ from equal by more than chance explains: ask for the planned split. */
    unequal: z.boolean(),
  }),
});

export const deleteUpload = defineEndpoint({
  method: 'DELETE',
  path: '/api/uploads/:id',
  permission: 'imports:write',
  summary: 'Delete a stored file',
  description: 'The answers that were made from it stay. 409 while an import reads it.',
  params: uploadParams,
});
