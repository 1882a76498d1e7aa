import { z } from 'zod';
import { currencySchema } from './currency.ts';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { type FailureCode, failureCodes } from './failure.ts';
import { levelSchema, usualPlannedUnits } from './methods.ts';
import { inferenceSchema, metricKindSchema, practicalSchema } from './result.ts';

/** An import brings finished tests from a file (or from counts that were typed) and judges them; each judging is an analysis. */

const columnName = z.string().min(1).max(1000);

export const metricChoiceSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** Null: by its values. */
  kind: metricKindSchema.nullable(),
  numerator: columnName,
  /** What a proportion or ratio is of; null: each unit counts once. */
  denominator: columnName.nullable(),
  lowerIsBetter: z.boolean(),
  practical: practicalSchema,
  covariate: columnName.nullable(),
  /** ISO 4217 where the metric is money, null where not. */
  currency: currencySchema.nullable(),
});
export type MetricChoice = z.infer<typeof metricChoiceSchema>;

const contentColumns = z.array(columnName).max(20).default([]);

const contentShape = {
  /** Columns whose values are levels of an attribute, such as a tone. */
  attributes: contentColumns,
  /** Columns of text that is coded: headline, subject, button. */
  texts: contentColumns,
  /** Columns that must be equal where texts are compared, such as an image. */
  held: contentColumns,
};

/** How a file is to be read and judged. The first metric decides. */
export const choicesSchema = z.strictObject({
  variation: columnName,
  /** What the others are compared with; null: each variation is compared with the others together. */
  control: z.string().max(500).nullable(),
  /** Planned weight by variation, any scale; null: equal. */
  split: z.record(z.string().max(500), z.number().positive()).nullable(),
  /** What was randomised; null: each row is its own unit. */
  unit: columnName.nullable(),
  metrics: z.array(metricChoiceSchema).min(1, 'Choose at least one metric.').max(50),
  segments: z.array(columnName).max(20),
  /** Columns by which to look for units for whom it works differently, each known before the test. */
  search: contentColumns,
  /** What the variations are made of, for learnings: each the same in all rows of a variation. */
  ...contentShape,
  /** Many tests in one file: the column that tells them apart. */
  test: columnName.nullable(),
  period: columnName.nullable(),
  /** Only rows where this condition holds. */
  where: z.string().max(10_000).nullable(),
  /** `sequential` when anybody looked before the end. */
  inference: inferenceSchema,
  level: levelSchema,
  plannedUnits: z.number().int().positive(),
});
export type Choices = z.infer<typeof choicesSchema>;

/** What may be left out is what the settings of the workspace say. */
const fromSettings = {
  inference: inferenceSchema.optional(),
  level: levelSchema.optional(),
};
const plannedUnits = z.number().int().positive().default(usualPlannedUnits);

/** Choices as they are sent: what is left out is the plainest there is, or what the settings of the workspace say. */
export const askedChoicesSchema = choicesSchema.extend({
  control: choicesSchema.shape.control.default(null),
  split: choicesSchema.shape.split.default(null),
  unit: choicesSchema.shape.unit.default(null),
  metrics: z
    .array(
      metricChoiceSchema.extend({
        kind: metricChoiceSchema.shape.kind.default(null),
        denominator: metricChoiceSchema.shape.denominator.default(null),
        lowerIsBetter: z.boolean().default(false),
        practical: practicalSchema.optional(),
        covariate: metricChoiceSchema.shape.covariate.default(null),
        currency: metricChoiceSchema.shape.currency.default(null),
      }),
    )
    .min(1, 'Choose at least one metric.')
    .max(50),
  segments: choicesSchema.shape.segments.default([]),
  test: choicesSchema.shape.test.default(null),
  period: choicesSchema.shape.period.default(null),
  where: choicesSchema.shape.where.default(null),
  ...fromSettings,
  plannedUnits,
});
export type AskedChoices = z.infer<typeof askedChoicesSchema>;

/** Counts that somebody typed, the control first. */
export const countsSchema = z.strictObject({
  variations: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        tried: z.number().int().positive().max(1e12),
        succeeded: z.number().int().nonnegative().max(1e12),
      }),
    )
    .min(2)
    .max(20),
  split: z.array(z.number().positive()).nullable(),
  lowerIsBetter: z.boolean(),
  practical: practicalSchema,
  inference: inferenceSchema,
  level: levelSchema,
  plannedUnits: z.number().int().positive(),
});
export type Counts = z.infer<typeof countsSchema>;

/** Counts as they are sent. */
export const askedCountsSchema = countsSchema.extend({
  split: countsSchema.shape.split.default(null),
  lowerIsBetter: z.boolean().default(false),
  practical: practicalSchema.optional(),
  ...fromSettings,
  plannedUnits,
});
export type AskedCounts = z.infer<typeof askedCountsSchema>;

export const analysisStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const analysisSchema = z.object({
  id: z.uuid(),
  /** 1, 2, 3 ... within the import. */
  number: z.number().int(),
  state: z.enum(analysisStates),
  /** What is being done, in words, and how far (0 to 1; null when nobody can tell). */
  stage: z.string(),
  fraction: z.number().nullable(),
  /** Why it failed, in plain sentences; null unless it failed. */
  failure: z
    .object({ code: z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]), message: z.string() })
    .nullable(),
  /** Null for typed counts. */
  choices: choicesSchema.nullable(),
  counts: countsSchema.nullable(),
  /** Version of the method that made the answer; null before it is done. */
  methodVersion: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Analysis = z.infer<typeof analysisSchema>;

export const importSourceSchema = z.enum(['file', 'sample', 'counts']);

export const importSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  source: importSourceSchema,
  /** Null for counts and the sample. */
  uploadId: z.uuid().nullable(),
  /** Whether the file is still there, so that other columns can be read. */
  uploadThere: z.boolean(),
  /** Newest first. */
  analyses: z.array(analysisSchema),
  /** The analysis whose answers are shown; null while there is none. */
  currentAnalysisId: z.uuid().nullable(),
  /** Tests it brought. */
  experiments: z.number().int(),
  /** Set when it brought exactly one. */
  experimentId: z.uuid().nullable(),
  version: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type Import = z.infer<typeof importSchema>;

const params = z.object({ id: z.uuid() });
const version = z.int32();
const name = z.string().trim().min(1, 'Give it a name.').max(200, 'At most 200 characters.');

export const listImports = defineEndpoint({
  method: 'GET',
  path: '/api/imports',
  permission: 'imports:read',
  summary: 'List imports, newest first',
  answer: z.object({ imports: z.array(importSchema) }),
});

export const createImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports',
  permission: 'imports:write',
  summary: 'Import a finished test',
  description:
    'From a stored file with choices, from typed counts, or the sample. It is queued; read the import for its progress. Of choices and counts, `inference`, `level` and `practical` are those of the settings of the workspace where they are left out.',
  body: z.discriminatedUnion('source', [
    z.strictObject({ source: z.literal('file'), name, uploadId: z.uuid(), choices: askedChoicesSchema }),
    z.strictObject({ source: z.literal('counts'), name, counts: askedCountsSchema }),
    z.strictObject({ source: z.literal('sample') }),
  ]),
  answer: importSchema,
  status: 202,
});

export const getImport = defineEndpoint({
  method: 'GET',
  path: '/api/imports/:id',
  permission: 'imports:read',
  summary: 'Read an import with its progress and history',
  params,
  answer: importSchema,
});

export const renameImport = defineEndpoint({
  method: 'PATCH',
  path: '/api/imports/:id',
  permission: 'imports:write',
  summary: 'Rename an import',
  description: '409 when somebody else changed it since `version`.',
  params,
  body: z.strictObject({ version, name }),
  answer: importSchema,
});

export const analyzeAgain = defineEndpoint({
  method: 'POST',
  path: '/api/imports/:id/analyses',
  permission: 'imports:write',
  summary: 'Judge an import again with other choices',
  description:
    'The old answers stay in the history. Without `choices` and `counts` it is judged as it was last; what is left out of them is what the settings of the workspace say now. When the file has been deleted, only columns that were read before can be chosen. 409 while another analysis of it runs, or when somebody else changed it since `version`.',
  params,
  body: z.strictObject({ version, choices: askedChoicesSchema.optional(), counts: askedCountsSchema.optional() }),
  answer: importSchema,
  status: 202,
});

export const cancelImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/:id/cancel',
  permission: 'imports:write',
  summary: 'Stop the running analysis of an import',
  description: 'Nothing of the stopped analysis remains; the file stays. Does nothing when none runs.',
  params,
  answer: importSchema,
});

export const retryImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/:id/retry',
  permission: 'imports:write',
  summary: 'Run a failed or stopped analysis again',
  description:
    'With the same choices and without a second upload. 409 when the newest analysis neither failed nor was stopped.',
  params,
  answer: importSchema,
  status: 202,
});

export const deleteImport = defineEndpoint({
  method: 'DELETE',
  path: '/api/imports/:id',
  permission: 'imports:write',
  summary: 'Delete an import with everything it brought',
  description: 'Its tests, answers, rows and the stored file.',
  params,
});

export const exportRows = defineDownload({
  method: 'GET',
  path: '/api/imports/:id/rows',
  permission: 'imports:raw',
  summary: 'Download the rows behind the newest answers of an import',
  description:
    'The columns that the newest finished analysis read, all as text, in the order of the file. Of the column that names units there are only keyed hashes: the same unit has the same hash in all imports of a workspace. In CSV, text that a spreadsheet would take for a formula begins with an apostrophe; Parquet has it as it is. Each download is noted in the audit log. 422 for typed counts, which have no rows.',
  params,
  query: z.object({ format: z.enum(['csv', 'parquet']).default('csv') }),
  download: ['text/csv', 'application/vnd.apache.parquet'],
});

/** Long work, for the notices of the shell. */
export const getWork = defineEndpoint({
  method: 'GET',
  path: '/api/work',
  permission: 'imports:read',
  summary: 'List imports that are being judged, and those that ended lately',
  query: z.object({
    /** Also what ended after this moment. */
    since: z.iso.datetime().optional(),
  }),
  answer: z.object({
    now: z.iso.datetime(),
    work: z.array(
      z.object({
        importId: z.uuid(),
        name: z.string(),
        state: z.enum(analysisStates),
        stage: z.string(),
        fraction: z.number().nullable(),
        message: z.string().nullable(),
        experiments: z.number().int(),
        experimentId: z.uuid().nullable(),
        finishedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
});
