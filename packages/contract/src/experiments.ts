import { z } from 'zod';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { analysisSchema } from './imports.ts';
import { healthVerdictSchema, metricKindSchema, testAnswerSchema } from './result.ts';

/** The list of experiments and one experiment with its answer. */

export const experimentVerdicts = ['won', 'lost', 'no-difference', 'inconclusive', 'invalid'] as const;
export const experimentVerdictSchema = z.enum(experimentVerdicts);
export type ExperimentVerdict = z.infer<typeof experimentVerdictSchema>;

const number = z.number().nullable();
const spread = z.object({ value: number, low: number, high: number });

/**
 * One line of the list, with the comparison of the deciding metric that tells most: the best challenger, of those that won where
 * one did, and the worst of a test that was lost.
 */
export const experimentRowSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  importId: z.uuid(),
  importName: z.string(),
  verdict: experimentVerdictSchema,
  health: healthVerdictSchema,
  variations: z.number().int(),
  units: z.number().int(),
  metric: z.string().nullable(),
  kind: metricKindSchema.nullable(),
  currency: z.string().nullable(),
  /** The variation that is shown, and what it is compared with (null: all others). */
  variation: z.string().nullable(),
  control: z.string().nullable(),
  difference: spread,
  /** Fractions: 0.05 is 5%. */
  lift: spread,
  /** When the test ran, as far as the file says: a day, ISO 8601; null when it says nothing. */
  ranOn: z.iso.date().nullable(),
  /** Why it is invalid, in a few words; null when it is valid. */
  invalidBecause: z.string().nullable(),
  tags: z.array(z.string()),
  judgedAt: z.iso.datetime(),
});
export type ExperimentRow = z.infer<typeof experimentRowSchema>;

/** By lift, tests whose lift is not to be read (invalid) or not known are last either way. */
export const experimentSorts = ['newest', 'oldest', 'most-units', 'highest-lift', 'lowest-lift', 'title'] as const;

const list = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item.array(), item.transform((one) => [one])])
    .optional()
    .default([]);

/** The same words as the address of the page, so that a view can be passed on. */
export const experimentFiltersSchema = z.object({
  /** In title, variations' names and tags; all words must occur. */
  search: z.string().max(200).optional(),
  verdict: list(experimentVerdictSchema),
  health: list(healthVerdictSchema),
  metric: list(z.string().max(200)),
  tag: list(z.string().max(60)),
  import: z.uuid().optional(),
  /** Days, `from` included, `to` not. Of `ranOn`, or where that is unknown, of the day it was judged. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type ExperimentFilters = z.infer<typeof experimentFiltersSchema>;

export const listExperiments = defineEndpoint({
  method: 'GET',
  path: '/api/experiments',
  permission: 'experiments:read',
  summary: 'List experiments',
  query: experimentFiltersSchema.extend({
    sort: z.enum(experimentSorts).default('newest'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ total: z.number().int(), rows: z.array(experimentRowSchema) }),
});

export const summarizeExperiments = defineEndpoint({
  method: 'GET',
  path: '/api/experiments/summary',
  permission: 'experiments:read',
  summary: 'Count experiments by verdict, month, metric and tag',
  description: 'Each count leaves its own filter out, so that a page can show what another choice would bring.',
  query: experimentFiltersSchema,
  answer: z.object({
    /** All of the workspace, without any filter. */
    all: z.number().int(),
    /** That fit all filters. */
    total: z.number().int(),
    verdicts: z.record(experimentVerdictSchema, z.number().int()),
    health: z.record(healthVerdictSchema, z.number().int()),
    /** Of those that fit all filters: first day of the month, by verdict. */
    months: z.array(z.object({ month: z.iso.date(), verdicts: z.record(experimentVerdictSchema, z.number().int()) })),
    metrics: z.array(z.object({ metric: z.string(), count: z.number().int() })),
    tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
    imports: z.array(z.object({ id: z.uuid(), name: z.string(), count: z.number().int() })),
    /**
     * Units of the typical (median) one, and the median of the units that would settle an inconclusive one, both in all its
     * variations together; null when not known.
     */
    medianUnits: z.number().nullable(),
    medianUnitsNeeded: z.number().nullable(),
    /**
     * Stretches of time in which the split is off far more often than elsewhere, from the health checks: `from` included, `to`
     * not. Only the import and the days of the filters narrow them.
     */
    suspectPeriods: z.array(
      z.object({ from: z.iso.date(), to: z.iso.date(), off: z.number().int(), tests: z.number().int() }),
    ),
  }),
});

const params = z.object({ id: z.uuid() });

export const experimentSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  /** The name in the file; null when the file had one test. */
  name: z.string().nullable(),
  importId: z.uuid(),
  importName: z.string(),
  importVersion: z.number().int(),
  /** Other tests of the same import. */
  siblings: z.number().int(),
  uploadName: z.string().nullable(),
  uploadThere: z.boolean(),
  ranOn: z.iso.date().nullable(),
  tags: z.array(z.string()),
  /** Markdown is not interpreted: plain text with line breaks. */
  note: z.string(),
  version: z.number().int(),
  verdict: experimentVerdictSchema,
  /** The analysis that made `answer`. */
  analysis: analysisSchema,
  /** All analyses of the import that have an answer for this experiment, newest first. */
  history: z.array(
    z.object({
      analysisId: z.uuid(),
      number: z.number().int(),
      finishedAt: z.iso.datetime(),
      verdict: experimentVerdictSchema,
      methodVersion: z.string(),
      current: z.boolean(),
    }),
  ),
  answer: testAnswerSchema,
  /** The command that gives this answer from the file; null where a name cannot be written in an option. */
  command: z.string().nullable(),
  /** What was assumed for all tests of the import alike. */
  importNotes: z.array(z.string()),
});
export type Experiment = z.infer<typeof experimentSchema>;

export const getExperiment = defineEndpoint({
  method: 'GET',
  path: '/api/experiments/:id',
  permission: 'experiments:read',
  summary: 'Read an experiment with its answer',
  params,
  query: z.object({
    /** An older answer of the history. */
    analysis: z.uuid().optional(),
  }),
  answer: experimentSchema,
});

export const tagSchema = z.string().trim().min(1).max(60);

export const changeExperiment = defineEndpoint({
  method: 'PATCH',
  path: '/api/experiments/:id',
  permission: 'experiments:write',
  summary: 'Change title, tags or note of an experiment',
  description: '409 when somebody else changed it since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    title: z.string().trim().min(1, 'Give it a title.').max(300).optional(),
    tags: z.array(tagSchema).max(20).optional(),
    note: z.string().max(20_000).optional(),
  }),
  answer: experimentSchema,
});

export const getExperimentSql = defineEndpoint({
  method: 'GET',
  path: '/api/experiments/:id/sql',
  permission: 'experiments:sql',
  summary: 'Read the statements that made the answer',
  params,
  query: z.object({ analysis: z.uuid().optional() }),
  answer: z.object({
    /** In the order they were run. Bound values are named, not shown: they can hold data of people. */
    statements: z.array(z.object({ sql: z.string(), milliseconds: z.number() })),
  }),
});

export const exportExperiment = defineDownload({
  method: 'GET',
  path: '/api/experiments/:id/export',
  permission: 'experiments:read',
  summary: 'Download an answer as CSV or JSON',
  description: 'CSV has one row a comparison; cells that a spreadsheet would take for a formula are made harmless.',
  params,
  query: z.object({ format: z.enum(['csv', 'json']), analysis: z.uuid().optional() }),
  download: ['text/csv', 'application/json'],
});

export const exportExperiments = defineDownload({
  method: 'GET',
  path: '/api/experiments/export',
  permission: 'experiments:read',
  summary: 'Download the list as CSV',
  query: experimentFiltersSchema.extend({ sort: z.enum(experimentSorts).default('newest') }),
  download: ['text/csv'],
});
