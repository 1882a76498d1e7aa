import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { bodyOfFile, defineEndpoint } from './endpoint.ts';

/** Numbers of bets, typed or imported: what was spent, what harm was done, how guardrails stand. */

/** Of `guardrail` the newest number counts; of all others the sum. */
export const betNumberKinds = [
  'money',
  'hours',
  'coordination-hours',
  'unsubscribes',
  'complaints',
  'guardrail',
] as const;
export const betNumberKindSchema = z.enum(betNumberKinds);
export type BetNumberKind = z.infer<typeof betNumberKindSchema>;

export const betNumberSchema = z.object({
  id: z.uuid(),
  betId: z.uuid(),
  kind: betNumberKindSchema,
  /** Of a guardrail, its name. */
  measure: z.string().nullable(),
  on: z.iso.date(),
  /** Money in the currency of the bet; below 0 it corrects. */
  value: z.number(),
  note: z.string(),
  /** By which the same row is known again; null: typed. */
  key: z.string().nullable(),
  by: actorSchema,
  at: z.iso.datetime(),
});
export type BetNumber = z.infer<typeof betNumberSchema>;

const params = z.object({ id: z.uuid() });

export const listBetNumbers = defineEndpoint({
  method: 'GET',
  path: '/api/bets/:id/numbers',
  permission: 'plan:read',
  summary: 'List the numbers of a bet, newest day first',
  params,
  query: z.object({
    kind: betNumberKindSchema.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ total: z.number().int(), numbers: z.array(betNumberSchema) }),
});

export const addBetNumber = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/numbers',
  permission: 'plan:write',
  summary: 'Add a number to a bet, such as what was spent',
  description:
    'Breakers of the bet judge at once, and can stop it. A number that was wrong is corrected by another one: sums cannot fall below 0.',
  params,
  body: z.strictObject({
    kind: betNumberKindSchema,
    measure: z.string().trim().min(1).max(200).nullable().default(null),
    on: z.iso.date(),
    value: z.number().min(-1e12).max(1e12),
    note: z.string().trim().max(500, 'At most 500 characters.').default(''),
  }),
  answer: betNumberSchema,
  status: 201,
});

/** Rows that can be imported at once. */
export const mostNumberRows = 20_000;

export const importBetNumbers = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/numbers/import',
  permission: 'plan:write',
  summary: 'Import numbers of bets from CSV',
  description:
    'Columns: bet (its name), on (2027-01-31), value; and kind (money when left out), measure, note, currency, key. All rows or none: problems name the line and the reason. The same file again adds nothing: a row is known by its key or, without one, by what is in it. A row whose key is known and whose value differs replaces the earlier one. `dryRun` only says what would be.',
  params,
  longestBody: bodyOfFile,
  body: z.strictObject({ csv: z.string().max(2_000_000), dryRun: z.boolean().default(false) }),
  answer: z.object({
    added: z.number().int(),
    replaced: z.number().int(),
    unchanged: z.number().int(),
    problems: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    /** Bets that breakers stopped. */
    stopped: z.array(z.object({ id: z.uuid(), name: z.string() })),
    /** By which it can be taken back; null: nothing was changed. */
    importId: z.uuid().nullable(),
  }),
});

export const numberImportSchema = z.object({
  id: z.uuid(),
  /** Of bets, or values of outcomes. */
  of: z.enum(['bets', 'outcomes']),
  at: z.iso.datetime(),
  by: actorSchema,
  /** Those that are still there as it wrote them. */
  rows: z.number().int(),
});
export type NumberImport = z.infer<typeof numberImportSchema>;

export const listNumberImports = defineEndpoint({
  method: 'GET',
  path: '/api/plans/:id/number-imports',
  permission: 'plan:read',
  summary: 'List the last 50 imports of numbers and values that can be taken back, newest first',
  params,
  answer: z.object({ imports: z.array(numberImportSchema) }),
});

export const takeBackNumberImport = defineEndpoint({
  method: 'DELETE',
  path: '/api/number-imports/:id',
  permission: 'plan:write',
  summary: 'Take back an import of numbers or values',
  description:
    'What it added goes, what it replaced is as it was before; rows that a later import replaced stay as that one says. Bets that breakers stopped stay stopped. 409 when a sum would fall below 0.',
  params,
  answer: z.object({ removed: z.number().int(), restored: z.number().int() }),
});
